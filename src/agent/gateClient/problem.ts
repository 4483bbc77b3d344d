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

/** Refusals that another try cannot change: the client that meets one stays away. */
const FINAL: ReadonlySet<string> = new Set(["AGENT_BUSY", "PROTOCOL_MISMATCH", "FOREIGN_JOURNAL"]);

/** Whether it is one of those. */
export const isFinal = (error: unknown): error is GateRefusal =>
  error instanceof GateRefusal && FINAL.has(error.reason);

/** One line for a report. */
export const sayOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
