import type { Gate } from "../heart/gate.ts";
import type { Connection } from "./connection.ts";

export interface LeaseOptions {
  readonly gate: Gate;
  /** Monotonic milliseconds: silence is not a matter of market time, nor of a clock that was set. */
  readonly monotonicMs: () => number;
}

/** The one agent of this gate, and what happens when it falls silent: said at T1, entries off at T2. */
export class AgentLease {
  readonly #options: LeaseOptions;
  #holder: Connection | null = null;
  /** When the agent was last heard; null until one was: a gate that starts alone misses nobody. */
  #heardMs: number | null = null;
  #stage: "none" | "warned" | "canceled" = "none";

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

  get deadMan(): "armed" | "warned" | "entries_canceled" | "off" {
    if (this.#heardMs === null) return "off";
    return this.#stage === "none" ? "armed" : this.#stage === "warned" ? "warned" : "entries_canceled";
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
    if (this.#stage === "canceled") this.#options.gate.execute({ type: "agent.heard" });
    this.#stage = "none";
  }

  drop(connection: Connection, cause: string): void {
    if (this.#holder !== connection) return;
    this.#holder = null;
    this.#options.gate.execute({ type: "agent.detach", cause });
  }

  /** To be called about once a second. */
  check(): void {
    const { gate } = this.#options;
    const { warnAfterMs, cancelEntriesAfterMs } = gate.safety.limits.agent;
    const silentMs = Math.round(this.silentMs ?? 0);
    if (silentMs >= warnAfterMs && this.#stage === "none") {
      this.#stage = "warned";
      gate.execute({ type: "agent.silent", stage: "warn", silentMs });
    }
    if (silentMs >= cancelEntriesAfterMs && this.#stage === "warned") {
      this.#stage = "canceled";
      gate.execute({ type: "agent.silent", stage: "cancel", silentMs });
    }
  }
}
