import test from "ava";
import { termsOf } from "../../../exchange/terms.ts";
import { exchangeContract } from "../exchangeContract.ts";
import { bench } from "./bench.ts";

const strangers = { limit_limit_gtc: { base_size: "0.01", limit_price: "50000", post_only: false } };

exchangeContract(
  test,
  async (t) => {
    const { server, exchange, clock } = await bench(t);
    const { engine } = server;
    return {
      exchange,
      now: () => clock.now,
      pass: async (ms) => void (clock.now += ms),
      price: async (price) => server.price("BTC-USD", price),
      thin: async (depth) => server.do({ do: "depth", product: "BTC-USD", depth }),
      loseAnswer: async (to) => server.fault(to === "place" ? "create" : "cancel", "drop_after", { times: 1 }),
      silence: () => server.close(),
      stranger: async () =>
        void engine.place({ clientOrderId: "by hand", productId: "BTC-USD", side: "BUY", terms: termsOf(strangers) }),
    };
  },
  { bracket: false },
);
