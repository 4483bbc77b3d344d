import { emptyLedger, type Ledger } from "../../loops/evolution/ledger.ts";
import { ledgerAfter } from "../../loops/evolution/result.ts";
import { beliefKey } from "../../loops/trade/beliefs.ts";
import type { AgentEventData } from "../../store/events/agent.ts";
import type { Id } from "../../store/ids.ts";
import type { RuleDocument } from "../../store/rules/document.ts";
import type { Timestamp } from "../../store/time.ts";

type Ended = AgentEventData<"evolution.ended">;
type Proposal = NonNullable<NonNullable<Ended["result"]>["proposal"]>;

/** A proposal that was put before the gate, with what became of it in shadow since. */
export interface Filed {
  readonly proposalId: string;
  readonly cycle: number;
  readonly fingerprint: string;
  readonly operator: string;
  readonly document: RuleDocument;
  readonly parent: RuleDocument | null;
  /** R a period above the parent, as it was promised, and what its backtest was multiplied by for that. */
  readonly predicted: number;
  readonly calibration: number;
  readonly expectedR: number;
  readonly periodMs: number;
  readonly from: Timestamp;
  /** Whole periods since then that were looked at end here, known or not. */
  readonly followedTo: Timestamp;
  /** R a period above the parent, of each period that is known: fewer than there were where candles were missing. */
  readonly differences: readonly number[];
  /** Closed in these. */
  readonly trades: number;
}

/** What loops 2 and 3 know, folded from the agent's own events. Plain data: the same events give the same bits. */
export interface EvolutionMemory {
  /** Cycles that were begun, and those that came to an outcome. */
  readonly begun: number;
  readonly done: number;
  /** When the last was begun, and how many trades had closed by then. */
  readonly last: { readonly at: Timestamp; readonly trades: number } | null;
  /** The one that is under way. */
  readonly open: AgentEventData<"evolution.started"> | null;
  readonly ledger: Ledger;
  /** What the last one proposes and nobody was asked yet. */
  readonly unfiled: {
    readonly cycle: number;
    readonly periodMs: number;
    readonly calibration: number;
    readonly proposal: Proposal;
  } | null;
  readonly filed: readonly Filed[];
  /** Proposals that were made, followed or not. */
  readonly proposed: number;
  readonly meta: AgentEventData<"meta.reviewed"> | null;
  /** Steps up of versions of rules that were asked for. */
  readonly promoted: readonly Asked[];
  /** The newest event of the cycle at hand: what follows from it joins its story. */
  readonly story: Story | null;
  /** The newest outcome in a sentence; empty before there is one. */
  readonly sentence: string;
}

export const noEvolution: EvolutionMemory = {
  begun: 0,
  done: 0,
  last: null,
  open: null,
  ledger: emptyLedger,
  unfiled: null,
  filed: [],
  proposed: 0,
  meta: null,
  promoted: [],
  story: null,
  sentence: "",
};

/** A step up that was asked for: "ema-trend v4 active", under which proposal; null when the gate would not have it. */
interface Asked {
  readonly key: string;
  readonly proposalId: string | null;
}

export const promotionKey = (ruleId: string, version: number, to: string = "active"): string =>
  `${beliefKey(ruleId, version)} ${to}`;

/** Proposals that are followed; the oldest have had their time. */
const MAX_FILED = 100;
const MAX_PROMOTED = 1_000;

interface Story {
  readonly id: Id;
  readonly correlationId: Id;
}

interface Told extends Story {
  readonly type: string;
  readonly data: unknown;
}

