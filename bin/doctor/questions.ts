import type { CoinbaseExchange } from "../../src/gate/venue/coinbase/exchange.ts";
import type { InstrumentFacts } from "../../src/store/market/instruments.ts";
import { isPositive } from "../../src/store/money.ts";
import { idOfName } from "../../src/store/ids.ts";
import { bad, type Examination, type Finding, good, weak } from "./examination.ts";
import { farOrder, worthOf } from "./far.ts";

/** Coinbase has one book for both, and two wallets. */
const DOLLARS = ["USD", "USDC"] as const;

/** With `--live`: what documentation leaves open and only Coinbase itself can tell, as far as asking tells it. */
export const questions: Examination = {
  name: "questions",
  async examine({ exchange, userChannel, symbols }) {
    if (exchange === null) return [];
    const listed = await exchange.products();
    const facts = listed.known ? listed.value : [];
    const findings: Finding[] = [];
    for (const each of facts.filter(({ symbol }) => symbols.includes(symbol)))
      findings.push(flagsOf(each), await entryOf(exchange, each));
    findings.push(await walletsOf(exchange, symbols));
    if (userChannel !== null) findings.push(await channelOf(userChannel));
    findings.push(
      weak(
        "not asked: what a client id that comes twice brings, and after how long an order is listed",
        "`trade doctor --live --one-order` asks with one order of about a dollar that does not trade",
      ),
    );
    return findings;
  },
};

function flagsOf({ symbol, status, priceIncrement, quantityIncrement, minNotional, quote }: InstrumentFacts): Finding {
  const steps = `prices by ${priceIncrement}, quantities by ${quantityIncrement}, from ${minNotional} ${quote} on`;
  if (status === "online") return good(`${symbol} is online: ${steps}`);
  return weak(`${symbol} is ${status}: ${steps}`, "wait until it is online again: the gate takes no entry before");
}

/** Whether a small entry would be taken, by preview: the order that `--one-order` would place. */
async function entryOf(exchange: CoinbaseExchange, facts: InstrumentFacts): Promise<Finding> {
  const { symbol, quote } = facts;
  const last = await exchange.lastPrice(symbol);
  if (!last.known) return bad(`Coinbase does not tell the price of ${symbol} (${last.cause})`, "try again");
  const spec = farOrder(facts, last.value, idOfName(`preview of ${symbol}`), Date.now());
  const answer = await exchange.preview(spec);
  if (!answer.known) return bad(`Coinbase does not preview an entry in ${symbol} (${answer.cause})`, "try again");
  const { errors, commission } = answer.value;
  const what = `an entry of ${worthOf(spec)} ${quote} in ${symbol}`;
  if (errors.length > 0) {
    const isFunds = errors.every((code) => code.includes("FUND"));
    const remedy = isFunds ? "fund the wallet that pays for it" : "wait until it is taken, or trade another symbol";
    return weak(`${what} would be refused: ${errors.join(", ")}`, remedy);
  }
  return good(`${what} would be taken${commission === null ? "" : `, for a fee of ${commission} ${quote}`}`);
}

async function walletsOf(exchange: CoinbaseExchange, symbols: readonly string[]): Promise<Finding> {
  const answer = await exchange.balances(DOLLARS);
  if (!answer.known) return bad(`Coinbase does not tell the balances (${answer.cause})`, "try again");
  const held = Object.entries(answer.value).map(([currency, quantity]) => `${quantity} ${currency}`);
  const quotes = [...new Set(symbols.map((symbol) => symbol.split("/")[1] ?? ""))];
  const text = `wallets: ${held.join(", ") || "empty"}; the gate counts ${quotes.join(" and ")} as its cash`;
  const idle = DOLLARS.find((each) => !quotes.includes(each) && isPositive(answer.value[each] ?? "0"));
  return idle === undefined ? good(text) : weak(text, `${idle} is another wallet: convert it, or trade in ${idle}`);
}

async function channelOf(ask: NonNullable<Parameters<typeof questions.examine>[0]["userChannel"]>): Promise<Finding> {
  const answer = await ask();
  if (answer.known) return good(`the user channel lets this key in (it signs with ${answer.value})`);
  const remedy = "fills are heard of some seconds later; an ECDSA key is let in for sure";
  return weak(`the user channel does not let this key in (${answer.cause})`, remedy);
}
