import type { Gate } from "../heart/gate.ts";
import type { Connection } from "./connection.ts";

export interface LeaseOptions {
  readonly gate: Gate;
  /** Monotonic milliseconds: silence is not a matter of market time, nor of a clock that was set. */
  readonly monotonicMs: () => number;
}

type Stage = "none" | "warned" | "canceled" | "liquidated";
/** Looks come about once a second: a gap of this length was the gate's own (stopped, a laptop asleep), and counts for nobody. */
const ASLEEP_MS = 5_000;

/** The one agent of this gate, and what happens when it falls silent: said at T1, entries off at T2, out at T3. */
export class AgentLease {
  readonly #options: LeaseOptions;
  #holder: Connection | null = null;
  /** When the agent was last heard; null until one was: a gate that starts alone misses nobody. */
  #heardMs: number | null = null;
  #stage: Stage = "none";
  /** When silence was looked at last: one who sleeps does not hear. */
  #checkedMs: number | null = null;

  constructor(options: LeaseOptions) {
    this.#options = options;
    const { positions, orders } = options.gate.state;
    // Whatever a former agent left open waits for an agent from now on, not from when the last one was heard.
    if (Object.keys(positions).length + Object.keys(orders).length > 0) this.#heardMs = options.monotonicMs();
  }

  get holder(): Connection | null {
    return this.#holder;
  }

  get silentMs(): number | null {
    return this.#heardMs === null ? null : Math.max(0, this.#options.monotonicMs() - this.#heardMs);
  }

  get deadMan(): DeadMan {
    return this.#heardMs === null ? "off" : NAMES[this.#stage];
  }

  /** What silence brings next and in how many ms of it; null when nothing more. */
  get next(): { readonly stage: "warn" | "cancel" | "liquidate"; readonly inMs: number } | null {
    const { silentMs } = this;
    const due = this.#due[this.#stage];
    return silentMs === null || due === null ? null : { stage: due.stage, inMs: Math.max(0, due.afterMs - silentMs) };
  }

  get #due(): Readonly<Record<Stage, { stage: "warn" | "cancel" | "liquidate"; afterMs: number } | null>> {
    const { warnAfterMs, cancelEntriesAfterMs, liquidateAfterMs } = this.#options.gate.safety.limits.agent;
    return {
      none: { stage: "warn", afterMs: warnAfterMs },
      warned: { stage: "cancel", afterMs: cancelEntriesAfterMs },
      canceled: liquidateAfterMs === 0 ? null : { stage: "liquidate", afterMs: liquidateAfterMs },
      liquidated: null,
    };
  }

  /** False when another connection holds it. @throws Refusal when it cannot be put on the record: nobody holds it then. */
  take(connection: Connection, client: string): boolean {
    if (this.#holder !== null && this.#holder !== connection) return false;
    // First on the record: whoever the journal does not know holds nothing.
    this.#options.gate.execute({ type: "agent.attach", client });
    this.#holder = connection;
    this.#heardMs = this.#options.monotonicMs();
    this.#stage = "none";
    return true;
  }

  /** Any frame of the holder is a sign of life. */
  heard(connection: Connection): void {
    if (this.#holder !== connection) return;
    this.#heardMs = this.#options.monotonicMs();
    if (this.#stage === "canceled" || this.#stage === "liquidated") this.#options.gate.execute({ type: "agent.heard" });
    this.#stage = "none";
  }

  drop(connection: Connection, cause: string): void {
    if (this.#holder !== connection) return;
    this.#holder = null;
    this.#options.gate.execute({ type: "agent.detach", cause });
  }

  /** To be called about once a second. */
  check(): void {
    const nowMs = this.#options.monotonicMs();
    const gapMs = nowMs - (this.#checkedMs ?? nowMs);
    this.#checkedMs = nowMs;
    if (gapMs > ASLEEP_MS && this.#heardMs !== null) this.#heardMs += gapMs;
    for (let due = this.#due[this.#stage]; due !== null; due = this.#due[this.#stage]) {
      const silentMs = Math.round(this.silentMs ?? 0);
      if (silentMs < due.afterMs) return;
      this.#stage = AFTER[due.stage];
      this.#options.gate.execute({ type: "agent.silent", stage: due.stage, silentMs });
    }
  }
}

export type DeadMan = "armed" | "warned" | "entries_canceled" | "liquidated" | "off";
const NAMES: Readonly<Record<Stage, DeadMan>> = {
  none: "armed",
  warned: "warned",
  canceled: "entries_canceled",
  liquidated: "liquidated",
};
const AFTER = { warn: "warned", cancel: "canceled", liquidate: "liquidated" } as const;
