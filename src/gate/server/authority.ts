import type { Power } from "../contract/operatorVerbs.ts";
import type { RefusalReason } from "../contract/refusal.ts";

/** What is known of who sits at the other end of an operator connection. */
export interface Peer {
  /** Whether that process also holds the agent's connection; null when the platform cannot tell. */
  readonly holdsAgent: boolean | null;
  /** Whether the operator's passphrase was given on this connection, less than 15 minutes ago. */
  readonly unlocked: boolean;
}

/**
 * Who may: null, or why not. In paper everybody on the operator's socket may everything. In live a process that holds
 * the agent (or that cannot be told from it) gets only what makes things safer, and a person has to unlock for the rest.
 */
export function authorize(power: Power, mode: "paper" | "live", peer: Peer): RefusalReason | null {
  if (mode === "paper" || power === "read" || power === "safer") return null;
  if (peer.holdsAgent !== false) return "UNAUTHORIZED";
  return peer.unlocked ? null : "LOCKED";
}
