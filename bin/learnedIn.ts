import { type Learned, recallLearned } from "../src/agent/runtime/learned.ts";
import { gateJournalOf } from "../src/agent/runtime/memory.ts";
import { openJournalToRead } from "../src/store/journal/journal.ts";

/** What an agent has learned, by its journal, whether it runs or not. @throws when there is none at that path. */
export function learnedIn(agentDb: string): Learned {
  const journal = openJournalToRead(agentDb);
  try {
    return recallLearned(journal, gateJournalOf(journal) ?? "");
  } finally {
    journal.close();
  }
}
