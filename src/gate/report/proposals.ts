import type { ProposalRow } from "../contract/rulebook.ts";
import { MAX_LINE_BYTES } from "../contract/frame.ts";
import type { GateState } from "../mind/state.ts";

/** Kept for what stands around the rows in an answer. */
const FRAME_BYTES = 1_024;

/**
 * Proposals in the order they were filed, as many as fit into an answer of one line: those that wait before those that
 * were answered, the newest of each first.
 */
export function proposalRowsOf({ proposals }: Pick<GateState, "proposals">): ProposalRow[] {
  const rows = Object.values(proposals);
  const newestFirst = rows.toReversed();
  const wanted = [
    ...newestFirst.filter(({ state }) => state === "open"),
    ...newestFirst.filter(({ state }) => state !== "open"),
  ];
  let left = MAX_LINE_BYTES - FRAME_BYTES;
  const kept = new Set<ProposalRow>();
  for (const row of wanted) {
    left -= Buffer.byteLength(JSON.stringify(row)) + 1;
    if (left < 0) break;
    kept.add(row);
  }
  return rows.filter((row) => kept.has(row));
}
