import { type Blocked, isOfMiss, isOfPause } from "../../loops/counterfactual/blocked.ts";
import { checkValuesOfRule } from "../../loops/counterfactual/checkValue.ts";
import {
  calibrate,
  type Calibration,
  calibrationSentence,
  freshCalibration,
} from "../../loops/trade/thesisCalibration.ts";
import { entryOf } from "../../store/entryOf.ts";
import type { AgentEventData } from "../../store/events/agent.ts";
import { gateEvents } from "../../store/events/gate.ts";
import { regimeIn } from "../strategy/regime.ts";
import { MissBook, type SavedMisses } from "./missBook.ts";
import { PauseBook, type SavedPauses } from "./pauseBook.ts";

interface Fact {
  readonly type: string;
  readonly data: unknown;
}

interface Born {
  readonly ruleId: string;
  readonly regime: string | null;
  readonly statedR: number;
}

type Following = Omit<Blocked, "kind" | "intentId">;

export interface SavedInsights {
  readonly born: readonly (readonly [string, Born])[];
  /** By rule, and by "rule | regime". */
  readonly calibrations: readonly (readonly [string, Calibration])[];
  readonly blocked: readonly Following[];
  readonly missed: SavedMisses;
  readonly pauses: SavedPauses;
  /** The newest lessons of each rule, the newest first. */
  readonly lessons: readonly (readonly [string, readonly string[]])[];
}

/** Entries that are remembered until they close, and blocked ones that are kept; the oldest go first. */
const MAX_BORN = 500;
const MAX_BLOCKED = 2_000;
/** Checks that are told of one rule. */
const MAX_CHECKS = 8;
/** Lessons that are told of one rule, and rules they are kept of. */
const MAX_LESSONS = 3;
const MAX_RULES = 200;
/** Candles between two tellings: working them out may take some milliseconds. */
const EVERY_CANDLES = 20;

type Believed = () => Readonly<Record<string, string>>;
/** Events of the gate that change what is believed of a rule, or of which rule it is. */
const BELIEVED: ReadonlySet<string> = new Set([
  "position.closed",
  "rule.accepted",
  "rule.rolled_back",
  "rule.status_changed",
]);

/** Sentences by rule. */
export type Insights = Readonly<Record<string, readonly string[]>>;

/**
 * What the cockpit tells of a rule beside its numbers: what is believed of it, how far its theses' expectations came true,
 * in each regime, what each check that stood against it was worth, and each of its own conditions, and its newest lessons.
 * Folded from both journals, each by itself.
 */
export class InsightBook {
  readonly #born: Map<string, Born>;
  readonly #calibrations: Map<string, Calibration>;
  readonly #lessons: Map<string, readonly string[]>;
  /** What rules in pause would have done since. */
  readonly pauses: PauseBook;
  #blocked: readonly Following[];
  /** What conditions of rules kept out: apart, so that it does not push the checks' out. */
  readonly #missed: MissBook;
  #isNew = true;
  #isBelief = true;
  /** What was told last, but for what is believed. */
  #told: Insights = {};
  #candles = EVERY_CANDLES;

  readonly #believed: Believed;

  /**
   * @param saved what another one knew, and `save` gave.
   * @param believed what is believed of each rule now, in a sentence: it is told first.
   */
  constructor(
    saved: SavedInsights = { born: [], calibrations: [], blocked: [], missed: [], pauses: [], lessons: [] },
    believed: Believed = () => ({}),
  ) {
    this.#believed = believed;
    this.#born = new Map(saved.born);
    this.#calibrations = new Map(saved.calibrations);
    this.#blocked = saved.blocked;
    this.#missed = new MissBook(saved.missed);
    this.pauses = new PauseBook(saved.pauses);
    this.#lessons = new Map(saved.lessons);
  }

