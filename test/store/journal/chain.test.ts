import test from "ava";
import { chain } from "../../../src/store/journal/chain.ts";
import { draft, idOf, journalAt } from "./world.ts";

const numbers = (events: readonly { readonly id: string }[]) =>
  events.map((event) => Number.parseInt(event.id.slice(-12), 16));

const by = (n: number, cause: number) => ({ ...draft(n), causationId: idOf(cause) });

test("a chain gives the causes from the root down and the effects outward", (t) => {
  const { journal } = journalAt(t);
  const events = journal.append([draft(1), draft(2), draft(3), by(4, 3), by(5, 3), by(6, 4), by(7, 1)]);
  const found = chain(events, idOf(3));
  t.deepEqual(numbers(found?.causes ?? []), [1, 2]);
  t.is(found?.event.id, idOf(3));
  t.deepEqual(numbers(found?.effects ?? []), [4, 5, 6]);
});

test("a chain ends at a cause it was not given, survives a circle, and is null for an unknown id", (t) => {
  const { journal } = journalAt(t);
  const events = journal.append([
    { ...draft(1), causationId: idOf(2) },
    draft(2),
    { ...draft(3), causationId: idOf(77) },
  ]);
  t.deepEqual(numbers(chain(events, idOf(1))?.causes ?? []), [2]);
  t.deepEqual(numbers(chain(events, idOf(3))?.causes ?? []), []);
  t.is(chain(events, idOf(50)), null);
});
