import type { Exchange } from "../../../src/gate/venue/exchange.ts";
import type { ExchangeServer } from "../../exchange/server.ts";
import { termsOf } from "../../exchange/terms.ts";
import type { ContractBench } from "./exchangeContract.ts";

const STRANGERS = { limit_limit_gtc: { base_size: "0.01", limit_price: "50000", post_only: false } };

export interface Served {
  readonly server: ExchangeServer;
  readonly exchange: Exchange;
  readonly clock: { now: number };
}

/** What the contract asks of an exchange, where it is our own server that stands for it, in whatever dialect. */
export const serverBench = ({ server, exchange, clock }: Served): ContractBench => ({
  exchange,
  now: () => clock.now,
  pass: async (ms) => void (clock.now += ms),
  price: async (price) => server.price("BTC-USD", price),
  thin: async (depth) => server.do({ do: "depth", product: "BTC-USD", depth }),
  loseAnswer: async (to) => server.fault(to === "place" ? "create" : "cancel", "drop_after", { times: 1 }),
  silence: () => server.close(),
  stranger: async () =>
    void server.engine.place({
      clientOrderId: "by hand",
      productId: "BTC-USD",
      side: "BUY",
      terms: termsOf(STRANGERS),
    }),
});
