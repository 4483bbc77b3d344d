import { absolute, add, type Money, multiply, toNumber } from "../../store/money.ts";
import type { SeenPosition } from "../../store/events/exposureSeen.ts";
import type { Timestamp } from "../../store/time.ts";
import type { GateState } from "../mind/state.ts";
import type { Exposure } from "./exposure.ts";

/** How old what was seen may be, as of when. */
interface Freshness {
  readonly now: Timestamp;
  readonly maxAgeMs: number;
}

/** Dollars and the coins that stand for one are counted alike: a tenth of a percent is below what these figures tell. */
const DOLLARS: ReadonlySet<string> = new Set(["USD", "USDC", "USDT"]);

/**
 * What derivatives venues hold, as exposures beside the account's own.
 * @throws RangeError that names what is not known: a venue that was not seen lately, a position in another currency.
 */
export function seenExposures(state: GateState, { rate, ...fresh }: Freshness & { rate: number }): readonly Exposure[] {
  return positionsOf(state, fresh).map(({ name, quantity, price, derivative, volatility, greeks }) => ({
    symbol: name,
    quantity: toNumber(quantity),
    mark: toNumber(price),
    derivative,
    underlyingMark: derivative.kind === "option" ? toNumber(price) : undefined,
    volatility,
    rate,
    venueGreeks: greeks,
  }));
}

/** Value of the underlyings that they stand for, shorts counted as positive. @throws RangeError as above. */
export const seenGross = (state: GateState, fresh: Freshness): Money =>
  add("0", ...positionsOf(state, fresh).map((each) => absolute(valueOf(each))));

/** The same, longs less shorts: what a put that is held stands for counts against. @throws RangeError as above. */
export const seenNet = (state: GateState, fresh: Freshness): Money =>
  add("0", ...positionsOf(state, fresh).map((each) => (isPut(each) ? multiply("-1", valueOf(each)) : valueOf(each))));

const isPut = ({ derivative }: SeenPosition): boolean => derivative.kind === "option" && derivative.right === "put";
const valueOf = ({ quantity, price }: SeenPosition): Money => multiply(quantity, price);

function positionsOf({ seen, binding }: GateState, { now, maxAgeMs }: Freshness): readonly SeenPosition[] {
  const currency = binding?.currency ?? "";
  return Object.entries(seen).flatMap(([source, found]) => {
    if (found === null) throw new RangeError(`what ${source} holds was not seen yet`);
    // Seen later than now: the clock was set back since, and says nothing of how old it is.
    const ageMs = Math.abs(now - found.at);
    if (ageMs > maxAgeMs) throw new RangeError(`what ${source} holds was last seen ${Math.round(ageMs / 1_000)} s ago`);
    const other = found.positions.find((each) => !isSame(each.currency, currency));
    if (other !== undefined) throw new RangeError(`${other.name} at ${source} is valued in ${other.currency}`);
    return found.positions;
  });
}

const isSame = (a: string, b: string): boolean => a === b || (DOLLARS.has(a) && DOLLARS.has(b));
