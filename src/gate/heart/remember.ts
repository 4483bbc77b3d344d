import type { GateEvent } from "../../store/events/gate.ts";
import type { JournalReader } from "../../store/journal/journal.ts";
import { evolve } from "../mind/evolve.ts";
import { initialState, type SeenIntent } from "../mind/state.ts";

/** What was asked under an intent's id and answered, however long ago: the mind keeps only the newest, the journal all. */
export function rememberIntent(journal: Pick<JournalReader, "story" | "birthOf">, intentId: string): SeenIntent | null {
  const birth = journal.birthOf(intentId, ["intent"]);
  if (birth === null) return null;
  const intents = (journal.story(birth.id) as readonly GateEvent[]).filter(({ type }) => type.startsWith("intent."));
  return intents.reduce(evolve, initialState).intents[intentId] ?? null;
}
