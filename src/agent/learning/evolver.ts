import { cutOf } from "../../loops/evolution/cut.ts";
import { type FollowWish, MOST_PERIODS } from "../../loops/evolution/followUp.ts";
import type { CycleJob } from "../../loops/evolution/job.ts";
import { earning } from "../../loops/evolution/breed.ts";
import type { ThresholdHint } from "../../loops/evolution/operator.ts";
import type { Beliefs } from "../../loops/trade/beliefs.ts";
import type { AgentEventData } from "../../store/events/agent.ts";
import type { CostModel } from "../../store/market/fill.ts";
import type { Instruments } from "../../store/market/instruments.ts";
import type { LoopBudget } from "../../store/settings/budget.ts";
import type { RuleDocument } from "../../store/rules/document.ts";
import { fingerprint } from "../../store/rules/fingerprint.ts";
import { HOUR_MS, type Timestamp } from "../../store/time.ts";
import type { Memory } from "../runtime/memory.ts";
import type { AgentCall } from "../runtime/submit.ts";
import { Unanswered } from "../gateClient/problem.ts";
import type { Monotonic } from "../timer.ts";
import type { CandleHistory } from "./candleHistory.ts";
import type { CycleEnd, CycleOrder, RunningCycle, StartCycle } from "./cycleOrder.ts";
import type { EvolutionMemory } from "./evolutionBook.ts";
import { Filing, fullOf } from "./filing.ts";
import { progressText } from "./progressText.ts";
import { reviewOf, steering } from "./review.ts";
import type { Rulings } from "./rulings.ts";
import { type KeepSetting, RunningBudget } from "./runningBudget.ts";
import type { SettingsMemory } from "./settingsBook.ts";

export interface EvolverOptions {
  readonly memory: Pick<Memory, "tell">;
  readonly call: AgentCall;
  readonly say: (detail: string) => void;
  /** What was learned so far, as of the newest event. */
  readonly known: () => {
    readonly evolution: EvolutionMemory;
    readonly rulings: Rulings;
    readonly beliefs: Beliefs;
    readonly settings: SettingsMemory;
  };
  /** What entries that were made and blocked suggest for those rules. */
  readonly hintsOf: (incumbents: readonly RuleDocument[]) => readonly ThresholdHint[];
  readonly history: CandleHistory;
  readonly instruments: Instruments;
  readonly symbols: readonly string[];
  readonly candleMs: number;
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
  /** One line for the screen; empty: no cycle runs. */
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

  constructor(options: EvolverOptions) {
    this.#options = options;
    this.#budget = new RunningBudget(options);
    this.#filing = new Filing({ ...options, budget: () => this.#budget.now });
  }

  /** Once a candle, when all else is done for it. @throws Unanswered when the line breaks: it goes on with the next. */
  async step(at: Timestamp): Promise<void> {
    const unkept = this.#budget.takeUp(at);
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
    const { memory, known, candleMs, waits, onProgress, seed } = this.#options;
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
    onProgress("");
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

  /** Begins the cycle that is due or takes up the one that was left; why it may not begin, empty where nothing stands against it. */
  #begin(at: Timestamp): string {
    const { memory, known } = this.#options;
    if (this.#running !== null || this.#stopped) return "";
    const { evolution, rulings } = known();
    if (evolution.open === null) {
      // What one more would propose could not be put before anybody, or would push out what is not put there yet.
      if (evolution.unfiled !== null || dueBecause(evolution, rulings, this.#budget.now, at) === null) return "";
      const full = fullOf(known());
      if (full !== "") return full;
      const start = this.#due(at);
      if (start === null) return "";
      memory.tell("evolution.started", start);
    }
    this.#launch();
    return "";
  }

  /** The next cycle, if it is time for one and there is something to work on. */
  #due(at: Timestamp): AgentEventData<"evolution.started"> | null {
    const { known, hintsOf, symbols, history, candleMs, costs, seed } = this.#options;
    const { evolution, rulings } = known();
    const budget = this.#budget.now;
    const because = dueBecause(evolution, rulings, budget, at);
    if (because === null || costs() === null) return null;
    const incumbents = parentsAmong(rulings);
    const extents = symbols.map((symbol) => history.extentOf(symbol, candleMs));
    const cut = extents.includes(null) ? null : cutOf(extents.filter((each) => each !== null));
    if (cut === null || incumbents.length === 0) return null;
    const cycle = evolution.begun + 1;
    return {
      cycle,
      because,
      at,
      trades: rulings.trades,
      seed: `${seed} ${cycle}`,
      cut,
      incumbents,
      hints: [...hintsOf(incumbents)],
      count: budget.candidates,
      ...steering(evolution),
      refused: notAgain(rulings),
    };
  }

  #launch(): void {
    const { known, startCycle, onProgress, monotonicMs, history, symbols, candleMs, waits } = this.#options;
    const { open } = known().evolution;
    const costs = this.#options.costs();
    if (open === null || costs === null) return;
    const lacking = symbols.find((symbol) => (history.extentOf(symbol, candleMs)?.from ?? Infinity) > open.cut.from);
    if (lacking !== undefined) {
      this.#running = { done: Promise.resolve(lost(lacking)), cancel: () => {} };
    } else {
      const startedMs = monotonicMs();
      this.#running = startCycle(this.#orderOf(open, costs), waits, (progress) =>
        onProgress(progressText(progress, monotonicMs() - startedMs)),
      );
    }
    void this.#await(this.#running);
  }

