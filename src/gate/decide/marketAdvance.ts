import { isLess, isMore, isPositive } from "../../store/money.ts";
import { utcDay, utcWeek } from "../../store/time.ts";
import { equityAt } from "../ledger/equity.ts";
import { isNewer } from "../mind/foldMarket.ts";
import type { Decider, MarkCandle } from "./command.ts";
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

/** Looks at the stops that the gate runs; `retryExits` then leaves the positions whose stop was touched. */
export function runStops(story: Story, candles: readonly MarkCandle[]): void {
  for (const position of Object.values(story.state.positions)) {
    const candle = candles.find(({ symbol }) => symbol === position.symbol);
    if (candle === undefined || position.exitWanted !== null) continue;
    const crossed =
      position.side === "long" ? !isMore(candle.low, position.stopPrice) : !isLess(candle.high, position.stopPrice);
    const quantity = gateRunQuantity(story.state, position);
    if (!crossed || !isPositive(quantity)) continue;
    const { positionId, stopPrice, correlationId } = position;
    story.tell("stop.triggered", { positionId, quantity, stopPrice, markPrice: candle.close }, correlationId);
  }
}

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
