import { readdirSync, readFileSync } from "node:fs";
import test from "ava";
import { NOT_FOR_COINBASE } from "./venue.ts";

test("what is kept from a live venue is there by its name, has a reason, and stays little", (t) => {
  const files = readdirSync("test/e2e").filter((name) => name.endsWith(".test.ts"));
  const laws = files.flatMap((name) =>
    [...readFileSync(`test/e2e/${name}`, "utf8").matchAll(/^law\("(.+?)", /gm)].map(([, title]) => title ?? ""),
  );
  const named = Object.keys(NOT_FOR_COINBASE);
  const whole = named.filter((name) => files.includes(`${name}.ts`));
  t.deepEqual(
    named.filter((name) => !whole.includes(name)).toSorted(),
    laws.toSorted(),
    "each law is one of the table",
  );
  t.true(laws.length > 0 && whole.length > 0 && named.length <= 12);
  for (const [name, why] of Object.entries(NOT_FOR_COINBASE)) t.true(why.length > 20, name);
});
