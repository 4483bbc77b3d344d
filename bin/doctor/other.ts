import { openOther } from "../keys/examine.ts";
import { bad, type Examination, type Finding, good, weak } from "./examination.ts";

/** With `--live` and a key of another exchange than Coinbase: whether it can be traded, which it only ever is as an experiment. */
export const other: Examination = {
  name: "exchange",
  async examine({ other: key, symbols }) {
    if (key === null) return [];
    const exchange = await openOther(key, symbols, null);
    const balances = await exchange.balances();
    const stops = exchange.products.map(({ symbol, stops }): Finding => {
      if (stops !== "GATE-ONLY")
        return good(`${symbol}: stops rest at the EXCHANGE, without targets, which the gate runs`);
      const remedy = "run the gate under a supervisor";
      return weak(`${symbol}: stops are GATE-ONLY: they work while the gate lives`, remedy);
    });
    return [
      weak(
        `${exchange.name} is traded through ccxt: EXPERIMENTAL`,
        "read docs/venues.md, and begin with `trade arm --shadow`",
      ),
      weak("whether its key can send money away cannot be asked", "make sure at the exchange that it cannot"),
      balances.known
        ? good("it takes the key")
        : bad(`it does not take the key (${balances.cause})`, "make another one"),
      ...stops,
    ];
  },
};
