import test from "ava";
import { fillsSince } from "../../../../src/gate/venue/coinbase/fills.ts";
import { allPages } from "../../../../src/gate/venue/coinbase/pages.ts";
import { T0 } from "../../facts.ts";

const row = {
  trade_id: "t-1",
  order_id: "o-1",
  product_id: "BTC-USD",
  side: "BUY",
  price: "60000.00",
  size: "0.00100000",
  commission: "0.36",
  trade_time: "2026-01-05T00:00:01.123456Z",
  trade_type: "FILL",
};
const told = (fill: object) =>
  fillsSince(
    () => Promise.resolve({ kind: "heard", status: 200, body: JSON.stringify({ fills: [fill], cursor: "" }) }),
    T0,
  );

test("a size in money is turned into one in coins", async (t) => {
  t.like(await told({ ...row, size: "60", size_in_quote: true }), { value: [{ lastQuantity: "0.001" }] });
});

test("zeros that say nothing are left out, and parts of a millisecond", async (t) => {
  t.like(await told(row), { value: [{ lastQuantity: "0.001", lastPrice: "60000", filledAt: T0 + 1_123 }] });
});

test("without a word on who made the price, the dearer side is assumed", async (t) => {
  t.like(await told({ ...row, liquidity_indicator: "UNKNOWN_LIQUIDITY_INDICATOR" }), {
    value: [{ liquidity: "taker" }],
  });
  t.like(await told({ ...row, liquidity_indicator: "MAKER" }), { value: [{ liquidity: "maker" }] });
});

test("a maker may be paid: a commission below zero is one", async (t) => {
  t.like(await told({ ...row, commission: "-0.1" }), { value: [{ commission: "-0.1" }] });
});

for (const wrong of [
  { trade_type: "REVERSAL" },
  { trade_type: "CORRECTION" },
  { price: "0" },
  { size: "-1" },
  { commission: "" },
  { price: 60_000 },
  { size: "1e-3" },
  { trade_time: "yesterday" },
  { side: "BOTH" },
  { trade_id: "" },
]) {
  test(`a fill with ${JSON.stringify(wrong)} is not guessed at: no answer`, async (t) => {
    t.false((await told({ ...row, ...wrong })).known);
  });
}

test("a list that begins too early is cut", async (t) => {
  t.deepEqual(await told({ ...row, trade_time: "2026-01-04T23:59:59.999Z" }), { known: true, value: [] });
});

test("a list without an end, or with a cursor that leads back, is given up", async (t) => {
  let n = 0;
  const endless = await allPages(() => Promise.resolve({ known: true, value: { rows: [1], next: String((n += 1)) } }));
  t.deepEqual(endless, { known: false, cause: "the list does not end within 100 pages" });
  const round = await allPages(() => Promise.resolve({ known: true, value: { rows: [1], next: "same" } }));
  t.deepEqual(round, { known: false, cause: "the list says there is more, and not where" });
  const nowhere = await allPages(() => Promise.resolve({ known: true, value: { rows: [1], next: "" } }));
  t.false(nowhere.known);
});
