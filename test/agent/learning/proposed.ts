import type { CycleEnd } from "../../../src/agent/learning/cycleOrder.ts";
import type { Filed } from "../../../src/agent/learning/evolutionBook.ts";
import type { CycleResult } from "../../../src/loops/evolution/result.ts";
import { idOfName } from "../../../src/store/ids.ts";
import type { RuleDocument } from "../../../src/store/rules/document.ts";
import { fingerprint } from "../../../src/store/rules/fingerprint.ts";
import { DAY_MS } from "../../../src/store/time.ts";

const FROM = Date.UTC(2026, 0, 1);

/** What a cycle came to that proposes that document in the place of its parent. */
export function proposing(document: RuleDocument, parent: RuleDocument, from = FROM): CycleEnd {
  const print = fingerprint(document);
  const judged = { code: "DSR", passed: true, observed: 1, limit: 0.95, distance: 0, sentence: "DSR: 1.00" };
  const result: CycleResult = {
    sentence: "proposed",
    gates: [judged],
    tried: [{ fingerprint: print, ruleId: document.id, operator: "planted", change: "more", trades: 40, sharpe: 0.3 }],
    search: { from, to: from + 1 },
    burntTo: from + 2,
    best: print,
    proposal: {
      candidate: { document, parent, operator: "planted", change: "more", fingerprint: print },
      changes: [],
      predicted: { mean: 0.2, low: 0.1, high: 0.3 },
      expectedR: 0.2,
      evidence: [judged],
      falsifier: "wrong if it loses",
      rationale: "because",
    },
  };
  return { how: "done", result, followed: [] };
}

/** A proposal of that document as the agent remembers it, followed for no time yet. */
export const filedOf = (document: RuleDocument, change: Partial<Filed> = {}): Filed => ({
  proposalId: idOfName("p"),
  cycle: 1,
  fingerprint: fingerprint(document),
  operator: "o",
  document,
  parent: null,
  predicted: 0.1,
  calibration: 1,
  expectedR: 0.2,
  periodMs: DAY_MS,
  from: FROM,
  followedTo: FROM,
  differences: [],
  trades: 0,
  ...change,
});
