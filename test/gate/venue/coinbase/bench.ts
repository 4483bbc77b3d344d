import { generateKeyPairSync } from "node:crypto";
import type { ExecutionContext } from "ava";
import { CoinbaseExchange, type CoinbaseExchangeOptions } from "../../../../src/gate/venue/coinbase/exchange.ts";
import type { CoinbaseKey } from "../../../../src/gate/venue/coinbase/key.ts";
import type { OrderRef } from "../../../../src/gate/venue/exchange.ts";
import type { InstrumentFacts } from "../../../../src/store/market/instruments.ts";
import type { OrderSpec } from "../../../../src/store/words/order.ts";
import { ExchangeServer, type ExchangeServerOptions } from "../../../exchange/server.ts";
import { BTC, idOf, T0 } from "../../facts.ts";

export const KEY_NAME = "organizations/11111111-2222/apiKeys/33333333-4444";
const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
export const KEY: CoinbaseKey = {
  name: KEY_NAME,
  privateKey: pair.privateKey.export({ type: "sec1", format: "pem" }),
};
export const PUBLIC_KEY = pair.publicKey;

export const BTC_FACTS: InstrumentFacts = {
  symbol: BTC,
  base: "BTC",
  quote: "USD",
  priceIncrement: "0.01",
  quantityIncrement: "0.00000001",
  minQuantity: "0.00000001",
  maxQuantity: "3400",
  minNotional: "1",
  status: "online",
  derivative: { kind: "spot" },
  asOf: T0,
};

/** An order for a limit buy of 0.001 BTC at 60,000 that rests until it is canceled, changed as the test says. */
export const specOf = (change: Partial<OrderSpec> = {}, n = 1): OrderSpec => ({
  clientOrderId: idOf(n),
  positionId: idOf(n, 1),
  intentId: idOf(n),
  ruleId: "test-rule",
  ruleVersion: 1,
  symbol: BTC,
  role: "entry",
  side: "buy",
  type: "limit",
  quantity: "0.001",
  limitPrice: "60000",
  collarPrice: null,
  stopPrice: null,
  targetPrice: null,
  protection: null,
  timeInForce: "gtc",
  expiresAt: null,
  attempt: 0,
  reason: "signal",
  ...change,
});

/** A stop that sells 0.001 BTC below 59,500. */
export const stopSpec = (change: Partial<OrderSpec> = {}, n = 2): OrderSpec =>
  specOf({ role: "stop", side: "sell", type: "stop", limitPrice: null, stopPrice: "59500", ...change }, n);

export const refOf = (spec: OrderSpec, venueOrderId: string | null = null, since = T0): OrderRef => ({
  clientOrderId: spec.clientOrderId,
  venueOrderId,
  symbol: spec.symbol,
  since,
});

export interface Bench {
  readonly server: ExchangeServer;
  readonly exchange: CoinbaseExchange;
  readonly url: string;
  readonly clock: { now: number };
  /** Lets every deadline that is running pass. */
  readonly late: () => void;
}

interface BenchOptions {
  readonly server?: Partial<ExchangeServerOptions>;
  readonly exchange?: Partial<CoinbaseExchangeOptions>;
}

/** An exchange on the loopback with 1,000,000 USD and 10 BTC at a price of 61,000, and the gate's hand to it. */
export async function bench(t: ExecutionContext, options: BenchOptions = {}): Promise<Bench> {
  const clock = { now: T0 };
  const key = { name: KEY_NAME, publicKey: PUBLIC_KEY };
  const server = new ExchangeServer({ now: () => clock.now, key, ...options.server });
  server.list({ id: "BTC-USD", price: "61000" });
  server.engine.account.deposit("USD", "1000000");
  server.engine.account.deposit("BTC", "10");
  const url = await server.listen();
  t.teardown(() => server.close());
  const running = new Set<() => void>();
  let monotonicMs = 0;
  const exchange = new CoinbaseExchange({
    key: KEY,
    symbols: [BTC],
    instrument: (symbol) => (symbol === BTC ? BTC_FACTS : undefined),
    stopSlackBps: 100,
    now: () => clock.now,
    timeoutMs: 60_000,
    restUrl: url,
    timers: {
      // Seconds between any two looks: the rate budget, which has tests of its own, is never in the way.
      monotonicMs: () => (monotonicMs += 3_000),
      after(_ms, work) {
        running.add(work);
        return () => running.delete(work);
      },
    },
    ...options.exchange,
  });
  return { server, exchange, url, clock, late: () => [...running].forEach((work) => work()) };
}
