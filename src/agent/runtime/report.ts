import type { Insights } from "../learning/insightBook.ts";
import type { Timestamp } from "../../store/time.ts";

/** How the agent is, for whoever runs it. Counts are of this process. */
export interface AgentReport {
  /** `stale`: it runs and makes no signals. `refused`: it has ended and must not be started again. */
  readonly state: "starting" | "running" | "stale" | "disconnected" | "refused";
  /** One line for the operator: why, and what to do. */
  readonly detail: string;
  /** How far the cycle of evolution is that runs now, or what a due one waits for; empty: neither. */
  readonly evolution: string;
  /** Why loop 2 does not go on, where it waits for a person or for the gate; empty: it does not wait. */
  readonly held: string;
  /** What is known of each rule beside its numbers: what is believed of it, its theses, and the checks that stood against it. */
  readonly insights: Insights;
  readonly candles: number;
  readonly signals: number;
  readonly intents: number;
  readonly lastCandleTs: Timestamp | null;
}

/** How it ended: by request, by a refusal that a restart cannot change, or by a failure that it may. */
export interface AgentEnd {
  readonly how: "stopped" | "refused" | "failed";
  readonly detail: string;
}

/** Keeps the report and sends it on: with every change of state, and once a candle. */
export class Reporter {
  readonly #send: (report: AgentReport) => void;
  #said = "";
  #report: AgentReport = {
    state: "starting",
    detail: "",
    evolution: "",
    held: "",
    insights: {},
    candles: 0,
    signals: 0,
    intents: 0,
    lastCandleTs: null,
  };

  constructor(send: (report: AgentReport) => void) {
    this.#send = send;
  }

  turn(state: AgentReport["state"], because: string): void {
    const detail = because === "" ? this.#said : because;
    if (this.#report.state === state && this.#report.detail === detail) return;
    this.#report = { ...this.#report, state, detail };
    this.#send(this.#report);
  }

  /** A line that goes out with the next report, where nothing worse is to be said, and is gone with the one after it. */
  say(detail: string): void {
    this.#said = detail;
  }

  evolving(evolution: string): void {
    this.#report = { ...this.#report, evolution };
    this.#send(this.#report);
  }

  held(held: string): void {
    this.#report = { ...this.#report, held };
    this.#send(this.#report);
  }

  /** @param insights null where they are as they were. */
  candle(
    lastCandleTs: Timestamp,
    tally: { readonly signals: number; readonly intents: number },
    insights: Insights | null,
  ): void {
    const { candles, signals, intents } = this.#report;
    this.#report = {
      ...this.#report,
      detail: this.#report.state === "running" ? this.#said : this.#report.detail,
      insights: insights ?? this.#report.insights,
      candles: candles + 1,
      signals: signals + tally.signals,
      intents: intents + tally.intents,
      lastCandleTs,
    };
    this.#said = "";
    this.#send(this.#report);
  }
}
