import { canonicalJson } from "../../store/canonical.ts";
import type { InstrumentFacts } from "../../store/market/instruments.ts";
import type { Decider } from "./command.ts";
import type { Story } from "./story.ts";

/** What may be traded, said anew: on the record only when it says something else than before. */
export const instrumentsList: Decider<"instruments.list"> = (story, { instruments }) => list(story, instruments);

/** The same as part of another story. */
export function list(story: Story, instruments: readonly InstrumentFacts[]): void {
  const before = canonicalJson(Object.values(story.state.instruments));
  if (canonicalJson(instruments) !== before) story.tell("instruments.listed", { instruments: [...instruments] });
}
