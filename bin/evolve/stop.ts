import { existsSync } from "node:fs";
import { recallLearned } from "../../src/agent/runtime/learned.ts";
import { gateJournalOf } from "../../src/agent/runtime/memory.ts";
import { openJournalToRead } from "../../src/store/journal/journal.ts";
import { EXIT, Exit, type ExitCode } from "../exit.ts";
import type { Home } from "../home.ts";
import { askToStop } from "./stopFile.ts";

/** Asks the agent of that home to end the cycle that is under way. @throws Exit 1 when none is. */
export function stopCycle({ agentDb, root, stopCycle: path }: Home, say: (line: string) => void): ExitCode {
  const open = existsSync(agentDb) ? openIn(agentDb) : null;
  if (open === null) throw new Exit(EXIT.failed, `no cycle of evolution is under way at ${root}`);
  askToStop(path, open.seed);
  say(`cycle ${open.cycle} is to end: the agent looks for this within a second, and says so with its next candle`);
  return EXIT.done;
}

function openIn(path: string) {
  const journal = openJournalToRead(path);
  try {
    return recallLearned(journal, gateJournalOf(journal) ?? "").evolution.open;
  } finally {
    journal.close();
  }
}
