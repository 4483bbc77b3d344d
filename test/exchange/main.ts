import { parseArgs } from "node:util";
import { readCandles } from "../../src/store/market/csv.ts";
import { ExchangeServer } from "./server.ts";
import { history, recordedWalk, step, syntheticWalk } from "./walk.ts";

/**
 * `npm run exchange -- [--port N] [--seed TEXT | --path FILE] [--step-ms N]`: a Coinbase on the loopback, by hand. Prices
 * go a candle every `--step-ms` (0: only when `POST /control` says so): of a recorded file (BTC-USD) or made up.
 */
const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    seed: { type: "string", default: "exchange" },
    path: { type: "string" },
    "step-ms": { type: "string", default: "1000" },
  },
});
const PRODUCTS = ["BTC-USD", "ETH-USD", "SOL-USD"];
const HISTORY_MINUTES = 1_500;

const server = new ExchangeServer({ now: () => Date.now() });
for (const id of PRODUCTS) server.list({ id, price: "100" });
server.engine.account.deposit("USD", "100000");
for (const currency of ["BTC", "ETH", "SOL"]) server.engine.account.deposit(currency, "0");
server.world.walk =
  values.path === undefined ? syntheticWalk(values.seed, PRODUCTS) : recordedWalk("BTC-USD", readCandles(values.path));
history(server.world, HISTORY_MINUTES);

const url = await server.listen(Number(values.port));
process.stdout.write(`${url}\n`);
const move = (): boolean => {
  const moved = step(server.world);
  server.channels.publish();
  return moved;
};
const stepMs = Number(values["step-ms"]);
const timer = stepMs > 0 ? setInterval(() => move() || clearInterval(timer), stepMs) : undefined;
const beat = setInterval(() => server.channels.beat(), 1_000);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    clearInterval(timer);
    clearInterval(beat);
    void server.close();
  });
}
