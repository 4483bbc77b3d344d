import type { AgentEventData } from "../../store/events/agent.ts";
import type { Id } from "../../store/ids.ts";
import type { Journal, JournalReader } from "../../store/journal/journal.ts";
import type { Timestamp } from "../../store/time.ts";
import { BeliefBook, type SavedBeliefs } from "../learning/beliefBook.ts";
import { beliefLines } from "../learning/beliefLines.ts";
import { evolutionAfter, type EvolutionMemory, noEvolution } from "../learning/evolutionBook.ts";
import { InsightBook, type SavedInsights } from "../learning/insightBook.ts";
import { SampleBook, type SavedSamples } from "../learning/sampleBook.ts";
import { noRulings, type Rulings, rulingsAfter } from "../learning/rulings.ts";
import { noSettings, settingsAfterAgent, settingsAfterGate, type SettingsMemory } from "../learning/settingsBook.ts";
import type { PendingDoubt } from "./doubts.ts";
import { type SavedRecord, TradeRecord } from "./tradeRecord.ts";

/** Raised whenever a fold changes its meaning: older snapshots are then ignored and history is read again. */
const FOLD_VERSION = 12;
/** Events between two snapshots: what a start reads back at the most, whatever the length of the history. */
const SNAPSHOT_EVERY = 5_000;
const PAGE = 1_000;

type Kept = Pick<Journal, "head" | "saveSnapshot">;

interface Fact {
  readonly id: Id;
  readonly correlationId: Id;
  readonly ts: Timestamp;
  readonly type: string;
  readonly data: unknown;
}

interface Saved {
  readonly foldVersion: number;
  readonly journalId: string;
  readonly gateSeq: number;
  readonly seq: number;
  readonly record: SavedRecord;
  readonly beliefs: SavedBeliefs;
  readonly samples: SavedSamples;
  readonly insights: SavedInsights;
  readonly doubts: readonly PendingDoubt[];
  readonly rulings: Rulings;
  readonly evolution: EvolutionMemory;
  readonly settings: SettingsMemory;
}

/**
 * Everything that was learned: folded from the whole journal, the gate's events and the agent's own, and from nothing else.
 * What they taught some process they teach the next one, bit for bit. A snapshot only saves reading them again.
 */
export class Learned {
  readonly record: TradeRecord;
  readonly beliefs: BeliefBook;
  readonly samples: SampleBook;
  readonly insights: InsightBook;
  #rulings: Rulings;
  #doubts: readonly PendingDoubt[];
  #evolution: EvolutionMemory;
  #settings: SettingsMemory;
  #seen: { gateSeq: number; seq: number };

  constructor(saved: Saved | null) {
    this.record = new TradeRecord(saved?.record);
    this.beliefs = new BeliefBook(saved?.beliefs);
    this.samples = new SampleBook(saved?.samples);
    this.insights = new InsightBook(saved?.insights, () => beliefLines(this.beliefs.standing()));
    this.#rulings = saved?.rulings ?? noRulings;
    this.#doubts = saved?.doubts ?? [];
    this.#evolution = saved?.evolution ?? noEvolution;
    this.#settings = saved?.settings ?? noSettings;
    this.#seen = { gateSeq: saved?.gateSeq ?? 0, seq: saved?.seq ?? 0 };
  }

  get rulings(): Rulings {
    return this.#rulings;
  }

  /** What was doubted and not settled yet. */
  get doubts(): readonly PendingDoubt[] {
    return this.#doubts;
  }

  get evolution(): EvolutionMemory {
    return this.#evolution;
  }

  get settings(): SettingsMemory {
    return this.#settings;
  }

  /** Takes the gate's next event, but for beliefs: what these ask for is `Doubts`' to hear. */
  ofGate(event: Fact): void {
    this.record.observe(event);
    this.samples.ofGate(event);
    this.insights.ofGate(event);
    this.#rulings = rulingsAfter(this.#rulings, event);
    this.#settings = settingsAfterGate(this.#settings, event);
  }

  /** Takes the agent's next event. */
  ofAgent(event: Omit<Fact, "ts">): void {
    this.samples.ofAgent(event);
    this.insights.ofAgent(event);
    this.#doubts = doubtsAfter(this.#doubts, event);
    this.#evolution = evolutionAfter(this.#evolution, event);
    this.#settings = settingsAfterAgent(this.#settings, event);
  }

  /** Keeps a snapshot when enough has come since the last one. Everything heard must be durable. */
  keep(journal: Kept, journalId: string, gateSeq: number, every = SNAPSHOT_EVERY): void {
    const { seq } = journal.head();
    if (seq === 0 || seq - this.#seen.seq + (gateSeq - this.#seen.gateSeq) < every) return;
    this.#seen = { gateSeq, seq };
    journal.saveSnapshot(seq, this.#saved(journalId));
  }

  #saved(journalId: string): string {
    const saved: Saved = {
      foldVersion: FOLD_VERSION,
      journalId,
      ...this.#seen,
      record: this.record.save(),
      beliefs: this.beliefs.save(),
      samples: this.samples.save(),
      insights: this.insights.save(),
      doubts: this.#doubts,
      rulings: this.#rulings,
      evolution: this.#evolution,
      settings: this.#settings,
    };
    return JSON.stringify(saved);
  }
}

function doubtsAfter(doubts: readonly PendingDoubt[], { type, data }: Omit<Fact, "ts">): readonly PendingDoubt[] {
  if (type === "rule.doubted") {
    const { ruleId, ruleVersion, status, reason } = data as AgentEventData<"rule.doubted">;
    return ruleVersion === undefined ? doubts : [...doubts, { ruleId, ruleVersion, status, reason }];
  }
  if (type !== "doubt.settled") return doubts;
  const settled = data as AgentEventData<"doubt.settled">;
  const at = doubts.findIndex((each) => each.ruleId === settled.ruleId && each.ruleVersion === settled.ruleVersion);
  return at < 0 ? doubts : doubts.toSpliced(at, 1);
}

/** All that the journal teaches: from the newest snapshot on, or from the beginning. */
export function recallLearned(
  journal: Pick<JournalReader, "head" | "read" | "loadSnapshot" | "mirror">,
  journalId: string,
): Learned {
  const saved = savedIn(journal, journalId);
  const learned = new Learned(saved);
  const { seq: gateSeq } = journal.mirror.last(journalId);
  for (let from = (saved?.gateSeq ?? 0) + 1; from <= gateSeq; from += PAGE) {
    for (const event of journal.mirror.read(from, PAGE)) {
      learned.ofGate(event);
      // What an alarm asked for then was asked for then.
      learned.beliefs.observe(event, () => "active");
    }
  }
  const { seq } = journal.head();
  for (let from = (saved?.seq ?? 0) + 1; from <= seq; from += PAGE) {
    for (const event of journal.read(from, PAGE)) learned.ofAgent(event);
  }
  return learned;
}

function savedIn(journal: Pick<Journal, "loadSnapshot">, journalId: string): Saved | null {
  const snapshot = journal.loadSnapshot();
  if (snapshot === null) return null;
  const saved = JSON.parse(snapshot.state) as Saved;
  return saved.foldVersion === FOLD_VERSION && saved.journalId === journalId && saved.seq === snapshot.seq
    ? saved
    : null;
}
