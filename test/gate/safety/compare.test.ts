import test from "ava";
import * as fc from "fast-check";
import { changeLines, compareLimits, loosens } from "../../../src/gate/safety/compare.ts";
import type { Limits } from "../../../src/gate/safety/schema.ts";
import { WAYS } from "../../../src/gate/safety/ways.ts";
import { readSafety } from "../../../src/gate/safety/load.ts";
import { shipped } from "../facts.ts";

const { limits } = readSafety("safety.yaml");
const changed = (change: (limits: Limits) => void): Limits => {
  const copy = structuredClone(limits);
  change(copy);
  return copy;
};
/** What a change of the shipped limits comes to, path and direction. */
const seen = (change: (limits: Limits) => void): readonly string[] =>
  compareLimits(limits, changed(change)).map(({ path, direction }) => `${path} ${direction}`);

test("limits that say the same move nothing, in whatever order they are written", (t) => {
  t.deepEqual(compareLimits(limits, structuredClone(limits)), []);
  t.deepEqual(compareLimits(limits, JSON.parse(JSON.stringify(limits)) as Limits), []);
  const one = changed((of) => (of.symbols.deny = ["BTC/USD", "ETH/USD"]));
  const other = changed((of) => (of.symbols.deny = ["ETH/USD", "BTC/USD", "ETH/USD"]));
  t.deepEqual(compareLimits(one, other), []);
});

test("one line a limit: what it was, what it would be, which way, and where", (t) => {
  const next = changed((of) => {
    of.orders.maxNotional = { USD: 5_000, BTC: 0.05 };
    of.losses.maxDailyPct = 2;
  });
  const lines = changeLines(compareLimits(limits, next), shipped.source);
  const [notional, daily] = [shipped.source("orders.maxNotional.USD"), shipped.source("losses.maxDailyPct")];
  t.deepEqual(lines, [
    `orders.maxNotional.USD 2500 → 5000 (looser, ${notional})`,
    `losses.maxDailyPct 3 → 2 (tighter, ${daily})`,
  ]);
});

test("every number loosens one way and tightens the other", (t) => {
  for (const [path, reading] of Object.entries(WAYS)) {
    if (reading !== "bigger is looser" && reading !== "smaller is looser") continue;
    const named = path.replace("*", "BTC");
    const by = (factor: number) => compareLimits(limits, multiplied(named, factor));
    const [more, less] = reading === "bigger is looser" ? ["looser", "tighter"] : ["tighter", "looser"];
    t.deepEqual(
      by(2).map(({ direction }) => direction),
      [more ?? ""],
      path,
    );
    t.deepEqual(
      by(0.5).map(({ direction }) => direction),
      [less ?? ""],
      path,
    );
  }
});
function multiplied(path: string, factor: number): Limits {
  const names = path.split(".");
  const last = names.pop() ?? "";
  return changed((copy) => {
    const parent = names.reduce<Record<string, unknown>>((at, name) => at[name] as Record<string, unknown>, copy);
    parent[last] = Number(parent[last]) * factor;
  });
}

test("an amount in one more currency loosens, one in fewer tightens", (t) => {
  t.deepEqual(
    seen((of) => (of.orders.maxNotional = { USD: 2_500, BTC: 0.05, EUR: 1 })),
    ["orders.maxNotional.EUR looser"],
  );
  t.deepEqual(
    seen((of) => (of.orders.maxNotional = { USD: 2_500 })),
    ["orders.maxNotional.BTC tighter"],
  );
  t.deepEqual(
    seen((of) => (of.orders.maxNotional = {})),
    ["orders.maxNotional.USD tighter", "orders.maxNotional.BTC tighter"],
  );
});

test("what may be traded is a set: fewer tightens, more loosens, others loosen; what may not is the reverse", (t) => {
  t.deepEqual(
    seen((of) => (of.symbols.allow = ["BTC/USD"])),
    ["symbols.allow tighter"],
  );
  t.deepEqual(
    seen((of) => (of.symbols.deny = ["BTC/USD"])),
    ["symbols.deny tighter"],
  );
  t.deepEqual(
    seen((of) => (of.orders.types = ["limit"])),
    ["orders.types tighter"],
  );
  const listed = changed((of) => {
    of.symbols.allow = ["BTC/USD", "ETH/USD"];
    of.symbols.deny = ["SOL/USD"];
  });
  for (const allow of ["any", ["BTC/USD", "SOL/USD"], ["BTC/USD", "ETH/USD", "SOL/USD"]] as const) {
    t.true(loosens(compareLimits(listed, { ...listed, symbols: { ...listed.symbols, allow } })), String(allow));
  }
  for (const deny of [[], ["BTC/USD"]]) {
    t.true(loosens(compareLimits(listed, { ...listed, symbols: { ...listed.symbols, deny } })), String(deny));
  }
});

