import { canonicalJson } from "../../store/canonical.ts";
import { type RuleDocument, SEVERITY } from "../../store/rules/document.ts";
import type { Direction } from "../../store/words/proposal.ts";
import { conjunctsOf } from "./conjuncts.ts";

type Judge = (before: RuleDocument, after: RuleDocument) => Direction;

/**
 * What cannot be told from the document alone loosens, whichever way it goes. So it is with every change of an exit: a
 * tighter stop is hit more often, and at the same risk the size grows as it comes closer; fewer `timeBars` cut what would
 * have won and free the rule for the next entry; with a parameter's value all that is made of it moves.
 */
const unprovable =
  (part: (document: RuleDocument) => unknown): Judge =>
  (before, after) =>
    same(part(before), part(after)) ? "neutral" : "loosen";

const same = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null);

/** Fewer of a set let less through, more let more; neither is the same. */
function narrowed<Item>(before: ReadonlySet<Item>, after: ReadonlySet<Item>): Direction {
  if (!after.isSubsetOf(before)) return "loosen";
  return after.size === before.size ? "neutral" : "tighten";
}

const lowered = (before: number, after: number): Direction =>
  before === after ? "neutral" : after < before ? "tighten" : "loosen";

/** Every field of a rule and which way its change goes. */
const JUDGES: { readonly [Field in keyof Required<RuleDocument>]: Judge } = {
  id: unprovable(({ id }) => id),
  version: () => "neutral",
  status: (before, after) => lowered(SEVERITY[after.status], SEVERITY[before.status]),
  symbols: ({ symbols: before }, { symbols: after }) => {
    if (before === "any") return after === "any" ? "neutral" : "tighten";
    return after === "any" ? "loosen" : narrowed(new Set(before), new Set(after));
  },
  timeframe: unprovable(({ timeframe }) => timeframe),
  side: unprovable(({ side }) => side),
  params: ({ params: before }, { params: after }) => overall(paramMoves(before, after)),
  coolDownBars: unprovable(({ coolDownBars }) => coolDownBars),
  warmupBars: unprovable(({ warmupBars }) => warmupBars),
  // Another condition that must hold as well: whatever enters then entered before. More conditions are fewer entries.
  entry: ({ entry: before }, { entry: after }) => narrowed(conjunctsOf(after), conjunctsOf(before)),
  exit: unprovable(({ exit }) => exit),
  size: ({ size: before }, { size: after }) => {
    const [kind = "", was] = Object.entries(before)[0] ?? [];
    const is = (after as Readonly<Record<string, unknown>>)[kind];
    if (typeof was === "number" && typeof is === "number") return lowered(was, is);
    return same(before, after) ? "neutral" : "loosen";
  },
  // Without it less is held, and what is held goes on as it would have.
  scale: ({ scale: before }, { scale: after }) => {
    if (before !== undefined && after === undefined) return "tighten";
    return same(before, after) ? "neutral" : "loosen";
  },
  thesis: () => "neutral", // words for people: nothing acts on them
};

/** Bounds are what variations of the rule may try: fewer are tighter, while the value itself stays. */
function paramMoves(before: RuleDocument["params"], after: RuleDocument["params"]): readonly Direction[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.map((name): Direction => {
    const [was, is] = [before[name], after[name]];
    if (was === undefined || is === undefined || was.value !== is.value) return "loosen";
    return overall([lowered(-was.min, -is.min), lowered(was.max, is.max)]);
  });
}

/** One part that loosens makes the whole looser, whatever the others do. */
function overall(moves: readonly Direction[]): Direction {
  if (moves.includes("loosen")) return "loosen";
  return moves.includes("tighten") ? "tighten" : "neutral";
}

/**
 * Which way a document moves the rulebook: field by field, and only what is provably no looser is called so. Neutral is
 * what says the same, or what a person alone reads. A new rule loosens unless it does not trade.
 */
export function directionOf(before: RuleDocument | undefined, after: RuleDocument): Direction {
  if (before === undefined) return after.status === "paused" || after.status === "retired" ? "neutral" : "loosen";
  return overall(Object.values(JUDGES).map((judge) => judge(before, after)));
}
