import test from "ava";
import { BTC, CANDLE_MS, entry, ETH, SOL, submit, T0 } from "../facts.ts";
import { entryId, given } from "../given.ts";

/** `given` opens an account in three symbols and closes tick 0: it is then. */
const NOW = T0 + CANDLE_MS;
const down = { type: "venue.down", why: "BTC/USD timeout: no answer" } as const;
const mark = (at: number, price = "101") => ({ price, at });
const up = (at: number) =>
  ({ type: "venue.up", at: NOW, marks: { [BTC]: mark(at), [ETH]: mark(at - 60_000), [SOL]: mark(at) } }) as const;

/** The hold as it stands after a loss a minute ago. */
const lostBefore = {
  event: "hold.placed",
  data: {
    id: entryId(900),
    level: "reducing",
    cause: "data_stale",
    since: NOW - 60_000,
    clearedBy: "cause",
    detail: "VENUE_UNAVAILABLE: timeout",
  },
} as const;

test("a lost venue is a reducing hold that says so, once, and takes working entries back", (t) => {
  const waiting = entry(1, { type: "limit", limitPrice: "99", timeInForce: "gtd" });
  const outcome = given(submit(waiting)).when(down);
  outcome.tells(
    t,
    [
      "hold.placed",
      { level: "reducing", cause: "data_stale", clearedBy: "cause", detail: `VENUE_UNAVAILABLE: ${down.why}` },
    ],
    ["order.pending_cancel", { clientOrderId: entryId(1) }],
  );
  given(down).when(down).tells(t);
});

test("while the venue is lost entries are denied by name, and the operator cannot wave it away", (t) => {
  const { denials } = given(down, { type: "trading.resume", reason: "come on" })
    .when(submit(entry(1)))
    .one("intent.denied");
  t.deepEqual(denials, ["TRADING_REDUCING", "VENUE_UNAVAILABLE"]);
});

test("a fresh snapshot of every symbol clears it, and books its prices", (t) => {
  const outcome = given(lostBefore).when(up(NOW - 1_000));
  outcome.tells(t, "market.quoted", ["hold.cleared", { cause: "data_stale", by: "gate" }]);
  t.deepEqual(outcome.state.marks[ETH], mark(NOW - 61_000));
});

test("prices from before the loss clear nothing, nor do some symbols alone", (t) => {
  given(lostBefore)
    .when(up(NOW - 60_000))
    .tells(t);
  given(lostBefore)
    .when({ type: "venue.up", at: NOW, marks: { [BTC]: mark(NOW) } })
    .tells(t);
  const long = { ...lostBefore, data: { ...lostBefore.data, since: NOW - 900_000 } };
  given(long)
    .when(up(NOW - 90_001))
    .tells(t);
});

test("a venue that was not lost does not come back", (t) => {
  given().when(up(NOW)).tells(t);
});