test("what is not known, or not of the kind that was expected, counts as looser", (t) => {
  t.true(loosens(compareLimits(limits, { ...limits, another: { limit: 1 } })));
  t.true(loosens(compareLimits({ ...limits, another: { limit: 1 } }, limits)));
  t.true(loosens(compareLimits({ ...limits, losses: { maxDailyPct: "3", maxDrawdownPct: 15 } }, limits)));
  t.true(loosens(compareLimits({ ...limits, losses: { maxDrawdownPct: 15 } }, limits)));
  t.true(loosens(compareLimits({ ...limits, exposure: { ...limits.exposure, allowShort: "no" } }, limits)));
});

test("what a paper account begins with and what trading costs there limits nothing", (t) => {
  t.deepEqual(
    seen((of) => {
      of.paper.takerFeeBps = 0;
      of.paper.startingCash = { EUR: 1_000_000 };
    }),
    [
      "paper.takerFeeBps neutral",
      "paper.startingCash.EUR neutral",
      "paper.startingCash.USD neutral",
      "paper.startingCash.BTC neutral",
    ],
  );
});

/** Limits near each other, so that sets and amounts often compare. */
const anyLimits = fc.record({
  symbols: fc.record({
    allow: fc.oneof(fc.constant("any"), fc.subarray(["BTC/USD", "ETH/USD", "SOL/USD"])),
    deny: fc.subarray(["BTC/USD", "ETH/USD"]),
  }),
  orders: fc.record({
    types: fc.subarray(["limit", "market"]),
    maxNotional: fc.dictionary(fc.constantFrom("USD", "EUR"), fc.integer({ min: 1, max: 3 })),
    collarBps: fc.integer({ min: 1, max: 3 }),
  }),
  exposure: fc.record({ allowShort: fc.boolean() }),
  balance: fc.record({ reservePct: fc.integer({ min: 1, max: 3 }) }),
  paper: fc.record({ takerFeeBps: fc.integer({ min: 0, max: 2 }) }),
  unheardOf: fc.constantFrom(1, 2),
});
const noLooser = (from: object, to: object): boolean => !loosens(compareLimits({ ...from }, { ...to }));
const RUNS = { numRuns: 3_000, seed: 20_261_122 };

test("if neither of two is looser than the other, no limit differs between them", (t) => {
  fc.assert(
    fc.property(anyLimits, anyLimits, (a, b) => {
      t.true(noLooser(a, a));
      if (!noLooser(a, b) || !noLooser(b, a)) return;
      t.true(compareLimits(a, b).every(({ direction }) => direction === "neutral"));
    }),
    RUNS,
  );
});

test("each limit by itself: what tightens on the way there loosens on the way back", (t) => {
  fc.assert(
    fc.property(anyLimits, anyLimits, (a, b) => {
      const back = new Map(compareLimits(b, a).map(({ path, direction }) => [path, direction]));
      for (const { path, direction } of compareLimits(a, b)) {
        if (direction === "tighter") t.is(back.get(path), "looser", path);
        if (direction === "neutral") t.is(back.get(path), "neutral", path);
      }
    }),
    RUNS,
  );
});

test("nobody loosens in steps that are each no looser", (t) => {
  let chains = 0;
  const section = fc.constantFrom("symbols", "orders", "exposure", "balance", "paper");
  const near = fc.tuple(anyLimits, anyLimits, anyLimits, section, section).map(([a, other, another, one, two]) => {
    const b = { ...a, [one]: other[one] };
    return [a, b, { ...b, [two]: another[two] }] as const;
  });
  fc.assert(
    fc.property(near, ([a, b, c]) => {
      if (!noLooser(a, b) || !noLooser(b, c)) return;
      chains += 1;
      t.true(noLooser(a, c));
    }),
    RUNS,
  );
  t.true(chains > 300, `${chains} chains`);
});
