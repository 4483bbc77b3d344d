import { isZero } from "../../store/money.ts";
import { cancelEntries } from "./cancel.ts";
import type { Decider } from "./command.ts";
import { beginExit } from "./exit.ts";
import { placeHold } from "./hold.ts";
import { workingExits } from "./protect.ts";
import type { Story } from "./story.ts";

/**
 * Everything out, or one symbol: entries off first, stops gone, positions closed at the market, again and again until
 * nothing is left. Flattening the account also holds entries until the operator resumes.
 */
export const accountFlatten: Decider<"account.flatten"> = (story, { symbol }) => {
  story.tell("flatten.requested", { symbol });
  if (symbol === null)
    placeHold(story, { level: "reducing", cause: "flatten", clearedBy: "operator", detail: "flattened" });
  cancelEntries(story, "flatten", symbol);
  retryExits(story);
  settleFlattening(story);
};

/** Sends the exits that the gate or the operator wants and that nothing is working on. */
export function retryExits(story: Story): void {
  for (const position of Object.values(story.state.positions)) {
    if (position.exitWanted === null || workingExits(story.state, position.positionId).length > 0) continue;
    const reason = position.exitWanted === "stop" ? "stop" : "flatten by operator";
    const { positionId, quantity } = position;
    if (!isZero(quantity)) beginExit(story, positionId, { quantity, reason, intentId: null, limitPrice: null });
  }
}

/** Says so once nothing of what was to be flattened is held or on its way in. */
export function settleFlattening(story: Story): void {
  for (const { symbol } of story.state.flattening) {
    const concerns = (of: string): boolean => symbol === null || of === symbol;
    const held = Object.values(story.state.positions).some((position) => concerns(position.symbol));
    const entering = Object.values(story.state.orders).some(
      ({ spec }) => spec.role === "entry" && concerns(spec.symbol),
    );
    if (!held && !entering) story.tell("flatten.completed", { symbol });
  }
}
