import { existsSync, renameSync, rmSync } from "node:fs";
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
import { marketOf } from "./market.ts";
import { writePid } from "./pid.ts";

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
  readonly #market: Market;
  readonly #lease: AgentLease;
  readonly #server: GateServer;
  #ends: (code: number) => void = () => {};

  constructor(parts: Parts) {
    const { journal, binding, safety, instruments, home } = parts;
    const { monotonicMs } = machineTimers;
    this.#home = home;
    this.#market = marketOf({
      ...parts,
      state: recover(journal),
      lastTs: journal.read(journal.head().seq, 1)[0]?.ts ?? null,
      report: (outcome) => this.gate.report(outcome),
    });
    const { time } = this.#market;
    this.gate = new Gate({
      journal,
      safety,
      timeframe: binding.timeframe,
      instrument: (symbol) => instruments.find(symbol) ?? undefined,
      time,
      nextId: idSource(time.now, seededRandom(seedOf(binding), `gate ${journal.head().seq}`)),
      publish: (event) => this.#server.broadcast(event),
    });
    this.#lease = new AgentLease({ gate: this.gate, monotonicMs, ...safety.limits.agent });
    this.#server = new GateServer({
      desk: deskOf({
        ...parts,
        gate: this.gate,
        market: this.#market,
        lease: this.#lease,
        maxQuoteAgeMs: safety.limits.staleness.maxQuoteAgeMs,
        stop: (reason) => setImmediate(() => this.#stop(reason)),
      }),
      lease: this.#lease,
      monotonicMs,
      ...safety.limits.agent,
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

  /** Opens the doors, lets the market run, and gives the exit code when somebody ends it. */
  async serve(): Promise<number> {
    const ended = new Promise<number>((done) => {
      this.#ends = done;
    });
    this.gate.connect(this.#market.venue);
    await this.#server.listen();
    writePid(this.#home);
    const sweep = setInterval(() => this.#sweep(), SWEEP_MS);
    process.on("SIGUSR2", () => this.#halt("SIGUSR2"));
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => this.#stop(signal));
    process.on("SIGHUP", () => {});
    this.#market.start(this.gate, {
      tick: (tick) => this.#server.tick(tick),
      ended: (reason) => this.#server.ended(this.gate.state.nextTick, reason),
    });
    const code = await ended;
    clearInterval(sweep);
    this.#market.stop();
    await this.#server.close();
    rmSync(this.#home.gatePid, { force: true });
    return code;
  }

  #halt(reason: string): void {
    this.gate.execute({ type: "trading.halt", cause: "kill", reason });
  }

  /** Once a second: the kill file, the dead-man, and what was cut. */
  #sweep(): void {
    const { killFile } = this.#home;
    if (existsSync(killFile)) {
      this.#halt("the file run/KILL was found");
      renameSync(killFile, `${killFile}.obeyed`);
    }
    this.#lease.check();
    this.#server.sweep();
  }

  #stop(reason: string): void {
    this.gate.execute({ type: "gate.stop", reason });
    this.gate.snapshot();
    this.#ends(0);
  }
}
