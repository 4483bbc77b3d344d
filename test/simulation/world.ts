import type { Command } from "../../src/gate/decide/command.ts";
import type { ExchangeFill } from "../../src/gate/venue/exchange.ts";
import type { OrderSpec } from "../../src/store/words/order.ts";
import { JournalError } from "../../src/store/journal/error.ts";
import { type Random, seededRandom } from "../../src/store/random.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../src/store/time.ts";
import { counted, flatten, kill, T0 } from "../gate/facts.ts";
import { accountAt, safety } from "./account.ts";
import { SYMBOLS } from "./agent.ts";
import { Disk } from "./disk.ts";
import { Feed } from "./feed.ts";
import { INVARIANTS, NO_SURPRISE } from "./invariants.ts";
import { Life, textOf } from "./life.ts";
import { CANDLE_MS, STEP_MS } from "./market.ts";
import { Mortal } from "./mortal.ts";
import { happen } from "./happen.ts";
import { ExchangeStage } from "./exchangeStage.ts";
import { PaperStage } from "./paperStage.ts";
import type { Plan } from "./plan.ts";
import type { Planted } from "./planted.ts";
import type { Moment, Scene, Violation } from "./scene.ts";
import type { Joined, Stage } from "./stage.ts";
import { Timeline } from "./timeline.ts";
import { Witness } from "./witness.ts";

/** Long enough for whatever is still on its way, and for every look at it. */
const QUIET_MS = 3 * HOUR_MS;

/** From one snapshot to the next: more often than a gate would. */
const SNAPSHOT_MS = 2 * DAY_MS;

/** What came of a world. */
export interface Outcome {
  readonly plan: Plan;
  readonly violation: Violation | null;
  /** How often each type of event is on the record, and how often the gate was born. */
  readonly counts: ReadonlyMap<string, number>;
}

/** One world: a gate with its disk, a venue, a market, an agent and an operator in one thread, under one clock. */
export class World {
  readonly plan: Plan;
  readonly timeline = new Timeline(T0);
  readonly witness = new Witness();
  readonly feed: Feed;
  readonly disk: Disk;
  readonly stage: Stage;
  readonly random: Random;
  /** Nobody hears the agent until then. */
  silentUntilMs = 0;
  readonly #planted: Planted;
  readonly #nextId = counted(9);
  /** What was noted in an emergency goes on the record later: it is no news then. */
  readonly #durable = new Set<string>();
  #violation: Violation | null = null;
  /**
   * A way out arrived after every look for it was in vain and another had taken its place, and the venue sold a
   * stranger's coins for it. No gate can know that in time: such a world is not judged from there on.
   */
  #isUnknowable = false;
  #mortal = new Mortal();
  #life: Life | null = null;
  #joined: Joined | null = null;
  #births = 0;

  constructor(plan: Plan, planted: Planted = {}) {
    this.plan = plan;
    this.#planted = planted;
    this.feed = new Feed(plan.seed);
    this.random = seededRandom(plan.seed, "world");
    this.disk = new Disk((event) => {
      if (this.#durable.has(event.id)) return;
      this.#durable.add(event.id);
      this.#look({ when: "durable", event });
      this.witness.event(event);
      this.stage.durable(event);
    });
    this.stage = this.#stageOf(plan, planted);
  }

  /** Lives it to its end, or to the first thing that cannot be. */
  async run(): Promise<Outcome> {
    const endMs = this.plan.days * DAY_MS;
    for (const move of this.plan.moves) this.timeline.after(move.atMs, () => happen(this, move));
    this.#step(0);
    this.#birth();
    await this.#until(endMs);
    this.#heal();
    await this.#until(endMs + QUIET_MS);
    this.#look({ when: "quiet" });
    this.does(kill);
    this.does(flatten());
    await this.#until(endMs + 2 * QUIET_MS);
    this.#look({ when: "flattened" });
    return { plan: this.plan, violation: this.#violation, counts: this.#counts() };
  }

  /** Nothing more is to be learned from this world. */
  get isOver(): boolean {
    return this.#violation !== null || this.#isUnknowable;
  }

  /** The process that runs now; null while there is none. */
  get life(): Life | null {
    return this.#life?.isAlive === true ? this.#life : null;
  }

  /** Whether that process lives, and when it is to die. */
  get mortal(): Mortal {
    return this.#mortal;
  }

  /** Somebody wants something of the gate; nobody hears it while there is none. */
  does(command: Command): void {
    this.witness.asked(command);
    for (const each of this.#planted.command?.(command) ?? [command]) this.life?.does(each);
  }

  #stageOf({ venue, seed }: Plan, planted: Planted): Stage {
    const onSent = (spec: OrderSpec): void => {
      this.#look({ when: "sent", spec });
      this.witness.sent(spec);
    };
    const onExecuted = (clientOrderId: string | null, fill: ExchangeFill): void => {
      if (clientOrderId === null) {
        this.witness.strangerTradedMs = this.timeline.monotonicMs;
        return;
      }
      this.witness.executed(clientOrderId, fill.side, fill.lastQuantity);
      const isGivenUp = this.#life?.gate.state.abandoned[clientOrderId] !== undefined;
      if (isGivenUp && this.witness.oversold.length > 0) this.#isUnknowable = true;
      this.#look({ when: "executed" });
    };
    const { timeline } = this;
    if (venue === "paper") return new PaperStage({ now: timeline.now, planted, onSent, onExecuted });
    const [price, trueNow] = [(symbol: string) => this.feed.price(symbol), () => this.trueNow];
    return new ExchangeStage({ seed, timeline, trueNow, price, planted, onSent, onExecuted });
  }

  async #until(ms: number): Promise<void> {
    while (!this.isOver && this.timeline.next(ms)) {
      // What an answer sets going is done before the next thing happens.
      if (this.stage.isStirred) await new Promise((done) => setImmediate(done));
    }
  }

  #step(n: number): void {
    this.timeline.after(n === 0 ? 0 : STEP_MS, () => {
      const at = this.trueNow;
      if (n > 0 && (n * STEP_MS) % CANDLE_MS === 0) this.feed.close(at);
      // What is born again from one has to be the same.
      if ((n * STEP_MS) % SNAPSHOT_MS === 0) this.life?.gate.snapshot();
      this.feed.move(at);
      for (const symbol of SYMBOLS) this.stage.traded(symbol);
      this.#show();
      this.#step(n + 1);
    });
  }

