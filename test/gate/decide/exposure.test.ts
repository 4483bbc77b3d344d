import test from "ava";
import type { SeenPosition } from "../../../src/store/events/exposureSeen.ts";
import { T0 } from "../facts.ts";
import { given } from "../given.ts";

const HELD: SeenPosition = {
  name: "BTC-PERPETUAL",
  currency: "USD",
  quantity: "1",
  price: "100",
  derivative: { kind: "perpetual", contractSize: "1" },
};
const watch = (...sources: string[]) => ({ type: "exposure.watch", sources }) as const;
const see = (source: string, at: number, positions = [HELD]) =>
  ({ type: "exposure.see", source, at, positions }) as const;

test("whose positions count is on the record, and only when it changes", (t) => {
  given().when(watch()).tells(t);
  given()
    .when(watch("deribit"))
    .tells(t, ["exposure.watched", { sources: ["deribit"] }]);
  given(watch("deribit", "coinbase-futures")).when(watch("coinbase-futures", "deribit")).tells(t);
});

test("a venue that is new is not known until it was seen; one that stays keeps what was seen; one that goes counts no more", (t) => {
  const seen = given(watch("deribit"), see("deribit", T0));
  const wider = seen.when(watch("deribit", "coinbase-futures")).state.seen;
  t.deepEqual(wider, { deribit: { at: T0, positions: [HELD] }, "coinbase-futures": null });
  t.deepEqual(seen.when(watch()).state.seen, {});
});

test("what is seen replaces what was, and an older answer that comes late does not", (t) => {
  const seen = given(watch("deribit"), see("deribit", T0 + 1_000));
  t.deepEqual(seen.when(see("deribit", T0 + 2_000, [])).state.seen["deribit"], { at: T0 + 2_000, positions: [] });
  seen.when(see("deribit", T0)).tells(t);
});

test("a venue that does not count is not listened to", (t) => {
  given().when(see("deribit", T0)).refuses(t, "NOT_ALLOWED_NOW");
});
