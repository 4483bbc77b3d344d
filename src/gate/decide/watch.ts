import { divide, isMore, isZero, multiply, type Money, percentOf, subtract } from "../../store/money.ts";
import { moveOf, movesTooFar } from "../ledger/move.ts";
import { cancelEntries } from "./cancel.ts";
import { clearHold, placeHold } from "./hold.ts";
import type { Story } from "./story.ts";

/** Losses bring holds: those of the day and the week end with it, that of the peak only by a person. */
export function watchLosses(story: Story): void {
  const { equity, peakEquity, day, week } = story.state;
  const { maxDailyPct, maxWeeklyPct, maxDrawdownPct } = story.context.safety.limits.losses;
  if (day !== null && isBelow(day.equity, equity, maxDailyPct)) {
    const detail = `lost ${percentText(day.equity, equity)} since ${day.day} began, limit ${maxDailyPct} %`;
    placeHold(story, { level: "reducing", cause: "daily_loss", clearedBy: "day", detail });
    cancelEntries(story, "daily loss");
  }
  if (week !== null && isBelow(week.equity, equity, maxWeeklyPct)) {
    const detail = `lost ${percentText(week.equity, equity)} since the week of ${week.week} began, limit ${maxWeeklyPct} %`;
    placeHold(story, { level: "reducing", cause: "weekly_loss", clearedBy: "week", detail });
    cancelEntries(story, "weekly loss");
  }
  if (isBelow(peakEquity, equity, maxDrawdownPct)) {
    const detail = `${percentText(peakEquity, equity)} below the highest equity, limit ${maxDrawdownPct} %`;
    placeHold(story, { level: "halted", cause: "drawdown", clearedBy: "operator", detail });
    cancelEntries(story, "drawdown");
  }
}

/** A market that jumps is left alone until it is calm again: the hold ends with its cause. */
export function watchMoves(story: Story): void {
  const { safety, timeframe } = story.context;
  const wild = Object.keys(story.state.ranges).find((symbol) => movesTooFar(story.state, symbol, timeframe, safety));
  if (wild === undefined) {
    clearHold(story, "volatility", "five minutes were calm");
    return;
  }
  const moved = moveOf(story.state, wild, timeframe)?.movedPct ?? "?";
  const detail = `${wild} moved ${moved} % within minutes (${safety.source("market.maxMovePct")})`;
  placeHold(story, { level: "reducing", cause: "volatility", clearedBy: "cause", detail });
  cancelEntries(story, "volatility");
}

const isBelow = (baseline: Money, equity: Money, percent: number): boolean =>
  !isZero(baseline) && isMore(subtract(baseline, equity), percentOf(baseline, percent));

/** "3.04 %", for people. */
const percentText = (baseline: Money, equity: Money): string =>
  `${divide(multiply(subtract(baseline, equity), "100"), baseline, 2)} %`;
