import { cutOf } from "../../loops/evolution/cut.ts";
import { type FollowWish, isFollowed } from "../../loops/evolution/followUp.ts";
import type { CycleJob } from "../../loops/evolution/job.ts";
import type { Extent } from "../../loops/evolution/stretch.ts";
import { earning } from "../../loops/evolution/breed.ts";
import type { ThresholdHint } from "../../loops/evolution/operator.ts";
import type { Beliefs } from "../../loops/trade/beliefs.ts";
import type { AgentEventData } from "../../store/events/agent.ts";
import type { CostModel } from "../../store/market/fill.ts";
import type { Instruments } from "../../store/market/instruments.ts";
import type { LoopBudget } from "../../store/settings/budget.ts";
import type { RuleDocument } from "../../store/rules/document.ts";
import type { Timestamp } from "../../store/time.ts";
import type { Memory } from "../runtime/memory.ts";
import type { AgentCall } from "../runtime/submit.ts";
import { Unanswered } from "../gateClient/problem.ts";
import type { Monotonic } from "../timer.ts";
import type { CandleHistory } from "./candleHistory.ts";
import type { CycleEnd, CycleOrder, RunningCycle, StartCycle } from "./cycleOrder.ts";
import { childlessText, dueBecause, type Ground, notAgain, parentsAmong, takenBeside } from "./due.ts";
import type { EvolutionMemory } from "./evolutionBook.ts";
import { Filing, fullOf } from "./filing.ts";
import type { PauseBook } from "./pauseBook.ts";
import { outcomeText, progressText } from "./progressText.ts";
import { reviewOf, steering } from "./review.ts";
import type { Rulings } from "./rulings.ts";
import { type KeepSetting, RunningBudget } from "./runningBudget.ts";
import type { SettingsMemory } from "./settingsBook.ts";

export interface EvolverOptions extends Ground {
  readonly memory: Pick<Memory, "tell">;
  readonly call: AgentCall;
  readonly say: (detail: string) => void;
  /** What was learned so far, as of the newest event. */
  readonly known: () => {
    readonly evolution: EvolutionMemory;
    readonly rulings: Rulings;
    readonly beliefs: Beliefs;
    readonly pauses: Pick<PauseBook, "of">;
    readonly settings: SettingsMemory;
  };
  /** What entries that were made and blocked suggest for those rules. */
  readonly hintsOf: (incumbents: readonly RuleDocument[]) => readonly ThresholdHint[];
  readonly history: CandleHistory;
  readonly instruments: Instruments;
  readonly symbols: readonly string[];
  /** Null until the account's opening was seen. */
  readonly costs: () => CostModel | null;
  /** What the loops run by until a person accepts something else. */
  readonly budget: LoopBudget;
  readonly keepSetting: KeepSetting;
  readonly startCycle: StartCycle;
  /** Whether the market waits for this agent: then a cycle's outcome is taken up at a candle that is fixed beforehand. */
  readonly waits: boolean;
  /** The account's own seed: two accounts draw differently. */
  readonly seed: string;
  readonly monotonicMs: Monotonic;
  /** What brings candles of that symbol, told where too few are there; empty where nothing does but time. */
  readonly remedy: (symbol: string) => string;
  /** One line for the screen: how far the cycle is, what a due one waits for, or what the last one came to; empty: none. */
  readonly onProgress: (text: string) => void;
  /** Why it does not go on, where it waits for a person or for the gate; empty: it does not wait. */
  readonly onHeld: (text: string) => void;
}

/**
 * Candles between a cycle's beginning and its outcome where the market waits. It goes on meanwhile, and stands still only
 * if the cycle takes longer: the same run comes to the same on every machine, at every speed.
 */
const OUTCOME_AFTER = 12;
/** Proposals that are followed with each cycle: the newest. */
const MAX_FOLLOWED = 20;

