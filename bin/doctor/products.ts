import type { CoinbaseExchange } from "../../src/gate/venue/coinbase/exchange.ts";
import type { InstrumentFacts } from "../../src/store/market/instruments.ts";
import { bad, type Examination, type Finding, good, weak } from "./examination.ts";

/** With `--live`: whether the symbols are traded, and which stops can rest at the exchange, asked by previews alone. */
export const products: Examination = {
  name: "products",
  async examine({ exchange, symbols }) {
    if (exchange === null) return [];
    const listed = await exchange.products();
    if (!listed.known) return [bad(`Coinbase does not list its products (${listed.cause})`, "try again")];
    const findings: Finding[] = [];
    for (const symbol of symbols) {
      const facts = listed.value.find((each) => each.symbol === symbol);
      if (facts === undefined) findings.push(bad(`Coinbase does not list ${symbol}`, "leave it out of --symbols"));
      else findings.push(await stopsOf(exchange, facts));
    }
    return findings;
  },
};

async function stopsOf(exchange: CoinbaseExchange, facts: InstrumentFacts): Promise<Finding> {
  const { symbol } = facts;
  const answer = await exchange.capabilities(facts);
  if (!answer.known)
    return bad(`Coinbase does not tell which stops can rest in ${symbol} (${answer.cause})`, "try again");
  const { stop, bracket } = answer.value;
  if (stop.rests === "GATE-ONLY") {
    const remedy = "run the gate under a supervisor: `trade install --systemd`";
    return weak(`${symbol}: stops are GATE-ONLY (${stop.why}): they work while the gate lives`, remedy);
  }
  const targets = bracket.rests === "EXCHANGE" ? "with their targets" : "without targets, which the gate runs";
  return good(`${symbol}: stops rest at the EXCHANGE, ${targets}`);
}
