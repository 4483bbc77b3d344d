import { type Actor, isOfRule } from "../../store/words/proposal.ts";
import { entryOf } from "../../store/entryOf.ts";
import { gateEvents } from "../../store/events/gate.ts";
import { type RuleDocument, type RuleStatus, SEVERITY } from "../../store/rules/document.ts";
import { fingerprint } from "../../store/rules/fingerprint.ts";
import type { Timestamp } from "../../store/time.ts";

/** What the gate's events say of what was decided about rules. Plain data: the same events give the same bits. */
export interface Rulings {
  /** When the account was opened; null before that was seen. */
  readonly openedAt: Timestamp | null;
  /** Trades that have closed. */
  readonly trades: number;
  readonly rules: Readonly<Record<string, RuleDocument>>;
  /** Rule changes that wait for a person, by proposal. */
  readonly waiting: Readonly<Record<string, Waiting>>;
  /** What a rule was before a change of the loops was accepted: what the gate rolls it back to. */
  readonly former: Readonly<Record<string, RuleDocument>>;
  /** What was answered to the agent's own proposals, the newest last. */
  readonly answers: Readonly<Record<string, "accepted" | "rejected" | "expired">>;
  /** What a person put lower himself, by what it does: the most that nobody else may ask to raise it to. */
  readonly ceilings: Readonly<Record<string, RuleStatus>>;
  /** Fingerprints that a person refused or retired, or that failed: they are not to come again. */
  readonly refused: readonly string[];
}

interface Waiting {
  readonly document: RuleDocument;
  readonly filedBy: Actor;
}

export const noRulings: Rulings = {
  openedAt: null,
  trades: 0,
  rules: {},
  waiting: {},
  former: {},
  answers: {},
  ceilings: {},
  refused: [],
};

const MAX_ANSWERS = 500;
const MAX_REFUSED = 5_000;
const MAX_CEILINGS = 1_000;

interface GateFact {
  readonly ts: Timestamp;
  readonly type: string;
  readonly data: unknown;
}

/** What is known after one more event of the gate. What is not understood says nothing. */
export function rulingsAfter(rulings: Rulings, { ts, type, data }: GateFact): Rulings {
  switch (type) {
    case "account.opened":
      return { ...rulings, openedAt: ts };
    case "position.closed":
      return { ...rulings, trades: rulings.trades + 1 };
    case "rule.accepted": {
      const document = gateEvents[type].safeParse(data).data?.document;
      return document === undefined ? rulings : withRule(rulings, document);
    }
    case "rule.rolled_back": {
      const document = gateEvents[type].safeParse(data).data?.document;
      const failed = document && entryOf(rulings.rules, document.id);
      if (document === undefined) return rulings;
      const { [document.id]: _undone, ...former } = rulings.former;
      return { ...withRule(failed === undefined ? rulings : refusing(rulings, failed), document), former };
    }
    case "rule.status_changed": {
      const changed = gateEvents[type].safeParse(data).data;
      const rule = changed && entryOf(rulings.rules, changed.ruleId);
      if (changed === undefined || rule === undefined) return rulings;
      const next = withRule(rulings, { ...rule, status: changed.status });
      const step = { from: rule.status, to: changed.status };
      return changed.by === "operator" ? byPerson(next, rule, step) : next;
    }
    case "proposal.submitted": {
      const filed = gateEvents[type].safeParse(data).data;
      if (filed === undefined || !isOfRule(filed)) return rulings;
      return {
        ...rulings,
        waiting: { ...rulings.waiting, [filed.proposalId]: { document: filed.document, filedBy: filed.filedBy } },
      };
    }
    case "proposal.accepted":
    case "proposal.rejected":
    case "proposal.expired":
      return answered(rulings, type, data);
    default:
      return rulings;
  }
}

type Answered = "proposal.accepted" | "proposal.rejected" | "proposal.expired";
const WORDS = {
  "proposal.accepted": "accepted",
  "proposal.rejected": "rejected",
  "proposal.expired": "expired",
} as const;

function answered(rulings: Rulings, type: Answered, data: unknown): Rulings {
  const proposalId = gateEvents[type].safeParse(data).data?.proposalId ?? "";
  const { [proposalId]: asked, ...waiting } = rulings.waiting;
  if (asked === undefined) return rulings;
  const { document } = asked;
  const answers = Object.entries({ ...rulings.answers, [proposalId]: WORDS[type] }).slice(-MAX_ANSWERS);
  const next = agreed({ ...rulings, waiting, answers: Object.fromEntries(answers) }, type, asked);
  const current = entryOf(rulings.rules, document.id);
  // A no to another status of a rule is no word against the rule.
  if (type === "proposal.expired" || (current && fingerprint(current) === fingerprint(document))) return next;
  if (type === "proposal.rejected") return refusing(next, document);
  const { [document.id]: _older, ...former } = rulings.former;
  const isLoops = current !== undefined && asked.filedBy === "agent";
  return { ...next, former: isLoops ? { ...former, [document.id]: current } : former };
}

/** A person's yes to a proposal, the loops' or his own. */
function agreed(rulings: Rulings, type: Answered, { document, filedBy }: Waiting): Rulings {
  if (type !== "proposal.accepted") return rulings;
  const current = entryOf(rulings.rules, document.id);
  const isOwn = filedBy !== "agent";
  return byPerson(rulings, document, { from: isOwn ? current?.status : undefined, to: document.status });
}

/** What a person puts lower is not asked for above that; what he lets do more than he had put it may be asked for again. */
function byPerson(
  rulings: Rulings,
  document: RuleDocument,
  { from, to }: { readonly from: RuleStatus | undefined; readonly to: RuleStatus },
): Rulings {
  const ceiling = entryOf(rulings.ceilings, fingerprint(document));
  const isLowered = from !== undefined && SEVERITY[to] > SEVERITY[from];
  const isRaised = ceiling !== undefined && SEVERITY[to] < SEVERITY[ceiling];
  return isLowered || isRaised ? withCeiling(rulings, document, to) : rulings;
}

function withCeiling(rulings: Rulings, document: RuleDocument, status: RuleStatus): Rulings {
  const { [fingerprint(document)]: _before, ...others } = rulings.ceilings;
  const kept = Object.entries(others).slice(-MAX_CEILINGS);
  const own = status === "active" ? [] : [[fingerprint(document), status] as const];
  return { ...rulings, ceilings: Object.fromEntries([...kept, ...own]) };
}

function withRule(rulings: Rulings, document: RuleDocument): Rulings {
  const next = { ...rulings, rules: { ...rulings.rules, [document.id]: document } };
  return document.status === "retired" ? refusing(next, document) : next;
}

function refusing(rulings: Rulings, document: RuleDocument): Rulings {
  const print = fingerprint(document);
  return { ...rulings, refused: [...rulings.refused.filter((each) => each !== print), print].slice(-MAX_REFUSED) };
}
