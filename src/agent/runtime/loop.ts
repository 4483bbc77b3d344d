import type { Hello } from "../../gate/contract/agentVerbs.ts";
import type { EventPublished, MarketTick } from "../../gate/contract/notification.ts";
import type { AgentEvent } from "../../store/events/agent.ts";
import type { Timestamp } from "../../store/time.ts";
import { postMortem } from "../../loops/trade/postMortem.ts";
import { GateRefusal, sayOf, Unanswered } from "../gateClient/problem.ts";
import type { ClosedTick } from "../market/feed.ts";
import type { Doubts } from "./doubts.ts";
import type { Evolver } from "../learning/evolver.ts";
import type { Learned } from "./learned.ts";
import { recall, type Recalled } from "./recall.ts";
import { decideOn, type Tally } from "./round.ts";
import type { Sight } from "./sight.ts";
import { acknowledge, resolveAll } from "./submit.ts";
import { TickQueue } from "./tickQueue.ts";
import { WaitingIntents } from "./waiting.ts";
import { doneFor, type World } from "./world.ts";

/** Mirrored events that may wait for the next candle's commit: a long history is kept in pieces. */
const MAX_UNCOMMITTED = 500;

export interface LoopOptions extends Omit<World, "done"> {
  readonly sight: Sight;
  readonly doubts: Doubts;
  readonly learned: Learned;
  /** Loop 2; null where it does not run. */
  readonly evolution: Pick<Evolver, "step"> | null;
  readonly onCandle: (candleTs: Timestamp, tally: Tally) => void;
  /** The memory failed, or is not of this gate: nothing may go on. */
  readonly onBroken: (error: unknown) => void;
}

interface Round {
  readonly tick: ClosedTick;
  readonly tally: Tally;
  readonly done: Set<string>;
}

/**
 * The core loop: observe, exits, entries, verdicts, lessons, sleep. Candles come one at a time; while the line is
 * broken it waits, and takes up the candle at hand where it was broken off if the market has not moved on.
 */
export class CoreLoop {
  readonly #options: LoopOptions;
  readonly #queue = new TickQueue();
  readonly #waiting = new WaitingIntents();
  #recalled: Recalled;
  #round: Round | null = null;
  /** Rules that cannot run here, and why: said with every candle. */
  #problems: readonly string[] = [];
  #attached = false;
  #running = false;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#recalled = recall(options.memory.journal);
  }

  /**
   * After every hello, while the gate's clock waits: asks what became of unanswered intents, reads the rulebook, and
   * ends the candle that was broken off. @throws Unanswered when the line breaks again.
   */
  async attach({ nextTick }: Hello): Promise<void> {
    const { memory, call, view, say } = this.#options;
    view.forget();
    memory.commit();
    this.#recalled = recall(memory.journal);
    await resolveAll(memory, call, this.#recalled.unanswered, say);
    this.#waiting.know((await call("proposals.get", {})).proposals);
    await this.#readRules();
    await this.#takeUp(nextTick);
    this.#attached = true;
    void this.#pump();
  }

  /** The line is broken: no orders until the next `attach`. */
  detach(): void {
    this.#attached = false;
  }

  /** @throws MirrorBroken when the event does not continue what is known. */
  event(published: EventPublished): void {
    const { memory, view, learned, doubts } = this.#options;
    if (!memory.take(published)) return;
    learned.ofGate(published.event);
    const trade = view.observe(published);
    if (trade !== null) memory.tell("lesson.learned", postMortem(trade), published.event);
    doubts.observe(published.event);
    this.#block(published);
    if (memory.waiting >= MAX_UNCOMMITTED) memory.commit();
    void this.#pump();
  }

  /** An entry that waited for a person and is denied after all was blocked, like any other. */
  #block({ event }: EventPublished): void {
    const denied = this.#waiting.observe(event);
    if (denied === null) return;
    const { memory } = this.#options;
    const wish = memory.journal.birthOf(denied.intent.intentId, ["wish"]) as AgentEvent | null;
    const signalId = wish?.type === "intent.created" ? wish.data.signalId : null;
    memory.tell("entry.blocked", { ...denied, by: [...denied.by], signalId }, wish ?? event);
  }

  /** A tick of the gate's clock. */
  tick(frame: MarketTick): void {
    this.#queue.push({ frame });
    void this.#pump();
  }

  /** A tick of real data. */
  closed(tick: ClosedTick): void {
    // What does not fit while nobody answers is history; rules must see it all the same.
    const history = this.#queue.push({ tick })?.tick;
    if (history !== undefined) this.#options.sight.show(history.candles);
    void this.#pump();
  }

  /** Ends what was begun or came in before the break, unless the market has moved on since: then it is history. */
  async #takeUp(nextTick: number | null): Promise<void> {
    const isLast = (n: number) => nextTick === null || n + 1 === nextTick;
    const round = this.#round;
    if (round !== null && isLast(round.tick.n) && this.#options.sight.isFresh(round.tick)) await this.#goRound(round);
    this.#round = null;
    this.#queue.dropFrames((n) => !isLast(n));
    while (this.#queue.startsWithFrame) await this.#takeNext();
  }

  async #pump(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#attached && this.#queue.isReady(this.#options.memory.gateSeq)) await this.#takeNext();
    } catch (error) {
      // The candle at hand stays; the line that broke says so itself, and `attach` takes it up.
      if (error instanceof Unanswered) this.#attached = false;
      else this.#options.onBroken(error);
    } finally {
      this.#running = false;
    }
  }

  async #takeNext(): Promise<void> {
    const { view, sight } = this.#options;
    // Rules first: one that is new is warmed with the candles before this one, and then sees it with all others.
    if (view.rulesDirty) await this.#readRulesAgain();
    const next = this.#queue.shift();
    if (next === null) return;
    const tick = next.frame === undefined ? sight.see(next.tick) : sight.observe(next.frame);
    if (!sight.isFresh(tick)) return;
    this.#round = { tick, tally: { signals: 0, intents: 0 }, done: doneFor(tick.candleTs, this.#recalled.asked) };
    await this.#goRound(this.#round);
  }

  async #goRound({ tick, tally, done }: Round): Promise<void> {
    const { memory, call, sight, say, onCandle, doubts, learned, evolution } = this.#options;
    if (tick.n > (this.#recalled.last?.n ?? -1)) {
      await doubts.ask(call, say);
      await decideOn({ ...this.#options, done }, tick, sight.isStale, tally);
      await evolution?.step(tick.at);
      memory.tell("candle.processed", { n: tick.n, candleTs: tick.candleTs, ...tally });
      memory.commit();
      learned.keep(memory.journal, memory.gateJournalId, memory.gateSeq);
      for (const problem of [...this.#problems, ...this.#options.crew.faults]) say(problem);
      this.#recalled = { last: { n: tick.n, candleTs: tick.candleTs }, unanswered: [], asked: [] };
      onCandle(tick.candleTs, tally);
    }
    if (sight.isWalked) await acknowledge(call, tick.n, say);
    this.#round = null;
  }

  async #readRules(): Promise<void> {
    const { call, view, crew, book, say } = this.#options;
    const { gateSeq, rules } = await call("rules.get", {});
    view.fetchedRules(gateSeq);
    this.#problems = crew.adopt(rules, book);
    for (const problem of this.#problems) say(problem);
  }

  /** A gate too busy to tell them is asked again with the next candle: until then the rules stay as they are. */
  async #readRulesAgain(): Promise<void> {
    try {
      await this.#readRules();
    } catch (error) {
      if (!(error instanceof GateRefusal)) throw error;
      this.#options.say(sayOf(error));
    }
  }
}
