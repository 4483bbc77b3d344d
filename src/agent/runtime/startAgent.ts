import { agentVerbs, type Hello } from "../../gate/contract/agentVerbs.ts";
import type { EventPublished } from "../../gate/contract/notification.ts";
import { InputError } from "../../store/input.ts";
import { connectGate, type GateLink, type LinkState } from "../gateClient/connectGate.ts";
import { GateRefusal, sayOf, Unanswered } from "../gateClient/problem.ts";
import { marksIn } from "../market/marksIn.ts";
import type { ClosedTick, Feed } from "../market/feed.ts";
import type { InsightBook } from "../learning/insightBook.ts";
import { startFeed } from "../market/startFeed.ts";
import { assemble } from "./assemble.ts";
import type { Evolver } from "../learning/evolver.ts";
import type { CoreLoop } from "./loop.ts";
import { bindTo, gateJournalOf, type Memory, MirrorBroken } from "./memory.ts";
import type { AgentOptions } from "./options.ts";
import { type AgentEnd, Reporter } from "./report.ts";

export interface Agent {
  /** Hangs up and keeps what is to be kept; `done` follows. */
  stop(): void;
  /** Ends the cycle of evolution that is under way, if one is. */
  cancelCycle(): void;
  readonly done: Promise<AgentEnd>;
}

/** Starts the agent: it comes to the gate, trades while the gate lets it, and comes back after every break. */
export function startAgent(options: AgentOptions): Agent {
  const running = new Running(options);
  return {
    stop: () => running.end("stopped", "stopped"),
    cancelCycle: () => running.cancelCycle(),
    done: running.done,
  };
}

class Running {
  readonly done: Promise<AgentEnd>;
  readonly #options: AgentOptions;
  readonly #reporter: Reporter;
  readonly #link: GateLink<typeof agentVerbs>;
  #memory: Memory | null = null;
  #loop: CoreLoop | null = null;
  #evolver: Evolver | null = null;
  #feed: Feed | null = null;
  #insights: InsightBook | null = null;
  #finish: (end: AgentEnd) => void = () => {};
  #ended = false;
  #staleBecause: string | null = null;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.#reporter = new Reporter(options.onReport);
    this.done = new Promise((finish) => (this.#finish = finish));
    const { path, client, connect, monotonicMs, setTimer, random, journal, timeoutMs } = options;
    this.#link = connectGate({
      path,
      client,
      connect,
      monotonicMs,
      setTimer,
      random,
      verbs: agentVerbs,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      journalId: () => gateJournalOf(journal),
      fromSeq: () => (this.#memory?.gateSeq ?? 0) + 1,
      onHello: (hello) => this.#guarded(() => this.#greeted(hello)),
      onEvent: (published) => void this.#guarded(() => this.#heard(published)),
      onTick: (tick) => void this.#guarded(() => this.#loop?.tick(tick)),
      onEnded: ({ reason }) => this.#reporter.turn("running", `the market has ended: ${reason}`),
      onState: (state, detail) => this.#turned(state, detail),
    });
  }

  cancelCycle(): void {
    this.#evolver?.cancel();
  }

  end(how: AgentEnd["how"], detail: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#evolver?.stop();
    this.#loop?.detach();
    this.#feed?.stop();
    this.#link.stop(how === "stopped" ? undefined : detail);
    try {
      if (how === "stopped") this.#memory?.commit();
    } catch (error) {
      this.#finish({ how: "failed", detail: sayOf(error) });
      return;
    }
    if (how === "refused") this.#reporter.turn("refused", detail);
    this.#finish({ how, detail });
  }

  async #greeted(hello: Hello): Promise<void> {
    if (this.#loop === null) this.#begin(hello);
    else if (!bindTo(this.#options.journal, hello)) throw new MirrorBroken("the gate is of another account now");
    await this.#loop?.attach(hello);
  }

  #begin(hello: Hello): void {
    const { agent, symbols, timeframe } = assemble(this.#options, hello, {
      call: this.#link.call,
      say: (detail) => this.#reporter.say(detail),
      onCandle: (candleTs, tally) => this.#reporter.candle(candleTs, tally, this.#insights?.candle() ?? null),
      onStale: (reason) => this.#stale(reason),
      onBroken: (error) => this.#broken(error),
      onProgress: (text) => this.#reporter.evolving(text),
      onHeld: (text) => this.#reporter.held(text),
    });
    this.#memory = agent.memory;
    this.#loop = agent.loop;
    this.#insights = agent.insights;
    this.#evolver = agent.evolver;
    const target = {
      closed: (tick: ClosedTick) => void this.#guarded(() => agent.loop.closed(tick)),
      stale: (reason: string | null) => void this.#guarded(() => agent.sight.stale(reason)),
    };
    const { market } = hello.binding;
    const exchange = market.kind === "ccxt" ? market.exchange : null;
    if (!agent.sight.isWalked) this.#feed = startFeed({ symbols, timeframe, exchange, ...this.#options }, target);
  }

  #heard(published: EventPublished): void {
    this.#loop?.event(published);
    for (const [symbol, mark] of marksIn(published.event)) this.#feed?.heard(symbol, mark);
  }

  #turned(state: LinkState, detail: string): void {
    if (state === "live") this.#stale(this.#staleBecause);
    else if (state === "lost") {
      this.#loop?.detach();
      this.#reporter.turn("disconnected", detail);
    } else if (state === "refused") this.end("refused", detail);
  }

  #stale(reason: string | null): void {
    this.#staleBecause = reason;
    if (this.#link.state() !== "live") return;
    this.#reporter.turn(reason === null ? "running" : "stale", reason ?? "");
  }

  /** What the gate may do to a line is the line's matter; anything else ends the agent. */
  async #guarded(work: () => void | Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof Unanswered || error instanceof GateRefusal) throw error;
      this.#broken(error);
    }
  }

  #broken(error: unknown): void {
    // Another memory or another file is a person's to put right; anything else a restart may help.
    const isFinal = error instanceof MirrorBroken || error instanceof InputError;
    this.end(isFinal ? "refused" : "failed", sayOf(error));
  }
}
