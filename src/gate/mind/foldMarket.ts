import { isLess, isMore, least, type Money, most } from "../../store/money.ts";
import { HOUR_MS, MINUTE_MS, type Timestamp } from "../../store/time.ts";
import type { Folds } from "./evolve.ts";
import { KEPT } from "./kept.ts";
import type { GateState, Mark, Position, Range } from "./state.ts";

/** Whether a price of that time would be the newest the gate has: a candle may be booked after a later quote. */
export const isNewer = (state: GateState, symbol: string, at: Timestamp): boolean =>
  at >= (state.marks[symbol]?.at ?? 0);

/** The market's clock, the marks, and how far price went for and against each position. */
export const foldMarket: Folds<"market.advanced" | "market.quoted"> = {
  "market.advanced": (state, { n, at, candles, equity }) => {
    const symbols = Object.keys(candles);
    const closes = Object.entries(candles).map(
      // What a candle does not tell, the book above all, stays as it was last seen, and as old.
      ([symbol, { close }]) => [symbol, { ...state.marks[symbol], price: close, at }] as const,
    );
    const ends = symbols.map((symbol) => [symbol, Math.max(at, state.candleEnds[symbol] ?? 0)] as const);
    const positions = Object.fromEntries(
      Object.entries(state.positions).map(([key, position]) => {
        const candle = candles[position.symbol];
        return [key, crossed(stretched(position, candle), candle?.close, at)];
      }),
    );
    const latest = Math.max(at, state.at ?? 0);
    return {
      ...state,
      nextTick: n + 1,
      at: latest,
      marks: withNewer(state, closes),
      ranges: {
        ...state.ranges,
        ...Object.fromEntries(symbols.map((each) => [each, ranged(state, each, at, candles)])),
      },
      hours: withHour(state.hours, at, closes),
      candleEnds: { ...state.candleEnds, ...Object.fromEntries(ends) },
      positions,
      equity,
      peakEquity: most(state.peakEquity, equity),
      equityCurve: [...state.equityCurve, { at: latest, equity }].slice(-KEPT.equityPoints),
      entries: state.entries.filter((entry) => entry.at > at - HOUR_MS),
      modifyTimes: state.modifyTimes.filter((time) => time > at - MINUTE_MS),
      cancelTimes: state.cancelTimes.filter((time) => time > at - MINUTE_MS),
      venueErrors: state.venueErrors.filter((time) => time > at - HOUR_MS),
    };
  },
  // Prices alone: the market's clock stands between two candles.
  "market.quoted": (state, { marks }) => ({
    ...state,
    marks: withNewer(state, Object.entries(marks)),
    positions: Object.fromEntries(
      Object.entries(state.positions).map(([key, position]) => {
        const mark = marks[position.symbol];
        return [key, mark === undefined ? position : crossed(position, mark.price, mark.at)];
      }),
    ),
    ranges: { ...state.ranges, ...quotedRanges(state, marks) },
  }),
};

const withNewer = (state: GateState, marks: Iterable<readonly [string, Mark]>): GateState["marks"] => ({
  ...state.marks,
  ...Object.fromEntries([...marks].filter(([symbol, { at }]) => isNewer(state, symbol, at))),
});

/** Long enough for the move of five minutes, and at least the last range before this one. */
const RANGE_MS = 5 * MINUTE_MS;
/** Quotes come every few seconds at most; more than these say nothing more. */
const MAX_RANGES = 400;

function ranged(
  state: GateState,
  symbol: string,
  at: Timestamp,
  candles: Readonly<Record<string, { high: string; low: string; close: string }>>,
): readonly Range[] {
  const candle = candles[symbol];
  const before = state.ranges[symbol] ?? [];
  return candle === undefined ? before : within(before, { at, ...candle });
}

const within = (before: readonly Range[], last: Range): readonly Range[] =>
  [...before.filter(({ at }) => at >= last.at - RANGE_MS && at <= last.at), last].slice(-MAX_RANGES);

const quotedRanges = (state: GateState, marks: Readonly<Record<string, Mark>>): GateState["ranges"] =>
  Object.fromEntries(
    Object.entries(marks).map(([symbol, { price, at }]) => [
      symbol,
      within(state.ranges[symbol] ?? [], { at, high: price, low: price, close: price }),
    ]),
  );

/** The closes of the hour that `at` ends or lies in; the newest of them counts. */
function withHour(
  hours: GateState["hours"],
  at: Timestamp,
  closes: readonly (readonly [string, Mark])[],
): GateState["hours"] {
  const hour = Math.ceil(at / HOUR_MS) * HOUR_MS;
  const last = hours.at(-1);
  const prices = Object.fromEntries(closes.map(([symbol, { price }]) => [symbol, price]));
  if (last === undefined || last.at < hour) return [...hours, { at: hour, closes: prices }].slice(-KEPT.hours);
  if (last.at > hour) return hours;
  return [...hours.slice(0, -1), { at: hour, closes: { ...last.closes, ...prices } }];
}

function stretched(position: Position, candle: { high: string; low: string } | undefined): Position {
  if (candle === undefined) return position;
  return {
    ...position,
    highest: most(position.highest, candle.high),
    lowest: least(position.lowest, candle.low),
  };
}

/** Since when the price stands beyond the stop: a stop that rests at the venue should have filled by then. */
function crossed(position: Position, price: Money | undefined, at: Timestamp): Position {
  if (price === undefined) return position;
  const { side, stopPrice, crossedAt } = position;
  const isBeyond = side === "long" ? !isMore(price, stopPrice) : !isLess(price, stopPrice);
  const since = isBeyond ? (crossedAt ?? at) : null;
  return since === crossedAt ? position : { ...position, crossedAt: since };
}