  async #await({ done }: RunningCycle): Promise<void> {
    this.#end = await done;
  }

  #orderOf(open: AgentEventData<"evolution.started">, costs: CostModel): CycleOrder {
    const { known, instruments, symbols, history, candleMs } = this.#options;
    const { evolution } = known();
    const markets = symbols.flatMap((symbol) => {
      const instrument = instruments.find(symbol);
      const columns = history.columnsOf(symbol, open.cut.to, candleMs);
      return instrument === null ? [] : [{ symbol, instrument, candleMs, columns }];
    });
    return { job: jobOf(open, evolution, symbols), follow: followed(evolution), markets, costs };
  }
}

/**
 * Rules that a cycle breeds from: all but retired ones. Those in pause too: when the alarms have paused all there is, a
 * better one is needed most.
 */
export const parentsAmong = ({ rules }: Pick<Rulings, "rules">): RuleDocument[] =>
  Object.values(rules).filter(({ status }) => status !== "retired");

/** What was refused, and what waits for an answer already: neither is drawn. */
const notAgain = ({ refused, waiting }: Rulings): string[] =>
  [...new Set([...refused, ...Object.values(waiting).map(({ document }) => fingerprint(document))])].slice(-5_000);

/** Why a cycle is due; null when it is not. Hours count from the last one's beginning, or from the account's. */
export function dueBecause(
  { open, last }: Pick<EvolutionMemory, "open" | "last">,
  { trades, openedAt }: Pick<Rulings, "trades" | "openedAt">,
  { everyTrades, everyHours }: Pick<LoopBudget, "everyTrades" | "everyHours">,
  at: Timestamp,
): "trades" | "hours" | null {
  if (open !== null) return null;
  if (everyTrades > 0 && trades - (last?.trades ?? 0) >= everyTrades) return "trades";
  const since = last?.at ?? openedAt;
  return everyHours > 0 && since !== null && at - since >= everyHours * HOUR_MS ? "hours" : null;
}

const jobOf = (
  {
    seed,
    cut,
    incumbents,
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
    .filter(({ differences }) => differences.length < MOST_PERIODS)
    .slice(-MAX_FOLLOWED)
    .map(({ proposalId, document, parent, from, periodMs }) => ({
      proposalId,
      document,
      parent: earning(parent),
      from,
      periodMs,
    }));

function endedBy(cycle: number, end: CycleEnd): AgentEventData<"evolution.ended"> {
  if (end.how !== "done") return { cycle, how: end.how, why: end.why.slice(0, 500), result: null, followed: [] };
  // As the journal will read it back: plain, and nobody else's to change.
  const { result, followed: news } = JSON.parse(JSON.stringify(end)) as typeof end;
  return { cycle, how: "done", why: "", result, followed: news } as AgentEventData<"evolution.ended">;
}

const lost = (symbol: string): CycleEnd => ({
  how: "canceled",
  why: `the candles of ${symbol} that it was begun on are not here any more`,
});
