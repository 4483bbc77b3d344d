import test from "ava";
import * as fc from "fast-check";
import { canonicalJson } from "../../../src/store/canonical.ts";
import { plainOf } from "../../../src/store/journal/plain.ts";
import { rowOf, recordedOf } from "../../../src/store/journal/record.ts";
import { draft, journalAt } from "./world.ts";

/** JSON values with the keys and strings that order and escaping could trip over, and properties that are undefined. */
const awkward = fc.constantFrom("__proto__", "10", "9", "01", "a", "B", "é", "\ud800", '"', "toJSON", "constructor");
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false, 0, -0, 1e21, 1e-7, "", "\u2028"),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: "binary" }),
    fc.array(tie("value")),
    fc.dictionary(fc.oneof(awkward, fc.string()), fc.oneof(tie("value"), fc.constant(undefined)), {
      noNullPrototype: false,
    }),
  ),
}));

/** Told apart to the last key and sign, as a replay would tell them apart. */
const written = (read: unknown): string => JSON.stringify(read);

test("what an append gives is what a replay reads, and its text is the canonical one, whatever the data", (t) => {
  fc.assert(
    fc.property(value, (data) => {
      const row = rowOf(draft(1, { data }), 1, "0".repeat(64));
      const given = recordedOf(row);
      const { plain: _, ...asRead } = row;
      const read = recordedOf(asRead);
      t.is(row.data, canonicalJson({ data }));
      t.deepEqual(given, read);
      t.is(written(given), written(read));
    }),
    { numRuns: 2_000, seed: 1 },
  );
});

test("what JSON cannot hold is never made plain", (t) => {
  for (const odd of [Number.NaN, Infinity, 1n, () => 1, Symbol("x"), new Date(0), new Map(), [undefined]]) {
    t.is(plainOf(odd), undefined);
    t.is(plainOf({ deep: [{ odd }] }), undefined);
  }
});

test("an event does not change with the object that it was made of", (t) => {
  const { journal } = journalAt(t);
  const data = { list: [{ n: 1 }] };
  const [event] = journal.append([draft(1, data)]);
  Object.assign(data.list[0] ?? {}, { n: 2 });
  t.deepEqual(event?.data, { list: [{ n: 1 }] });
  t.deepEqual(journal.read(1)[0]?.data, { list: [{ n: 1 }] });
});
