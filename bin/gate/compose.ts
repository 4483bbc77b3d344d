import { rmSync } from "node:fs";
import { Gate } from "../../src/gate/heart/gate.ts";
import type { Market } from "../../src/gate/heart/market.ts";
import { recover } from "../../src/gate/heart/recover.ts";
import type { Safety } from "../../src/gate/safety/schema.ts";
import { AgentLease } from "../../src/gate/server/lease.ts";
import { GateServer } from "../../src/gate/server/serve.ts";
import { idSource } from "../../src/store/ids.ts";
import type { Journal } from "../../src/store/journal/journal.ts";
import type { Instruments } from "../../src/store/market/instruments.ts";
import { seededRandom } from "../../src/store/random.ts";
import type { AccountBinding } from "../../src/store/words/account.ts";
import type { Home } from "../home.ts";
import { machineTimers } from "../timers.ts";
import { seedOf } from "./account.ts";
import { deskOf } from "./desk.ts";
import { sayLine } from "./fatal.ts";
import { KillFile } from "./killFile.ts";
import { marketOf } from "./market.ts";
import { writePid } from "./pid.ts";
import { Projections } from "./projections.ts";

const SWEEP_MS = 1_000;

export interface Parts {
  readonly home: Home;
  readonly journal: Journal;
  readonly binding: AccountBinding;
  readonly safety: Safety;
  readonly instruments: Instruments;
  readonly speed: number | "max" | null;
  readonly untilTicks: number | null;
}

/** The gate's parts, put together: a heart, a hand, a market, two doors. */
export class GateProcess {
  readonly gate: Gate;
  readonly #home: Home;
  readonly #journal: Journal;
  readonly #market: Market;
  readonly #lease: AgentLease;
  readonly #server: GateServer;
  readonly #projections: Projections;
  readonly #killFile: KillFile;
  #ends: (code: number) => void = () => {};
  #stopping = false;

  constructor(parts: Parts) {
    const { journal, binding, safety, home } = parts;
    const { monotonicMs } = machineTimers;
    this.#home = home;
    this.#journal = journal;
    this.#projections = new Projections(home.gate, sayLine);
    this.#killFile = new KillFile(home.killFile, (reason) => this.halt(reason), sayLine);
    this.#market = marketOf({
      ...parts,
      state: recover(journal),
      lastTs: journal.read(journal.head().seq, 1)[0]?.ts ?? null,
      maxQuoteAgeMs: () => this.gate.safety.limits.staleness.maxQuoteAgeMs,
      report: (outcome) => this.gate.report(outcome),
    });
    const { time } = this.#market;
    this.gate = new Gate({
      journal,
      safety,
      timeframe: binding.timeframe,
      time,
      nextId: idSource(time.now, seededRandom(seedOf(binding), `gate ${journal.head().seq}`)),
      publish: (event) => this.#server.broadcast(event),
    });
    this.#lease = new AgentLease({ gate: this.gate, monotonicMs });
    this.#server = new GateServer({
      desk: deskOf({
        ...parts,
        gate: this.gate,
        market: this.#market,
        lease: this.#lease,
        stop: (reason) => setImmediate(() => this.#stop(reason)),
      }),
      lease: this.#lease,
      monotonicMs,
      after: machineTimers.after,
      onAgent: (stage) => this.#market.agent(stage),
      events: {
        journalId: journal.journalId,
        head: () => this.gate.state.seq,
        read: (from, limit) => journal.read(from, limit),
      },
      agentSocket: home.agentSocket,
      operatorSocket: home.operatorSocket,
    });
  }

  /** Kill. */
  halt(reason: string): void {
    this.gate.execute({ type: "trading.halt", cause: "kill", reason });
  }

  /** The file that kills, also a gate that was down when it was written. */
  obeyKillFile(): void {
    this.#killFile.obey();
  }

  /** Opens the doors, lets the market run, and gives the exit code when somebody ends it. */
  async serve(): Promise<number> {
    const ended = new Promise<number>((done) => {
      this.#ends = done;
    });
    process.on("SIGUSR2", () => this.halt("SIGUSR2"));
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => this.#stop(signal));
    process.on("SIGHUP", () => {});
    this.gate.connect(this.#market.venue);
    await this.#server.listen();
    writePid(this.#home);
    const sweep = setInterval(() => this.#sweep(), SWEEP_MS);
    try {
      this.#market.start(this.gate, {
        tick: (tick) => this.#server.tick(tick),
        ended: (reason) => this.#server.ended(this.gate.state.nextTick, reason),
      });
      return await ended;
    } finally {
      // Also when the market did not start: open doors would keep half a gate alive.
      clearInterval(sweep);
      await this.#server.close();
      rmSync(this.#home.gatePid, { force: true });
    }
  }

  /** Once a second: the kill file, the dead-man, what was cut, and the files for people. */
  #sweep(): void {
    if (this.#stopping) return;
    // A memory or a hand that failed is not waited for: the next start knows again what is true.
    if (this.gate.failure !== null) throw this.gate.failure;
    this.#killFile.obey();
    this.#lease.check();
    this.#server.sweep();
    this.#projections.show(this.#journal.head(), this.gate.state);
  }

  /** Once: the market stands still, the last word is on the record, and what comes later is too late. */
  #stop(reason: string): void {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#market.stop();
    this.gate.execute({ type: "gate.stop", reason });
    this.gate.snapshot();
    this.#projections.show(this.#journal.head(), this.gate.state);
    this.#ends(0);
  }
}
