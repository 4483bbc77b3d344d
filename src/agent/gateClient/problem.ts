import { type Lasts, REFUSALS, type RefusalReason } from "../../gate/contract/refusal.ts";

/**
 * No answer came: the line broke or was never there, or the gate kept silent. Whether the gate acted is not known;
 * what was asked is looked up by its id, never asked again as new.
 */
export class Unanswered extends Error {
  override readonly name = "Unanswered";
}

/** The gate said no to a frame: `reason` is its name for that, `remedy` what to do, `message` what and where. */
export class GateRefusal extends Error {
  override readonly name = "GateRefusal";
  readonly reason: string;
  readonly remedy: string;

  constructor(reason: string, remedy: string, message: string) {
    super(message);
    this.reason = reason;
    this.remedy = remedy;
  }
}

/** What a client says to itself: another journal answers than the one that it remembers. */
const OWN: Readonly<Record<string, Lasts>> = { FOREIGN_JOURNAL: "client" };
/** Of the contract's reasons and our own; a name that is in neither is a no like any other. */
const lastsOf = ({ reason }: GateRefusal): Lasts =>
  Object.hasOwn(REFUSALS, reason) ? REFUSALS[reason as RefusalReason].lasts : (OWN[reason] ?? "question");

/** Whether no other try can change it: the client that meets one stays away. */
export const isFinal = (error: unknown): error is GateRefusal =>
  error instanceof GateRefusal && lastsOf(error) === "client";

/** Whether what was asked has been judged, and is refused for good. What was not may be asked again as it stands. */
export const isJudged = (error: unknown): error is GateRefusal =>
  error instanceof GateRefusal && lastsOf(error) === "question";

/** One line for a report. */
export const sayOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
