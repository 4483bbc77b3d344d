import test from "ava";
import { DOUBTS, doubtsOf } from "../../../src/gate/safety/doubts.ts";
import type { Limits } from "../../../src/gate/safety/schema.ts";
import { readSafety } from "../../../src/gate/safety/load.ts";
import { boundariesHidden } from "./boundariesHidden.ts";
import { boundariesContradicting, boundariesStanding } from "./boundariesOther.ts";

const shipped = readSafety("safety.yaml");
const boundaries = [...boundariesHidden, ...boundariesContradicting, ...boundariesStanding];

const limitsWith = (change: (limits: Limits) => void): Limits => {
  const limits = structuredClone(shipped.limits);
  change(limits);
  return limits;
};
/** What is doubted, by kind and paths, as the table has them. */
const doubted = (change: (limits: Limits) => void): readonly string[] =>
  doubtsOf({ ...shipped, limits: limitsWith(change) }).map(({ kind, paths }) => `${kind}: ${paths.join(", ")}`);

test("the limits that are shipped leave nothing to doubt", (t) => {
  t.deepEqual(doubtsOf(shipped), []);
});

for (const { doubt, triggers, boundary } of boundaries) {
  test(`doubted from its boundary on, and not before: ${doubt}`, (t) => {
    t.true(doubted(triggers).includes(doubt), doubted(triggers).join("\n"));
    t.false(doubted(boundary).includes(doubt));
  });
}

test("every row of the table is held to its boundary, and no two rows are about the same", (t) => {
  const rows = DOUBTS.map(({ kind, paths }) => `${kind}: ${paths.join(", ")}`);
  t.is(new Set(rows).size, rows.length);
  const patterns = boundaries.map(({ doubt }) => doubt.replaceAll(/\.(USD|EUR|BTC|SOL|crypto|alone)\b/g, ".*"));
  t.deepEqual([...patterns].toSorted(), [...rows].toSorted());
});

test("a doubt says which limits, with their values and lines, and why", (t) => {
  const limits = limitsWith((of) => (of.orders.maxNotionalPct = 60));
  const [doubt, ...others] = doubtsOf({ ...shipped, limits });
  t.deepEqual(others, []);
  const [entry, symbol] = [shipped.source("orders.maxNotionalPct"), shipped.source("exposure.maxSymbolPct")];
  const said = `orders.maxNotionalPct 60 (${entry}), exposure.maxSymbolPct 50 (${symbol})`;
  t.is(doubt?.line, `${said}: never binds; an entry counts in its symbol, which is full before`);
});

test("each of several clusters is named by itself, and a long list is cut", (t) => {
  const limits = limitsWith((of) => {
    of.exposure.maxGrossPct = 50;
    of.exposure.clusters["more"] = { symbols: ["BTC/USD"], maxPct: 51 };
    of.symbols.deny = Array.from({ length: 20 }, (_, i) => `COIN${i}/USD`);
    of.symbols.allow = ["BTC/USD"];
  });
  const lines = doubtsOf({ ...shipped, limits }).map(({ line }) => line);
  for (const name of ["crypto", "more"]) {
    t.true(
      lines.some((line) => line.startsWith(`exposure.clusters.${name}.maxPct `)),
      name,
    );
  }
  t.true(lines.some((line) => line.includes("symbols.deny [COIN0/USD, COIN1/USD") && line.includes("… (safety.yaml")));
});
