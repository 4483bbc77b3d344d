import { cancelEntries, requestCancel } from "./cancel.ts";
import type { Decider } from "./command.ts";
import { atMarket, beginExit } from "./exit.ts";
import { placeHold } from "./hold.ts";
import { workingExits } from "./protect.ts";
import type { Position } from "../mind/state.ts";
import type { Story } from "./story.ts";

/**
 * Everything out, or one symbol: entries off first, stops gone, positions closed at the market, again and again until
 * nothing is left. Flattening the account also holds entries until the operator resumes.
 */
export const accountFlatten: Decider<"account.flatten"> = (story, { symbol }) => leaveAll(story, symbol);

/** The same as part of another story. */
export function leaveAll(story: Story, symbol: string | null): void {
  story.tell("flatten.requested", { symbol });
  if (symbol === null)
    placeHold(story, { level: "reducing", cause: "flatten", clearedBy: "operator", detail: "flattened" });
  cancelEntries(story, "flatten", symbol);
  retryExits(story);
  settleFlattening(story);
}

/**
 * Sends the exits that the gate or the operator wants and that nothing is working on. An exit that rests until its price
 * comes is taken back: it must not stand in the way of one that has to leave now.
 */
export function retryExits(story: Story): void {
  for (const position of Object.values(story.state.positions)) {
    const { positionId, quantity, exitWanted } = position;
    if (exitWanted === null || waits(position, story.context.now)) continue;
    for (const { spec } of workingExits(story.state, positionId)) {
      if (spec.type === "limit") requestCancel(story, spec.clientOrderId, "leaving at the market");
    }
    if (workingExits(story.state, positionId).length > 0) continue;
    beginExit(story, positionId, atMarket(quantity, exitWanted === "stop" ? "stop" : "flatten by operator"));
  }
}

const FIRST_PAUSE_MS = 2_000;
const MAX_PAUSE_MS = 60_000;

/** A venue that refuses an exit is asked again ever less often, once a minute in the end: it was heard the first time. */
function waits({ refusedExits, refusedAt }: Position, now: number): boolean {
  if (refusedAt === null || now < refusedAt) return false;
  return now - refusedAt < Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (refusedExits - 1));
}

/**
 * Says so once nothing of what was to be flattened is held or on its way in. With a venue of its own memory only a
 * snapshot that agrees with the ledger confirms it, and nothing of ours may work there any more.
 */
export function settleFlattening(story: Story, isConfirmed = story.state.binding?.venue === "paper"): void {
  if (!isConfirmed) return;
  for (const { symbol } of story.state.flattening) {
    const concerns = (of: string): boolean => symbol === null || of === symbol;
    const held = Object.values(story.state.positions).some((position) => concerns(position.symbol));
    const isRemote = story.state.binding?.venue !== "paper";
    const working = Object.values(story.state.orders).some(
      ({ spec }) => (isRemote || spec.role === "entry") && concerns(spec.symbol),
    );
    if (!held && !working) story.tell("flatten.completed", { symbol });
  }
}
