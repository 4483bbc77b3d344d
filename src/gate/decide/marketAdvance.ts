import { isLess, isMore, isPositive } from "../../store/money.ts";
import { utcDay, utcWeek } from "../../store/time.ts";
import { equityAt } from "../ledger/equity.ts";
import { isNewer } from "../mind/foldMarket.ts";
import type { Position } from "../mind/state.ts";
import type { Decider, MarkCandle } from "./command.ts";
import { atMarket, beginExit } from "./exit.ts";
import { retryExits } from "./flatten.ts";
import { clearHold } from "./hold.ts";
import { gateRunQuantity } from "./protect.ts";
import { expireProposals } from "./rulebook.ts";
import type { Story } from "./story.ts";
import { watchLosses, watchMoves } from "./watch.ts";

/**
 * A tick of the market closed and the venue has filled what it would: the stops that the gate runs are looked at, the
 * marks and the equity are booked, the day may turn, and losses may bring holds.
 */
export const marketAdvance: Decider<"market.advance"> = (story, command) => {
  const { n, at, candleTs, candles } = command;
  const newer = candles.filter(({ symbol }) => isNewer(story.state, symbol, at));
  const closes = Object.fromEntries(newer.map(({ symbol, close }) => [symbol, close]));
  story.tell("market.advanced", {
    n,
    at,
    candleTs,
    candles: Object.fromEntries(candles.map(({ symbol, high, low, close }) => [symbol, { high, low, close }])),
    equity: equityAt(story.state, closes),
  });
  runStops(story, candles);
  retryExits(story);
  turnDay(story);
  turnWeek(story);
  watchLosses(story);
  watchMoves(story);
  expireProposals(story);
};

/**
 * Looks at the stops; `retryExits` then leaves the positions whose stop was touched. What the gate runs itself is left at
 * once. A stop that rests at the venue has a moment to fill there: one that was jumped by a gap and still stands is taken
 * back and left like the others.
 */
export function runStops(story: Story, candles: readonly MarkCandle[]): void {
  for (const position of Object.values(story.state.positions)) {
    const candle = candles.find(({ symbol }) => symbol === position.symbol);
    if (candle === undefined || position.exitWanted !== null) continue;
    const bare = gateRunQuantity(story.state, position);
    const isTouched = isPositive(bare) && isBeyond(position, candle);
    const { positionId, stopPrice, correlationId } = position;
    if (!isTouched && !isOverdue(position, story.context.now)) {
      const watched = story.state.instruments[position.symbol]?.stops === "STOP-ONLY" ? position.quantity : bare;
      if (isPositive(watched) && isAtTarget(position, candle))
        beginExit(story, positionId, atMarket(watched, "target"));
      continue;
    }
    const quantity = isTouched ? bare : position.quantity;
    story.tell("stop.triggered", { positionId, quantity, stopPrice, markPrice: candle.close }, correlationId);
  }
}

/** A stop at the venue should have filled by then. */
const STOP_GRACE_MS = 10_000;
const isOverdue = ({ crossedAt, quantity }: Position, now: number): boolean =>
  crossedAt !== null && isPositive(quantity) && now - crossedAt >= STOP_GRACE_MS;

const isBeyond = ({ side, stopPrice }: Position, { high, low }: MarkCandle): boolean =>
  side === "long" ? !isMore(low, stopPrice) : !isLess(high, stopPrice);

/** Targets of what the gate runs itself: by the close, which is the price that can still be had. */
const isAtTarget = ({ side, targetPrice }: Position, { close }: MarkCandle): boolean =>
  targetPrice !== null && (side === "long" ? isMore(close, targetPrice) : isLess(close, targetPrice));

/** The day is the market's: candles that are booked late belong to the day in which they closed. */
function turnDay(story: Story): void {
  const { equity, day, at } = story.state;
  const today = utcDay(at ?? story.context.now);
  if (day?.day === today) return;
  story.tell("day.opened", { day: today, equity });
  clearHold(story, "daily_loss", "a new UTC day began");
}

function turnWeek(story: Story): void {
  const { equity, week, at } = story.state;
  const current = utcWeek(at ?? story.context.now);
  if (week?.week === current) return;
  story.tell("week.opened", { week: current, equity });
  clearHold(story, "weekly_loss", "a new UTC week began");
}
