import { disk } from "./disk.ts";
import { bad, type Examination, type Finding, type Patient } from "./examination.ts";
import { gate } from "./gate.ts";
import { home } from "./home.ts";
import { key } from "./key.ts";
import { node } from "./node.ts";
import { other } from "./other.ts";
import { products } from "./products.ts";
import { questions } from "./questions.ts";
import { separation } from "./separation.ts";
import { terminal } from "./terminal.ts";
import { venue } from "./venue.ts";

/** Everything that is looked at; adding one is one file and one row. */
export const examinations: readonly Examination[] = [
  node,
  terminal,
  home,
  disk,
  gate,
  separation,
  venue,
  key,
  products,
  questions,
  other,
];

export type Row = Finding & { readonly name: string };

/** What was found, all of it: one that fails is a finding, and the others go on. */
export async function examined(
  patient: Patient,
  table: readonly Examination[] = examinations,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { name, examine } of table) {
    try {
      for (const finding of await examine(patient)) rows.push({ name, ...finding });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      rows.push({ name, ...bad(`could not be looked at (${why})`, "mend that, then look again") });
    }
  }
  return rows;
}
