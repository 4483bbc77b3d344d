import { rmSync } from "node:fs";
import type { Refusal } from "../../src/gate/contract/refusal.ts";
import { Gate } from "../../src/gate/heart/gate.ts";
import type { Market } from "../../src/gate/heart/market.ts";
import { recover } from "../../src/gate/heart/recover.ts";
import type { Safety } from "../../src/gate/safety/schema.ts";
import { AgentLease } from "../../src/gate/server/lease.ts";
import { GateServer } from "../../src/gate/server/serve.ts";
import type { PositionSource } from "../../src/gate/venue/derivatives/source.ts";
import { ExposureWatch } from "../../src/gate/venue/derivatives/watch.ts";
import type { Exchange } from "../../src/gate/venue/exchange.ts";
import { RemoteVenue } from "../../src/gate/venue/remote.ts";
import type { EmergencyNotes } from "../../src/store/emergency.ts";
import { idSource } from "../../src/store/ids.ts";
import type { Journal } from "../../src/store/journal/journal.ts";
import type { Instruments } from "../../src/store/market/instruments.ts";
import { seededRandom } from "../../src/store/random.ts";
import { type AccountBinding, isRealMarket } from "../../src/store/words/account.ts";
import { type Home, isSharedRun } from "../home.ts";
import { machineTimers } from "../timers.ts";
import { seedOf } from "./account.ts";
import { deskOf } from "./desk.ts";
import { Armed } from "./armed.ts";
import { sayLine } from "./fatal.ts";
import { Health } from "./health.ts";
import { Heartbeat } from "./heartbeat.ts";
import { KillFile } from "./killFile.ts";
import { marketOf } from "./market.ts";
import { writePid } from "./pid.ts";
import { Projections } from "./projections.ts";

const SWEEP_MS = 1_000;
/** Between two tries to write the journal again. */
const MEMORY_EVERY_MS = 10_000;
/** Sweeps between two looks at the gate's own health. */
const HEALTH_EVERY = 5;
/** Between two looks at what is held elsewhere: three may fail before it is older than a quote may be. */
const EXPOSURE_EVERY_MS = 20_000;

export interface Parts {
  readonly home: Home;
  readonly journal: Journal;
  readonly binding: AccountBinding;
  readonly safety: Safety;
  readonly instruments: Instruments;
  readonly speed: number | "max" | null;
  readonly untilTicks: number | null;
  /** The account's exchange; null where the paper venue fills. */
  readonly exchange: Exchange | null;
  readonly follow: ((onNews: () => void) => { stop(): void }) | null;
  /** The venue's wall clock, to hold this machine's against. */
  readonly venueClock: (() => Promise<number | null>) | null;
  readonly heartbeatUrl: string | undefined;
  /** The operator's passphrase, sealed; null where its file says it. */
  readonly seal: string | null;
  readonly isSupervised: boolean;
  readonly notes: EmergencyNotes;
  /** Venues whose positions count as exposure. */
  readonly elsewhere: readonly PositionSource[];
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
  readonly #killFiles: readonly KillFile[];
  readonly #armed: Armed;
  readonly #heartbeat: Heartbeat;
  /** Null in sim and replay: how the machine does must not change what they come to. */
  readonly #health: Health | null;
  readonly #exposures: ExposureWatch;
  #sweeps = 0;
  #unmarked = false;
  #nextTryMs = 0;
  #ends: (code: number) => void = () => {};
  #stopping = false;

  constructor(parts: Parts) {
    const { journal, binding, home } = parts;
    const { monotonicMs } = machineTimers;
    this.#home = home;
    this.#journal = journal;
    this.#projections = new Projections(home.gate, sayLine);
    const killFile = (path: string) => new KillFile(path, (reason) => this.halt(reason), sayLine);
    this.#killFiles = [home.killFile, home.agentKillFile].map(killFile);
    this.#armed = new Armed(home.armed, sayLine);
    const socket = process.env["NOTIFY_SOCKET"];
    this.#heartbeat = new Heartbeat({ socket, url: parts.heartbeatUrl, say: sayLine, monotonicMs });
    this.#health = isRealMarket(binding.market) ? new Health(home.gate, parts.venueClock) : null;
    this.#market = this.#marketFor(parts);
    this.gate = this.#gateFor(parts);
    this.#lease = new AgentLease({ gate: this.gate, monotonicMs });
    this.#exposures = this.#exposuresFor(parts);
    this.#server = this.#serverFor(parts);
  }

