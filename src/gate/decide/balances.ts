import { absolute, add, isEqual, isLess, isMore, type Money, multiply, negate, subtract } from "../../store/money.ts";
import type { GateState } from "../mind/state.ts";
import type { VenueSnapshot } from "../venue/snapshot.ts";
import type { Story } from "./story.ts";

/** What is smaller than this is the venue's rounding, not a difference. Of coins it is one increment of their product. */
const CASH_TOLERANCE = "0.01";
/** An execution may be in the balances before it is in the list: a difference has to last this long. */
const LASTING_MS = 10_000;

export interface BalanceVerdict {
  /** By currency, what the venue holds more than the ledger and nothing accounts for yet. */
  readonly unexplained: Readonly<Record<string, Money>>;
  /** The same in words. */
  readonly differences: readonly string[];
  /** What cannot be: less than what rules hold. */
  readonly contradictions: readonly string[];
}

const AGREED: BalanceVerdict = { unexplained: {}, differences: [], contradictions: [] };

/**
 * Holds the venue's balances against the ledger. A difference that is the same twice in a row was no execution on its
 * way: money that came or went is booked as such, coins as EXTERNAL. Never as a rule's profit or loss, and never while an
 * order of ours is in doubt (`isInDoubt`), whose executions it may be.
 */
export function explainBalances(
  story: Story,
  { balances, askedAt }: VenueSnapshot,
  isInDoubt: boolean,
): BalanceVerdict {
  if (balances === null) return AGREED;
  const { unexplainedAt } = story.state;
  const unexplained: Record<string, Money> = {};
  const contradictions: string[] = [];
  for (const [currency, { expected, tolerance, symbol }] of expectedOf(story.state)) {
    const more = subtract(balances[currency] ?? "0", expected);
    if (!isMore(absolute(more), tolerance)) continue;
    const before = story.state.unexplained[currency];
    const isLasting =
      before !== undefined && isEqual(before, more) && askedAt - (unexplainedAt ?? askedAt) >= LASTING_MS;
    if (isInDoubt || !isLasting) unexplained[currency] = more;
    else if (symbol === null) story.tell("cash.moved", { amount: more, reference: `seen at the venue at ${askedAt}` });
    else contradictions.push(...moveCoins(story, symbol, more));
  }
  const differences = Object.entries(unexplained).map(
    ([currency, more]) => `the venue holds ${more} ${currency} more than the ledger`,
  );
  return { unexplained, differences, contradictions };
}

/** Coins came or went. What goes beyond EXTERNAL went from what rules hold. */
function moveCoins(story: Story, symbol: string, quantity: Money): string[] {
  const mark = story.state.marks[symbol]?.price;
  story.tell("external.moved", { symbol, quantity, value: mark === undefined ? "0" : multiply(quantity, mark) });
  const left = story.state.externals[symbol]?.quantity ?? "0";
  return isLess(left, "0") ? [`the venue holds ${negate(left)} ${symbol} less than the rules here do`] : [];
}

interface Expected {
  readonly expected: Money;
  readonly tolerance: Money;
  /** The symbol that the coins are of; null: the account's money. */
  readonly symbol: string | null;
}

/** What the ledger says the venue holds, by currency. Coins of several products count under the first of them. */
function expectedOf(state: GateState): ReadonlyMap<string, Expected> {
  const { binding, cash, instruments, positions, externals } = state;
  const expected = new Map<string, Expected>();
  if (binding === null) return expected;
  for (const symbol of binding.symbols) {
    const instrument = instruments[symbol];
    if (instrument === undefined || instrument.derivative.kind !== "spot") continue;
    const held = Object.values(positions)
      .filter((position) => position.symbol === symbol)
      .map(({ side, quantity }) => (side === "long" ? quantity : negate(quantity)));
    const known = expected.get(instrument.base);
    expected.set(instrument.base, {
      expected: add(known?.expected ?? "0", externals[symbol]?.quantity ?? "0", ...held),
      tolerance: known?.tolerance ?? instrument.quantityIncrement,
      symbol: known?.symbol ?? symbol,
    });
  }
  const money = expected.get(binding.currency);
  expected.set(binding.currency, {
    expected: add(cash, money?.expected ?? "0"),
    tolerance: CASH_TOLERANCE,
    symbol: null,
  });
  return expected;
}