/** What is known after one more of the agent's own events. */
export function evolutionAfter(memory: EvolutionMemory, { type, data, id, correlationId }: Told): EvolutionMemory {
  switch (type) {
    case "evolution.started":
      return { ...started(memory, data as AgentEventData<"evolution.started">), story: { id, correlationId } };
    case "evolution.ended":
      return { ...ended(memory, data as Ended), story: { id, correlationId } };
    case "evolution.filed":
      return filed(memory, data as AgentEventData<"evolution.filed">);
    case "meta.reviewed":
      return { ...memory, meta: data as AgentEventData<"meta.reviewed"> };
    case "promotion.filed": {
      const { ruleId, version, to, proposalId } = data as AgentEventData<"promotion.filed">;
      const asked = { key: promotionKey(ruleId, version, to), proposalId };
      return { ...memory, promoted: [...memory.promoted, asked].slice(-MAX_PROMOTED) };
    }
    case "rule.doubted": {
      // What it proves from now on was never asked about.
      const { ruleId, ruleVersion = 0 } = data as AgentEventData<"rule.doubted">;
      const own = `${beliefKey(ruleId, ruleVersion)} `;
      return { ...memory, promoted: memory.promoted.filter(({ key }) => !key.startsWith(own)) };
    }
    default:
      return memory;
  }
}

const started = (memory: EvolutionMemory, open: AgentEventData<"evolution.started">): EvolutionMemory => ({
  ...memory,
  begun: open.cycle,
  last: { at: open.at, trades: open.trades },
  open,
  ledger: { ...memory.ledger, refused: open.refused },
});

function ended(memory: EvolutionMemory, { cycle, how, why, result, followed }: Ended): EvolutionMemory {
  const [periodMs, calibration] = [memory.open?.cut.periodMs ?? 0, memory.open?.calibration ?? 1];
  const proposal = result?.proposal ?? null;
  const news = new Map(followed.map((each) => [each.proposalId, each]));
  return {
    ...memory,
    open: null,
    done: memory.done + Number(how === "done"),
    ledger: result === null ? memory.ledger : ledgerAfter(memory.ledger, result),
    unfiled: proposal === null ? memory.unfiled : { cycle, periodMs, calibration, proposal },
    proposed: memory.proposed + Number(proposal !== null),
    filed: memory.filed.map((each) => followedOn(each, news.get(each.proposalId))),
    sentence: result === null ? `${how}: ${why}` : `${proposal === null ? "" : "proposed: "}${result.sentence}`,
  };
}

/**
 * A proposal with the periods that were told of it now. What is known of a period stays: a later look, on candles that begin
 * after it, knows nothing of it. A period that is not known counts for nothing, and not as one without a difference.
 */
function followedOn(each: Filed, news: Ended["followed"][number] | undefined): Filed {
  if (news === undefined) return each;
  // Older events told all since it was made, and all its trades.
  const isWhole = news.from === undefined;
  const known = Math.round((each.followedTo - (news.from ?? each.from)) / each.periodMs);
  if ((!isWhole && known !== 0) || news.to <= each.followedTo) return each;
  const fresh = news.differences.slice(known).filter((one) => one !== null);
  return {
    ...each,
    followedTo: news.to,
    differences: [...each.differences, ...fresh],
    trades: isWhole ? Math.max(each.trades, news.trades) : each.trades + news.trades,
  };
}

function filed(memory: EvolutionMemory, { cycle, proposalId }: AgentEventData<"evolution.filed">): EvolutionMemory {
  const { unfiled, last } = memory;
  const next = { ...memory, unfiled: null };
  if (unfiled === null || proposalId === null || last === null) return next;
  const { candidate, predicted, expectedR } = unfiled.proposal;
  const { fingerprint, operator, document, parent } = candidate;
  const { periodMs, calibration } = unfiled;
  const rest = { differences: [], trades: 0, periodMs, calibration, from: last.at, followedTo: last.at, expectedR };
  const made: Filed = {
    proposalId,
    cycle,
    fingerprint,
    operator,
    document,
    parent,
    predicted: predicted.mean,
    ...rest,
  };
  const others = memory.filed.filter((each) => each.proposalId !== proposalId);
  return { ...next, filed: [...others, made].slice(-MAX_FILED) };
}
