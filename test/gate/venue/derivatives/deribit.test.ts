import test from "ava";
import type { ExecutionContext } from "ava";
import { DeribitPositions } from "../../../../src/gate/venue/derivatives/deribit.ts";
import { exposureSeen } from "../../../../src/store/events/exposureSeen.ts";
import { T0 } from "../../facts.ts";
import { DERIBIT_KEY, DeribitServer, EXPIRY, INSTRUMENTS, position } from "./deribitServer.ts";

async function bench(t: ExecutionContext, key = DERIBIT_KEY) {
  const server = new DeribitServer();
  const baseUrl = await server.listen();
  t.teardown(() => server.close());
  const timers = { monotonicMs: () => 0, after: () => () => {} };
  const source = new DeribitPositions({ key, timers, timeoutMs: 60_000, baseUrl });
  const held = async (...positions: readonly object[]) => {
    server.positions = positions;
    return source.positions();
  };
  return { server, source, held };
}

const SHORT_PERPETUAL = position("BTC-PERPETUAL", "future", -61_000, { size_currency: -1 });

test("an inverse perpetual counts as the coins that it stands for: dollars over its mark, once", async (t) => {
  const { held } = await bench(t);
  const seen = { name: "BTC-PERPETUAL", currency: "USD", quantity: "-1", price: "61000" };
  t.like(await held(SHORT_PERPETUAL), { known: true, value: [seen] });
  const unsaid = await held(position("BTC-PERPETUAL", "future", -61_000));
  t.like(unsaid, { known: true, value: [seen] }, "also where Deribit does not say them");
});

test("a linear perpetual and a future count in units of their underlying", async (t) => {
  const { held } = await bench(t);
  const answer = await held(
    position("ETH_USDC-PERPETUAL", "future", 2.5, { size_currency: 2.5, mark_price: 3_000 }),
    position("BTC-27MAR26", "future", 6_100, { size_currency: 0.1 }),
  );
  t.like(answer, {
    known: true,
    value: [
      { quantity: "2.5", currency: "USDC", price: "3000", derivative: { kind: "perpetual", contractSize: "1" } },
      { quantity: "0.1", derivative: { kind: "future", contractSize: "1", expiry: EXPIRY } },
    ],
  });
});

test("an option comes with its terms, the price of its underlying, its volatility and Deribit's own Greeks", async (t) => {
  const { held } = await bench(t);
  const answer = await held(position("BTC-27MAR26-60000-P", "option", -2, { mark_price: 0.05 }));
  t.deepEqual(answer, {
    known: true,
    value: [
      {
        name: "BTC-27MAR26-60000-P",
        currency: "USD",
        quantity: "-2",
        price: "61500",
        derivative: {
          kind: "option",
          underlying: "BTC/USD",
          right: "put",
          strike: "60000",
          expiry: EXPIRY,
          contractSize: "1",
          model: "black_76",
        },
        volatility: 0.615,
        greeks: { delta: -0.42, gamma: 0.00002, vega: 110.5, theta: -25.25, rho: -70 },
      },
    ],
  });
  t.true(exposureSeen.safeParse({ source: "deribit", at: T0, positions: answer.known ? answer.value : [] }).success);
});

test("nothing held is an answer; positions that were closed are none", async (t) => {
  const { held } = await bench(t);
  t.deepEqual(await held(), { known: true, value: [] });
  t.deepEqual(await held(position("BTC-PERPETUAL", "future", 0)), { known: true, value: [] });
});

test("an instrument that was listed since is asked for once more", async (t) => {
  const { server, source, held } = await bench(t);
  server.listed = [INSTRUMENTS.perpetual];
  t.true((await source.positions()).known);
  server.listed = Object.values(INSTRUMENTS);
  t.like(await held(position("BTC-27MAR26", "future", 6_100, { size_currency: 0.1 })), { known: true });
});

const ODD: readonly (readonly [law: string, odd: object])[] = [
  ["a combination", position("BTC-CS-27MAR26-60000_70000", "option_combo", 1)],
  ["an instrument that is not listed", position("BTC-99XXX99", "future", 10)],
  ["a size that says another side than the direction", position("BTC-PERPETUAL", "future", -10, { direction: "buy" })],
  ["a position without a mark", position("BTC-PERPETUAL", "future", 10, { mark_price: 0 })],
  ["a size that is no number", position("BTC-PERPETUAL", "future", 1, { size: "many" })],
  ["an option that is listed as a future", position("BTC-27MAR26", "option", 1)],
];
for (const [law, odd] of ODD) {
  test(`with ${law} nothing is known of the whole account`, async (t) => {
    const { held } = await bench(t);
    t.false((await held(SHORT_PERPETUAL, odd)).known);
  });
}

test("an option whose Greeks are not told leaves the whole account unknown", async (t) => {
  const { server, held } = await bench(t);
  server.ticker = { instrument_name: "BTC-27MAR26-60000-P", timestamp: T0, greeks: {} };
  t.false((await held(position("BTC-27MAR26-60000-P", "option", 1))).known);
});

test("whatever is no answer is no empty account", async (t) => {
  for (const mood of ["error", "html", "hang_up"] as const) {
    const { server, held } = await bench(t);
    server.mood = mood;
    t.false((await held(SHORT_PERPETUAL)).known);
  }
  const { held } = await bench(t, { ...DERIBIT_KEY, secret: "another secret" });
  const refused = await held(SHORT_PERPETUAL);
  t.false(refused.known);
  t.false(JSON.stringify(refused).includes(DERIBIT_KEY.apiKey));
});
