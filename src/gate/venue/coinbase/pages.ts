import type { Answer } from "../exchange.ts";

/** A page of a list; `next` is the cursor to the one after it, null on the last. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

/** More pages than any honest list has here: 250 rows each, a cursor that never ends must not keep us busy. */
const MAX_PAGES = 100;

/** Where the next page is: null at the end, "" when the list says there is more and not where. */
export const nextOf = (hasNext: boolean, cursor: string | null | undefined): string | null =>
  hasNext ? (cursor ?? "") : null;

/** A whole list, page by page. Half of one is no answer. */
export async function allPages<Row>(
  page: (cursor: string | null) => Promise<Answer<Page<Row>>>,
): Promise<Answer<readonly Row[]>> {
  const rows: Row[] = [];
  const seen = new Set<string>();
  let cursor: string | null = null;
  for (let n = 0; n < MAX_PAGES; n += 1) {
    const answer: Answer<Page<Row>> = await page(cursor);
    if (!answer.known) return answer;
    rows.push(...answer.value.rows);
    cursor = answer.value.next;
    if (cursor === null) return { known: true, value: rows };
    if (cursor === "" || seen.has(cursor)) return { known: false, cause: "the list says there is more, and not where" };
    seen.add(cursor);
  }
  return { known: false, cause: `the list does not end within ${MAX_PAGES} pages` };
}
