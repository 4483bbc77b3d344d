import { existsSync } from "node:fs";
import type { Recorded } from "../src/store/events/envelope.ts";
import { type JournalReader, openJournalToRead } from "../src/store/journal/journal.ts";
import { utcText } from "../src/store/time.ts";
import { EXIT, Exit } from "./exit.ts";
import type { Home } from "./home.ts";

/** The gate's journal, to look at: works with the gate down. @throws Exit 1 when there is none yet. */
export function openedJournal(home: Home): JournalReader {
  requireJournal(home);
  return openJournalToRead(home.gateDb);
}

/** @throws Exit 1 before the first start. */
export function requireJournal({ gateDb }: Home): void {
  if (!existsSync(gateDb)) throw new Exit(EXIT.failed, `${gateDb}: no journal yet; run \`trade\` first`);
}

/** An event in a line. */
export const lineOf = ({ seq, ts, type, id, data }: Recorded): string =>
  `${String(seq).padStart(7)} ${utcText(ts)} ${type.padEnd(24)} ${id} ${summary(data)}`;

function summary(data: unknown): string {
  const text = JSON.stringify(data);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