  save(): SavedInsights {
    const [born, calibrations] = [[...this.#born], [...this.#calibrations]];
    const [pauses, lessons] = [this.pauses.save(), [...this.#lessons]];
    return { born, calibrations, blocked: this.#blocked, missed: this.#missed.save(), pauses, lessons };
  }

  ofGate({ type, data }: Fact): void {
    if (BELIEVED.has(type)) this.#isBelief = true;
    if (type === "intent.received") this.#entered(data);
    else if (type === "position.closed") this.#closed(data);
  }

  ofAgent({ type, data }: Fact): void {
    if (this.pauses.hear({ type, data })) this.#isNew = true;
    if (type === "lesson.learned") this.#taught(data as AgentEventData<"lesson.learned">);
    if (type !== "counterfactual.resolved") return;
    const { ruleId, ruleVersion, day, by, share, outcome, r, sentence } =
      data as AgentEventData<"counterfactual.resolved">;
    // Conditions keep out so much that their lessons would be all there are.
    if (sentence !== undefined && !isOfMiss(by)) this.#taught({ ruleId, sentence });
    this.#isNew = true;
    // What a rule in pause would have done has its sentence, and is no word on any check: it would push those of checks out.
    if (isOfPause(by)) return;
    const following = { ruleId, day, by, share, outcome, r };
    if (isOfMiss(by)) this.#missed.hear({ ...following, ruleVersion });
    else this.#blocked = [...this.#blocked, following].slice(-MAX_BLOCKED);
  }

  /** A candle has closed: what is to be told now, null when that is what was told. What is believed is told at once. */
  candle(): Insights | null {
    this.#candles += 1;
    const isDue = this.#isNew && this.#candles >= EVERY_CANDLES;
    if (!isDue && !this.#isBelief) return null;
    if (isDue) [this.#isNew, this.#candles, this.#told] = [false, 0, this.#known()];
    this.#isBelief = false;
    const believed = this.#believed();
    const rules = new Set([...Object.keys(believed), ...Object.keys(this.#told)]);
    return Object.fromEntries(
      [...rules].map((id) => [id, first(entryOf(believed, id), entryOf(this.#told, id) ?? [])] as const),
    );
  }

  /** Of one rule: what is believed of it first, its pause, then its theses, the checks, and its newest lessons. */
  of(ruleId: string): readonly string[] {
    return first(entryOf(this.#believed(), ruleId), this.#knownOf(ruleId));
  }

  #known(): Insights {
    const rules = new Set([
      ...this.#lessons.keys(),
      ...[...this.#calibrations.keys()].map((key) => key.split(" | ")[0] ?? ""),
      ...this.#blocked.map(({ ruleId }) => ruleId),
      ...this.#missed.rules,
      ...this.pauses.save().map(([key]) => key.slice(0, key.lastIndexOf(" v"))),
    ]);
    return Object.fromEntries([...rules].map((ruleId) => [ruleId, this.#knownOf(ruleId)]));
  }

  #knownOf(ruleId: string): readonly string[] {
    const theses = [...this.#calibrations].flatMap(([key, calibration]) => {
      const [rule, regime] = key.split(" | ");
      if (rule !== ruleId) return [];
      return [`${regime === undefined ? "its theses" : regime}: ${calibrationSentence(calibration)}`];
    });
    const lessons = (this.#lessons.get(ruleId) ?? []).map((sentence) => `lesson: ${sentence}`);
    return [
      ...this.pauses.told(ruleId),
      ...theses,
      ...worthOf(ruleId, this.#blocked),
      ...worthOf(ruleId, this.#missed.of(ruleId)),
      ...lessons,
    ];
  }

  #taught({ ruleId, sentence }: { readonly ruleId: string; readonly sentence: string }): void {
    const [oldest] = this.#lessons.keys();
    if (!this.#lessons.has(ruleId) && this.#lessons.size >= MAX_RULES && oldest !== undefined)
      this.#lessons.delete(oldest);
    this.#lessons.set(ruleId, [sentence, ...(this.#lessons.get(ruleId) ?? [])].slice(0, MAX_LESSONS));
    this.#isNew = true;
  }

  #entered(data: unknown): void {
    const intent = gateEvents["intent.received"].safeParse(data).data?.intent;
    if (intent?.purpose !== "entry" || intent.thesis.expectedR === null) return;
    const [oldest] = this.#born.keys();
    if (this.#born.size >= MAX_BORN && oldest !== undefined) this.#born.delete(oldest);
    const { evidence, expectedR: statedR } = intent.thesis;
    this.#born.set(intent.intentId, { ruleId: intent.ruleId, regime: regimeIn(evidence), statedR });
  }

  #closed(data: unknown): void {
    const trade = gateEvents["position.closed"].safeParse(data).data;
    const born = this.#born.get(trade?.positionId ?? "");
    if (trade === undefined || born === undefined) return;
    this.#born.delete(trade.positionId);
    if (trade.r === null) return;
    const { ruleId, regime, statedR } = born;
    for (const key of regime === null ? [ruleId] : [ruleId, `${ruleId} | ${regime}`]) {
      this.#calibrations.set(key, calibrate(this.#calibrations.get(key) ?? freshCalibration, statedR, trade.r));
    }
    this.#isNew = true;
  }
}

const first = (belief: string | undefined, known: readonly string[]): readonly string[] =>
  belief === undefined ? known : [belief, ...known];

/** What stood against the rule, by what it was worth: what blocked most first. */
const worthOf = (ruleId: string, blocked: readonly Following[]): readonly string[] =>
  checkValuesOfRule(
    ruleId,
    blocked.map((each) => ({ ...each, kind: "denied" as const, intentId: "" })),
  )
    .toSorted((a, b) => b.unique - a.unique || b.shared - a.shared)
    .slice(0, MAX_CHECKS)
    .map(({ sentence }) => sentence.replace(/^skipped: /, ""));