  #marketFor(parts: Parts): Market {
    const { journal, exchange } = parts;
    return marketOf({
      ...parts,
      current: () => this.gate.state,
      state: recover(journal),
      lastTs: journal.read(journal.head().seq, 1)[0]?.ts ?? null,
      maxQuoteAgeMs: () => this.gate.safety.limits.staleness.maxQuoteAgeMs,
      report: (outcome) => {
        this.gate.report(outcome);
        // An exchange answers when it likes; the paper venue within a step that drains by itself.
        if (exchange !== null) this.gate.drain();
      },
    });
  }

  #gateFor({ journal, binding, safety, notes }: Parts): Gate {
    const { time, ticks } = this.#market;
    return new Gate({
      journal,
      safety,
      timeframe: binding.timeframe,
      time,
      nextId: idSource(time.now, seededRandom(seedOf(binding), `gate ${journal.head().seq}`)),
      publish: (event) => this.#server.broadcast(event),
      emergency: {
        notes,
        disarm: () => {
          this.#armed.clear();
          // One that ends says so itself.
          if (!ticks)
            sayLine("the journal cannot be written: halted; only cancels and exits leave. Make room on the disk");
        },
        goesOn: !ticks,
      },
    });
  }

  #serverFor(parts: Parts): GateServer {
    const { journal, home } = parts;
    const [gate, market, lease] = [this.gate, this.#market, this.#lease];
    const stop = (reason: string) => setImmediate(() => this.#stop(reason));
    return new GateServer({
      desk: deskOf({ ...parts, gate, market, lease, stop }),
      lease,
      monotonicMs: machineTimers.monotonicMs,
      after: machineTimers.after,
      onAgent: (stage) => market.agent(stage),
      events: {
        journalId: journal.journalId,
        head: () => gate.state.seq,
        read: (from, limit) => journal.read(from, limit),
      },
      isShared: isSharedRun(home),
      agentSocket: home.agentSocket,
      operatorSocket: home.operatorSocket,
    });
  }

  #exposuresFor({ elsewhere: sources }: Parts): ExposureWatch {
    return new ExposureWatch({
      sources,
      now: this.#market.time.now,
      timers: machineTimers,
      everyMs: EXPOSURE_EVERY_MS,
      report: (source, at, positions) => this.gate.execute({ type: "exposure.see", source, at, positions }),
      say: sayLine,
    });
  }

  /** Kill. */
  halt(reason: string): void {
    this.gate.execute({ type: "trading.halt", cause: "kill", reason });
  }

  /** The files that kill, also a gate that was down when it was written. */
  obeyKillFile(): void {
    for (const file of this.#killFiles) file.obey();
  }

  /** Whether the last gate's memory held to its end. */
  get isArmed(): boolean {
    return this.#armed.isSet;
  }

  /** From here on it is this gate's to say: whatever the last one's silence brings is on the record by now. */
  arm(): void {
    this.#armed.arm(this.#journal.head().seq);
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
      this.#exposures.start();
      await this.#heartbeat.ready();
      return await ended;
    } finally {
      // Also when the market did not start: open doors would keep half a gate alive.
      clearInterval(sweep);
      this.#health?.stop();
      await this.#heartbeat.stopping();
      await this.#server.close();
      rmSync(this.#home.gatePid, { force: true });
    }
  }

  /** Once a second: the kill file, the memory, the dead-man, the gate's own health, what was cut, and the files for people. */
  #sweep(): void {
    if (this.#stopping) return;
    this.obeyKillFile();
    if (this.gate.failure !== null && !this.#survives(this.gate.failure)) return;
    this.#lease.check();
    this.#server.sweep();
    this.#sweeps += 1;
    if (this.#health !== null && this.#sweeps % HEALTH_EVERY === 0) {
      this.gate.execute({ type: "watchdog.read", readings: this.#health.read() });
    }
    this.#heartbeat.beat(true);
    this.#mark();
    this.#projections.show(this.#journal.head(), this.gate.state);
  }

  /** A mark that cannot be written is no reason to end: the journal says for itself whether the disk still takes anything. */
  #mark(): void {
    try {
      this.#armed.set(this.#journal.head().seq);
    } catch (error) {
      if (!this.#unmarked) sayLine(`gate/armed cannot be written (${String(error)}); check the disk`);
      this.#unmarked = true;
    }
  }

  /**
   * A hand that failed is not waited for: the next start knows again what is true. A memory that failed is, with the way
   * out open meanwhile. True once it is back.
   */
  #survives(failure: Refusal): boolean {
    if (!this.gate.isInEmergency) throw failure;
    this.#heartbeat.beat(false);
    this.#lease.check();
    const nowMs = machineTimers.monotonicMs();
    if (nowMs < this.#nextTryMs) return false;
    // A database that somebody else holds keeps this process for as long as it waits: the way out must have time.
    this.#nextTryMs = nowMs + MEMORY_EVERY_MS;
    if (!this.gate.takeOver()) return false;
    this.arm();
    sayLine("the journal is written again; halted until you resume");
    return true;
  }

  /** Once: the market stands still, the last word is on the record, and what comes later is too late. */
  #stop(reason: string): void {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#market.stop();
    this.#exposures.stop();
    if (this.#market.venue instanceof RemoteVenue) this.#market.venue.stop();
    this.gate.execute({ type: "gate.stop", reason });
    this.gate.snapshot();
    this.#mark();
    this.#projections.show(this.#journal.head(), this.gate.state);
    this.#ends(0);
  }
}
