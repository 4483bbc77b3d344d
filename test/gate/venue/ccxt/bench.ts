import type { ExecutionContext } from "ava";
import { CcxtExchange, type CcxtExchangeOptions } from "../../../../src/gate/venue/ccxt/exchange.ts";
import { krakenDialect } from "../../../exchange/kraken/dialect.ts";
import { ExchangeServer } from "../../../exchange/server.ts";
import { BTC, T0 } from "../../facts.ts";

export const KEY = { apiKey: "key-of-a-test-exchange", secret: Buffer.from("a secret of its own").toString("base64") };

export interface Bench {
  readonly server: ExchangeServer;
  readonly exchange: CcxtExchange;
  readonly clock: { now: number };
  readonly url: string;
  /** Lets every deadline that is running pass. */
  readonly late: () => void;
}

/** A little Kraken on the loopback with 1,000,000 USD and 10 BTC at a price of 61,000. */
export async function krakenServer(t: ExecutionContext, clock: { now: number }): Promise<[ExchangeServer, string]> {
  const server = new ExchangeServer({ now: () => clock.now, dialect: krakenDialect(KEY) });
  server.list({ id: "BTC-USD", price: "61000" });
  server.engine.habits.duplicates = "refused";
  server.engine.account.deposit("USD", "1000000");
  server.engine.account.deposit("BTC", "10");
  const url = await server.listen();
  t.teardown(() => server.close());
  return [server, url];
}

/** That exchange, and the gate's hand to it through ccxt's own client. */
export async function bench(t: ExecutionContext, change: Partial<CcxtExchangeOptions> = {}): Promise<Bench> {
  const clock = { now: T0 };
  const [server, url] = await krakenServer(t, clock);
  const running = new Set<() => void>();
  const opened = await CcxtExchange.open({
    id: "kraken",
    key: KEY,
    symbols: [BTC],
    timeframe: "5m",
    stopSlackBps: 100,
    now: () => clock.now,
    timeoutMs: 60_000,
    baseUrl: url,
    timers: {
      monotonicMs: () => clock.now,
      after(_ms, work) {
        running.add(work);
        return () => running.delete(work);
      },
    },
    ...change,
  });
  if (!opened.known) throw new Error(opened.cause);
  return { server, exchange: opened.value, clock, url, late: () => [...running].forEach((work) => work()) };
}