/**
 * Loop 2 at work: begins a cycle after so many trades or hours, lets others work it out, and takes its outcome up between
 * two candles. All it goes by is on the record, so that a process that comes later takes up what this one left.
 */
export class Evolver {
  readonly #options: EvolverOptions;
  #running: RunningCycle | null = null;
  #end: CycleEnd | null = null;
  #stopped = false;
  #held = "";
  readonly #budget: RunningBudget;
  readonly #filing: Filing;
  #shown = "";

  constructor(options: EvolverOptions) {
    this.#options = options;
    this.#budget = new RunningBudget(options);
    this.#filing = new Filing({ ...options, budget: () => this.#budget.now });
  }

  /** Once a candle, when all else is done for it. @throws Unanswered when the line breaks: it goes on with the next. */
  async step(at: Timestamp): Promise<void> {
    if (this.#shown === "") this.#show(outcomeText(this.#options.known().evolution));
    const unkept = this.#budget.takeUp(at);
    // What an earlier process left is under way before it is asked for: its outcome may be due on this very candle.
    if (this.#running === null && !this.#stopped) this.#launch();
    await this.#takeUp(at);
    const unfiled = await this.#filing.step(at);
    const full = this.#begin(at);
    this.#hold([unkept, unfiled, full].find((each) => each !== "") ?? "");
  }

  /** The operator does not want this cycle: its outcome is that there is none. */
  cancel(): void {
    this.#running?.cancel("canceled by the operator");
  }

  /** The agent ends: what is under way is taken up by the next one. */
  stop(): void {
    this.#stopped = true;
    this.#running?.cancel("the agent stops");
  }

  async #takeUp(at: Timestamp): Promise<void> {
    const { memory, known, candleMs, waits, seed } = this.#options;
    const { open, story } = known().evolution;
    if (this.#running === null || open === null) return;
    if (waits) {
      if (at < open.at + OUTCOME_AFTER * candleMs) return;
      this.#end = await this.#running.done;
    }
    // A cycle that this process left is nobody's outcome.
    if (this.#stopped) throw new Unanswered("the agent stops");
    if (this.#end === null) return;
    const ended = memory.tell("evolution.ended", endedBy(open.cycle, this.#end), story ?? undefined);
    this.#running = null;
    this.#end = null;
    this.#show(outcomeText(known().evolution));
    const review = reviewOf(known(), this.#budget.now, seed);
    if (review !== null) memory.tell("meta.reviewed", review, ended);
  }

  /** Why it waits, once on the screen. */
  #hold(held: string): void {
    if (held === this.#held) return;
    this.#held = held;
    this.#options.onHeld(held);
    if (held !== "") this.#options.say(held);
  }

  /** Begins the cycle that is due; why it may not begin, empty where nothing stands against it. */
  #begin(at: Timestamp): string {
    const { memory, known } = this.#options;
    const { evolution, rulings } = known();
    if (evolution.open !== null || this.#stopped) return "";
    // What one more would propose could not be put before anybody, or would push out what is not put there yet.
    if (evolution.unfiled !== null || dueBecause(evolution, rulings, this.#budget.now, at) === null) return "";
    const full = fullOf(known());
    if (full !== "") return full;
    const start = this.#due(at);
    if (start === null) return "";
    memory.tell("evolution.started", start);
    this.#launch();
    return "";
  }

  /** The next cycle, if it is time for one and there is something to work on. */
  #due(at: Timestamp): AgentEventData<"evolution.started"> | null {
    const { known, hintsOf, symbols, history, candleMs, costs, seed, remedy } = this.#options;
    const { evolution, rulings } = known();
    const budget = this.#budget.now;
    const because = dueBecause(evolution, rulings, budget, at);
    if (because === null || costs() === null) return null;
    const incumbents = parentsAmong(rulings, this.#options);
    if (incumbents.length === 0) {
      this.#show(childlessText(rulings));
      return null;
    }
    const answer = cutOf(
      symbols.map((symbol) => ({ symbol, candleMs, columns: history.recentOf(symbol) })),
      at,
    );
    if ("lacking" in answer) {
      this.#show(`evolution waits: ${answer.lacking}${remedy(answer.symbol)}`);
      return null;
    }
    const { cut } = answer;
    const cycle = evolution.begun + 1;
    return {
      cycle,
      because,
      at,
      trades: rulings.trades,
      seed: `${seed} ${cycle}`,
      cut,
      candles: this.#candlesIn(cut),
      incumbents,
      taken: takenBeside(incumbents, rulings),
      hints: [...hintsOf(incumbents)],
      count: budget.candidates,
      ...steering(evolution),
      refused: notAgain(rulings),
    };
  }

  #launch(): void {
    const { known, startCycle, monotonicMs, waits } = this.#options;
    const { open } = known().evolution;
    const costs = this.#options.costs();
    if (open === null || costs === null) return;
    // What was begun on candles that are not here would come to something else without them.
    if (open.candles !== this.#candlesIn(open.cut)) {
      this.#running = { done: Promise.resolve(lost(open)), cancel: () => {} };
    } else {
      const startedMs = monotonicMs();
      this.#running = startCycle(this.#orderOf(open, costs), waits, (progress) =>
        this.#show(progressText(progress, monotonicMs() - startedMs)),
      );
    }
    void this.#await(this.#running);
  }

  async #await({ done }: RunningCycle): Promise<void> {
    this.#end = await done;
  }

  #candlesIn(cut: Extent): number {
    const { symbols, history, candleMs } = this.#options;
    return symbols.reduce((sum, symbol) => sum + history.within(symbol, cut, candleMs).length, 0);
  }

  #show(text: string): void {
    if (text === this.#shown) return;
    this.#shown = text;
    this.#options.onProgress(text);
  }

  #orderOf(open: AgentEventData<"evolution.started">, costs: CostModel): CycleOrder {
    const { known, instruments, symbols, history, candleMs } = this.#options;
    const { evolution } = known();
    const markets = symbols.flatMap((symbol) => {
      const instrument = instruments.find(symbol);
      const columns = history.within(symbol, open.cut, candleMs);
      return instrument === null ? [] : [{ symbol, instrument, candleMs, columns }];
    });
    return { job: jobOf(open, evolution, symbols), follow: followed(evolution), markets, costs };
  }
}

const jobOf = (
  {
    seed,
    cut,
    incumbents,
    taken,
    hints = [],
    count,
    shares,
    calibration,
    leastImprovement,
  }: AgentEventData<"evolution.started">,
  { ledger }: EvolutionMemory,
  symbols: readonly string[],
): CycleJob => ({
  seed,
  cut,
  incumbents,
  taken,
  hints,
  symbols,
  timeframes: [],
  count,
  shares,
  ledger,
  calibration,
  leastImprovement,
});

const followed = ({ filed }: EvolutionMemory): readonly FollowWish[] =>
  filed
    .filter(isFollowed)
    .slice(-MAX_FOLLOWED)
    .map(({ proposalId, document, parent, from, periodMs, followedTo }) => ({
      proposalId,
      document,
      parent: earning(parent),
      from,
      periodMs,
      followedTo,
    }));

function endedBy(cycle: number, end: CycleEnd): AgentEventData<"evolution.ended"> {
  if (end.how !== "done") return { cycle, how: end.how, why: end.why.slice(0, 500), result: null, followed: [] };
  // As the journal will read it back: plain, and nobody else's to change.
  const { result, followed: news } = JSON.parse(JSON.stringify(end)) as typeof end;
  return { cycle, how: "done", why: "", result, followed: news } as AgentEventData<"evolution.ended">;
}

const lost = ({ candles }: AgentEventData<"evolution.started">): CycleEnd => ({
  how: "canceled",
  why:
    candles === undefined
      ? "an older version began it, over whatever gap there was in its candles"
      : "the candles that it was begun on are not those that are here",
});
