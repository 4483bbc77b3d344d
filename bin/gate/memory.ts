import { takeOverNotes } from "../../src/gate/heart/emergency.ts";
import { type EmergencyNotes, openEmergency } from "../../src/store/emergency.ts";
import { idOfName } from "../../src/store/ids.ts";
import { type Journal, openJournal } from "../../src/store/journal/journal.ts";
import type { AccountBinding } from "../../src/store/words/account.ts";
import { EXIT, Exit } from "../exit.ts";
import type { Home } from "../home.ts";
import { journalIdOf } from "./account.ts";
import { Armed } from "./armed.ts";
import { sayLine } from "./fatal.ts";

/** What a gate remembers with: the journal, and the notes for when that cannot be written. */
export interface Memory {
  readonly journal: Journal;
  readonly notes: EmergencyNotes;
  /** How many notes of the last gate were taken over. */
  readonly taken: number;
  close(): void;
}

/** Opens them, and puts what the last gate did without its journal on the record. @throws Exit 5. */
export function openMemory(home: Home, binding: AccountBinding): Memory {
  const journal = openJournal({
    path: home.gateDb,
    journalId: journalIdOf(binding),
    wallClock: Date.now,
    pid: process.pid,
  });
  requireWhole(home, journal);
  const notes = openEmergency(home.emergency);
  const taken = takeNotes(journal, notes);
  journal.setMeta("binding", JSON.stringify(binding));
  return {
    journal,
    notes,
    taken,
    close() {
      notes.close();
      journal.close();
    },
  };
}

/** @throws Exit 5 when the journal ends before the last record that a gate left word of. */
function requireWhole(home: Home, journal: Journal): void {
  const { lastSeq } = new Armed(home.armed, sayLine);
  const { seq } = journal.head();
  if (seq >= lastSeq) return;
  throw new Exit(
    EXIT.unsafe,
    `${home.gateDb}: it ends at record ${seq}, and ${lastSeq} were written; run \`trade audit verify\`, restore a copy` +
      ` (or remove ${home.armed} to go on with what is left, halted)`,
  );
}

/** How many there were. @throws Exit 5 when they cannot be recorded. */
function takeNotes(journal: Journal, notes: EmergencyNotes): number {
  const { length } = notes.read();
  if (length === 0) return 0;
  const { seq, hash } = journal.head();
  const now = journal.read(seq, 1)[0]?.ts ?? Date.now();
  const word = { cause: "found at the start", now, id: idOfName(`gate.recovered ${hash}`) };
  if (takeOverNotes(journal, notes, word)) return length;
  throw new Exit(EXIT.unsafe, "the journal cannot be written; make room on the disk, then start again");
}
