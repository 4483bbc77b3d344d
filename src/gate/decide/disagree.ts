import { cancelEntries } from "./cancel.ts";
import { placeHold } from "./hold.ts";
import type { Story } from "./story.ts";

/** The venue says what cannot be so by this ledger. Nothing goes on until a person looked. */
export function disagree(story: Story, what: string): void {
  const difference = what.slice(0, 300);
  story.tell("gate.reconciled", { orders: Object.keys(story.state.orders).length, differences: [difference] });
  const detail = difference.slice(0, 200);
  placeHold(story, { level: "halted", cause: "not_reconciled", clearedBy: "operator", detail });
  cancelEntries(story, "not reconciled");
}
