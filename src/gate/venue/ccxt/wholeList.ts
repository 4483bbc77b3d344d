import type { Timestamp } from "../../../store/time.ts";
import type { Answer } from "../exchange.ts";
import type { Listed } from "./answerOrder.ts";

/** What of a list is asked for, by time in milliseconds, both ends included. */
export interface Stretch {
  readonly since: Timestamp;
  readonly until?: Timestamp;
}
export type Page<Row> = (stretch: Stretch) => Promise<Answer<readonly Listed<Row>[]>>;

/** No exchange is known whose pages are shorter than this: a list of fewer rows is whole. */
export const SHORTEST_PAGE = 20;
const MAX_PAGES = 100;
/** Some exchanges count in whole seconds, and round up. */
const ROUNDED_MS = 2_000;

/**
 * A whole list since then, each row once, in no order. Exchanges page in their own ways: some give the oldest rows after
 * `since`, others the newest. Walking on from the newest row and back from the oldest, until nothing new comes, finds
 * the rest of either. Half a list is no answer: one without times, or whose exchange does not heed `until`, cannot be
 * walked, and is not known.
 */
export async function wholeList<Row>(page: Page<Row>, since: Timestamp): Promise<Answer<readonly Row[]>> {
  const seen = new Map<string, Listed<Row>>();
  const first = await page({ since });
  if (!first.known) return first;
  take(seen, first.value);
  if (first.value.length >= SHORTEST_PAGE) {
    for (const way of ["on", "back"] as const) {
      const cause = await walk(page, since, seen, way);
      if (cause !== null) return { known: false, cause };
    }
  }
  return { known: true, value: [...seen.values()].map(({ row }) => row) };
}

/** Leafs one way until nothing new comes; why it cannot, or null. */
async function walk<Row>(
  page: Page<Row>,
  since: Timestamp,
  seen: Map<string, Listed<Row>>,
  way: "on" | "back",
): Promise<string | null> {
  let stepMs = 0;
  for (let n = 0; n < MAX_PAGES; n += 1) {
    const times = [...seen.values()].flatMap(({ at }) => (at === null ? [] : [at]));
    if (times.length < seen.size) return "a long list without times: it cannot be told whether it is whole";
    const until = way === "back" ? Math.min(...times) - stepMs : Number.POSITIVE_INFINITY;
    const answer = await page(way === "back" ? { since, until } : { since: Math.max(...times) + stepMs });
    if (!answer.known) return answer.cause;
    if (answer.value.some(({ at }) => (at ?? 0) > until + ROUNDED_MS)) return "the list cannot be asked for by its end";
    const isNew = take(seen, answer.value) > 0;
    const isCrowded = answer.value.length >= SHORTEST_PAGE;
    if (!isNew && (!isCrowded || stepMs > 0)) return null;
    // A page full of one moment: past it there may be more.
    stepMs = isNew ? 0 : ROUNDED_MS;
  }
  return `the list does not end within ${MAX_PAGES} pages`;
}

/** How many were new. */
function take<Row>(seen: Map<string, Listed<Row>>, rows: readonly Listed<Row>[]): number {
  const before = seen.size;
  for (const row of rows) seen.set(row.key, row);
  return seen.size - before;
}
