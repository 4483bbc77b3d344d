import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import * as fc from "fast-check";
import { placesOf, safetyOf } from "../../../src/gate/safety/accepted.ts";
import { parseSafety } from "../../../src/gate/safety/load.ts";
import { fitting, limitsBytes, MAX_LIMITS_BYTES } from "../../../src/gate/safety/recordSize.ts";
import type { Safety } from "../../../src/gate/safety/schema.ts";
import { MAX_LINE_BYTES } from "../../../src/gate/contract/frame.ts";
import { WAYS } from "../../../src/gate/safety/ways.ts";
import { canonicalJson } from "../../../src/store/canonical.ts";
import { InputError } from "../../../src/store/input.ts";
import { entry, shipped, submit, listed } from "../facts.ts";
import { givenUnder } from "../given.ts";
import { SHIPPED } from "./refused.ts";

/** As the journal gives it back: keys sorted, nothing but JSON. */
const journaled = (safety: Safety): Safety => {
  const text = canonicalJson({ limits: safety.limits, places: placesOf(safety) });
  const { limits, places } = JSON.parse(text) as { limits: Record<string, unknown>; places: Record<string, string> };
  const rebuilt = safetyOf(limits, places, safety.hash);
  if (rebuilt === null) throw new RangeError("limits of this schema were not understood");
  return rebuilt;
};

/** The shipped limits written in other ways: maps over several lines, values below their keys. */
const WRITTEN: readonly string[] = [
  SHIPPED,
  SHIPPED.replace("{ USD: 2500, BTC: 0.05 }", "\n    USD: 2500\n    BTC: 0.05"),
  SHIPPED.replace("collarBps: 200", "collarBps:\n    200").replace("[limit, market]", "\n    - limit\n    - market"),
  SHIPPED.replace("{ symbols: [", "\n      symbols: [").replace("], maxPct: 90 }", "]\n      maxPct: 90"),
  `# one more line\n${SHIPPED}`,
];

test("limits come back from the journal as they were, each with its place", (t) => {
  for (const text of WRITTEN) {
    const safety = parseSafety(text, "safety.yaml");
    const again = journaled(safety);
    t.deepEqual(again.limits, safety.limits);
    t.is(again.hash, safety.hash);
    for (const path of ["", ...Object.keys(WAYS)]) t.is(again.source(path), safety.source(path), path);
  }
});

test("whatever place is asked for, also of what is not there, the answer is the file's own", (t) => {
  const names = [...new Set(Object.keys(WAYS).flatMap((path) => path.split(".")))].filter((name) => name !== "*");
  const name = fc.constantFrom(...names, "USD", "EUR", "crypto", "no", "__proto__", "constructor");
  const below = fc.constantFrom(...Object.keys(WAYS)).map((path) => path.replace("*", "USD").split("."));
  const path = fc.oneof(
    fc.array(name, { maxLength: 4 }),
    fc.tuple(below, name).map(([all, last]) => [...all, last]),
  );
  const both = WRITTEN.map((text) => parseSafety(text, "safety.yaml")).map((safety) => [safety, journaled(safety)]);
  fc.assert(
    fc.property(fc.constantFrom(...both), path, ([file, again], words) => {
      t.is(again?.source(words.join(".")), file?.source(words.join(".")), words.join("."));
    }),
    { numRuns: 3_000, seed: 20_261_122 },
  );
});

test("every place that a check names is answered alike", (t) => {
  const folder = "src/gate/checks";
  const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
  const asked = sources.flatMap((text) =>
    [...text.matchAll(/source\(\s*["'`]([^"'`$]+)["'`]/g)].map(([, path]) => path),
  );
  t.true(asked.length > 10);
  for (const text of WRITTEN) {
    const safety = parseSafety(text, "safety.yaml");
    for (const path of asked) t.is(journaled(safety).source(path ?? ""), safety.source(path ?? ""), path);
  }
});

test("an intent gets the same verdict from the journal's limits as from the file's", (t) => {
  const intents = [
    entry(1),
    entry(2, { quantity: "2000" }),
    entry(3, { stopPrice: "1" }),
    entry(4, { symbol: "NO/EUR" }),
  ];
  for (const intent of intents) {
    const [file, again] = [shipped, journaled(shipped)].map((safety) => givenUnder(safety).when(submit(intent)).events);
    t.deepEqual(again, file);
  }
});

test("the limits in force are on the record with their places, and in the mind", (t) => {
  const started = givenUnder(shipped).when({ type: "gate.start", protocol: 1, recoveredSeq: 0, instruments: listed });
  const { places } = started.one("safety.accepted");
  t.is(places["orders.collarBps"], shipped.source("orders.collarBps"));
  t.is(places["orders.maxNotional"], shipped.source("orders.maxNotional"));
  t.is(places["orders.maxNotional.USD"], shipped.source("orders.maxNotional.USD"));
  const { acceptedLimits, acceptedPlaces, safetyHash } = started.state;
  t.deepEqual(acceptedPlaces, places);
  t.deepEqual(safetyOf(acceptedLimits ?? {}, acceptedPlaces, safetyHash ?? "")?.limits, shipped.limits);
});

test("limits that an older program accepted are none that this one could run", (t) => {
  const { limits } = shipped;
  t.is(safetyOf({ ...limits, schema: 1 }, placesOf(shipped), shipped.hash), null);
  const { budgets: _budgets, ...fewer } = limits;
  t.is(safetyOf(fewer, placesOf(shipped), shipped.hash), null);
  t.is(safetyOf({}, {}, shipped.hash), null);
});

test("limits that would not fit one line of the wire are refused, and lines that would not are counted", (t) => {
  t.true(limitsBytes(shipped) < MAX_LIMITS_BYTES / 4);
  const symbols = Array.from({ length: 4_000 }, (_, i) => `COIN${i}/USD`).join(", ");
  const error = t.throws(() => parseSafety(SHIPPED.replace("deny: []", `deny: [${symbols}]`), "safety.yaml"), {
    instanceOf: InputError,
  });
  t.regex(
    error.message,
    /^safety\.yaml:1:1: the limits and their places take \d+ bytes .*; at most 44000 fit; shorten/,
  );
  const few = ["a", "b".repeat(1_000)];
  t.deepEqual(fitting(few), few);
  for (const lines of [
    Array.from({ length: 300 }, (_, i) => `line ${i}`),
    Array<string>(100).fill("é".repeat(5_000)),
  ]) {
    const kept = fitting(lines);
    t.true(kept.length <= 200 && kept.every((line) => line.length <= 1_000));
    t.is(kept.at(-1), `and ${lines.length - kept.length + 1} more`);
    t.true(Buffer.byteLength(JSON.stringify(kept)) + MAX_LIMITS_BYTES < MAX_LINE_BYTES - 1_000);
  }
});