  /** The time of the world, whatever the gate's clock says. */
  get trueNow(): number {
    return T0 + this.timeline.monotonicMs;
  }

  #show(): void {
    const { life } = this;
    if (life === null || this.#joined === null) return;
    this.feed.show(this.#joined, this.trueNow, () => life.gate.state.at);
    const canAct = life.isAlive && life.gate.failure === null && !this.feed.isStale && !this.stage.isDown;
    this.witness.shown(Object.values(life.gate.state.positions), (symbol) => this.feed.price(symbol), canAct);
    this.#look({ when: "shown" });
  }

  #birth(): void {
    if (this.#births > 0) this.#mortal = new Mortal();
    this.#births += 1;
    const journal = this.disk.openFor(this.#mortal);
    try {
      this.#life = new Life({
        mortal: this.#mortal,
        journal: this.#planted.journal?.(journal) ?? journal,
        emergency: this.disk.emergencyFor(this.#mortal, this.plan.venue === "exchange"),
        isArmed: this.disk.isArmed,
        safety,
        now: this.timeline.now,
        nextId: this.#nextId,
        account: accountAt(this.plan.venue),
        onDone: (command) => this.#done(command),
        onEnd: (surprise) => this.#end(surprise),
      });
    } catch (error) {
      this.#end(error instanceof JournalError ? null : textOf(error));
      return;
    }
    this.#look({ when: "reborn" });
    this.#joined = this.stage.join(this.#mortal, this.#life);
    this.#life.begin(this.#joined.venue);
    this.#show();
    if (this.timeline.monotonicMs >= this.silentUntilMs) this.does({ type: "agent.attach", client: "sim" });
  }

  #done(command: Command | null): void {
    if (command !== null) {
      this.witness.commanded(command);
      if (command.type === "trading.resume") this.disk.isArmed = true;
      this.stage.commanded();
      this.#look({ when: "commanded", command });
    }
    this.#look({ when: "stepped" });
  }

  #end(surprise: string | null): void {
    if (surprise !== null) this.#violate(NO_SURPRISE.name, surprise);
    this.timeline.after(10 * SECOND_MS + this.random() * 30 * MINUTE_MS, () => this.#birth());
  }

  #heal(): void {
    this.#mortal.spare();
    this.disk.mend();
    this.life?.takesOver();
    this.feed.isStill = true;
    this.feed.isStale = false;
    this.feed.isCrossed = false;
    this.stage.heal();
  }

  #look(moment: Moment): void {
    const life = this.#life;
    if (life === null || this.isOver) return;
    const scene: Scene = {
      witness: this.witness,
      grounds: this.stage.grounds,
      state: life.gate.state,
      record: this.disk.events,
      folded: this.disk.folded,
      nowMs: this.timeline.monotonicMs,
      price: (symbol) => this.feed.price(symbol),
    };
    for (const { name, holds } of INVARIANTS) {
      const look = holds[moment.when] as ((scene: Scene, moment: Moment) => string | null) | undefined;
      const what = look?.(scene, moment) ?? null;
      if (what !== null) this.#violate(name, what);
    }
  }

  #violate(name: string, what: string): void {
    this.#violation ??= { name, what, atMs: this.timeline.monotonicMs };
  }

  #counts(): ReadonlyMap<string, number> {
    const counts = new Map([
      ["births", this.#births],
      ["unknowable", this.#isUnknowable ? 1 : 0],
    ]);
    for (const { type } of this.disk.events) counts.set(type, (counts.get(type) ?? 0) + 1);
    return counts;
  }
}
