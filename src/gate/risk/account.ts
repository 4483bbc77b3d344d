import { fromNumber, roundTo, subtract, toNumber } from "../../store/money.ts";
import type { Timestamp } from "../../store/time.ts";
import { workingEntries } from "../ledger/reserved.ts";
import type { GateState } from "../mind/state.ts";
import type { Limits } from "../safety/schema.ts";
import { type DayMoves, dayMoves } from "./dayMoves.ts";
import type { Exposure } from "./exposure.ts";
import { portfolioGreeks, type PositionGreeks } from "./greeks.ts";
import { seenExposures } from "./seen.ts";
import { stress, type StressRow, worstOf } from "./stress.ts";
import { type DayRisk, valueAtRisk } from "./valueAtRisk.ts";

/** Ten days of hours: with fewer, history is not asked, only the assumed day. */
const MIN_SCENARIOS = 240;

/** What a whole account could lose, in its currency. */
export interface AccountRisk {
  readonly greeks: PositionGreeks;
  readonly day: DayRisk;
  readonly stress: readonly StressRow[];
  readonly worst: StressRow;
}

/** More of a symbol than is held: a wish that is judged. Below zero it sells. */
export interface Wish {
  readonly symbol: string;
  readonly quantity: number;
}

/**
 * Greeks, value at risk and the stress grid of everything held (EXTERNAL too), everything that still enters, and what is
 * wished on top; and of what was seen at derivatives venues. Shorts offset longs of the same symbol, and of no other.
 * @throws RangeError that names what cannot be valued: there is no default price.
 */
export function accountRisk(
  state: GateState,
  { risk, staleness }: Pick<Limits, "risk" | "staleness">,
  now: Timestamp,
  wish: Wish | null = null,
): AccountRisk {
  const rate = risk.interestPct / 100;
  const seen = seenExposures(state, { now, maxAgeMs: staleness.maxQuoteAgeMs, rate });
  const exposures = [...exposuresOf(state, rate, wish), ...seen];
  const rows = stress(exposures, risk.stress, now);
  return {
    greeks: portfolioGreeks(exposures, now),
    day: valueAtRisk({
      exposures,
      days: daysOf(state.hours),
      confidencePct: risk.varConfidencePct,
      assumedDayMovePct: risk.assumedDayMovePct,
      minScenarios: MIN_SCENARIOS,
      now,
    }),
    stress: rows,
    worst: worstOf(rows),
  };
}

/** A figure of the above as an amount, rounded up: what could be lost is never made smaller. */
export const amountOf = (figure: number): string => roundTo(fromNumber(figure), "0.00000001", "up");

function exposuresOf(state: GateState, rate: number, wish: Wish | null): readonly Exposure[] {
  const held = new Map<string, number>();
  const put = (symbol: string, quantity: number): void => void held.set(symbol, (held.get(symbol) ?? 0) + quantity);
  for (const { symbol, side, quantity } of Object.values(state.positions)) {
    put(symbol, side === "long" ? toNumber(quantity) : -toNumber(quantity));
  }
  for (const [symbol, { quantity }] of Object.entries(state.externals)) {
    // Without a price it is worth nothing to this account either.
    if (state.marks[symbol] !== undefined) put(symbol, toNumber(quantity));
  }
  for (const { spec, filledQuantity } of workingEntries(state)) {
    const left = toNumber(subtract(spec.quantity, filledQuantity));
    put(spec.symbol, spec.side === "buy" ? left : -left);
  }
  if (wish !== null) put(wish.symbol, wish.quantity);
  return [...held].map(([symbol, quantity]) => exposureOf(state, symbol, quantity, rate));
}

function exposureOf(state: GateState, symbol: string, quantity: number, rate: number): Exposure {
  const [mark, derivative] = [state.marks[symbol], state.instruments[symbol]?.derivative];
  if (mark === undefined || derivative === undefined) throw new RangeError(`${symbol} has no price or no instrument`);
  const underlying = derivative.kind === "option" ? state.marks[derivative.underlying]?.price : undefined;
  return {
    symbol,
    quantity,
    mark: toNumber(mark.price),
    derivative,
    underlyingMark: underlying === undefined ? undefined : toNumber(underlying),
    volatility: mark.volatility,
    rate,
    venueGreeks: mark.greeks,
  };
}

const known = new WeakMap<GateState["hours"], readonly DayMoves[]>();

/** The days that the hours hold. They are the same for every intent of an hour: worked out once. */
function daysOf(hours: GateState["hours"]): readonly DayMoves[] {
  const before = known.get(hours);
  if (before !== undefined) return before;
  const days = dayMoves(
    hours.map(({ at, closes }) => ({
      at,
      closes: Object.fromEntries(Object.entries(closes).map(([symbol, price]) => [symbol, toNumber(price)])),
    })),
  );
  known.set(hours, days);
  return days;
}
