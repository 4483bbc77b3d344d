import test from "ava";
import { derivative } from "../../../src/store/words/derivative.ts";

const OPTION = {
  kind: "option",
  underlying: "BTC/USD",
  right: "put",
  strike: "60000",
  expiry: Date.UTC(2026, 11, 25, 8),
  contractSize: "0.01",
  model: "black_scholes",
};

test("an instrument is spot, a perpetual, a future or an option", (t) => {
  const each = [
    { kind: "spot" },
    { kind: "perpetual", contractSize: "0.01" },
    { kind: "future", contractSize: "1", expiry: OPTION.expiry },
    OPTION,
    { ...OPTION, model: "black_76" },
  ];
  for (const thing of each) t.deepEqual(derivative.parse(thing), thing as never);
});

test("what pays in its underlying cannot be said, nor what lacks or doubts what it is valued by", (t) => {
  const refused: readonly object[] = [
    { kind: "inverse", contractSize: "100" },
    { kind: "perpetual", contractSize: "100", inverse: true },
    { kind: "perpetual", contractSize: "100", settlement: "BTC" },
    { kind: "perpetual" },
    { kind: "perpetual", contractSize: "0" },
    { kind: "perpetual", contractSize: 1 },
    { kind: "spot", contractSize: "1" },
    { ...OPTION, strike: "0" },
    { ...OPTION, strike: "-1" },
    { ...OPTION, right: "CALL" },
    { ...OPTION, model: "guess" },
    { ...OPTION, expiry: "2026-12-25" },
    { ...OPTION, underlying: "BTC" },
  ];
  for (const thing of refused) t.false(derivative.safeParse(thing).success, JSON.stringify(thing));
});
