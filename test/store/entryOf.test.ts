import test from "ava";
import { entryOf } from "../../src/store/entryOf.ts";

test("a record holds what was put into it, and nothing that every object has", (t) => {
  const record: Record<string, number> = { one: 1 };
  t.is(entryOf(record, "one"), 1);
  for (const name of ["constructor", "toString", "__proto__", "two"]) t.is(entryOf(record, name), undefined);
  t.is(entryOf({ ...record, constructor: 3 }, "constructor"), 3);
});
