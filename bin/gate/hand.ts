import { CoinbaseExchange } from "../../src/gate/venue/coinbase/exchange.ts";
import type { CoinbaseKey } from "../../src/gate/venue/coinbase/key.ts";
import { UserFeed } from "../../src/gate/venue/coinbase/userFeed.ts";
import type { Answer, Exchange } from "../../src/gate/venue/exchange.ts";
import { InputError } from "../../src/store/input.ts";
import type { InstrumentFacts, Instruments } from "../../src/store/market/instruments.ts";
import type { Money } from "../../src/store/money.ts";
import type { AccountBinding } from "../../src/store/words/account.ts";
import { coinbaseUrl, userStreamUrl } from "../coinbaseUrl.ts";
import { EXIT, Exit } from "../exit.ts";
import type { Home } from "../home.ts";
import { machineTimers } from "../timers.ts";
import { sayLine } from "./fatal.ts";
import { openKeyOf } from "./unlock.ts";
import { venueClock } from "./venueClock.ts";

/** How far beyond its price a stop may still sell: Coinbase has no stop at the market. */
const STOP_SLACK_BPS = 200;
const READ_ATTEMPTS = 3;
const CALL_TIMEOUT_MS = 10_000;

/** What an account trades with and on. */
export interface Hand {
  /** Null where the paper venue fills. */
  readonly exchange: Exchange | null;
  /** Tells when something may have happened at the exchange; null where there is none. */
  readonly follow: ((onNews: () => void) => { stop(): void }) | null;
  readonly venueClock: (() => Promise<number | null>) | null;
  readonly listed: readonly InstrumentFacts[];
  /** What a new account begins with; null where safety.yaml says it. */
  readonly cash: Money | null;
  /** What is to be run by one gate alone; null where the journal's own name says it. */
  readonly portfolioId: string | null;
  /** The operator's passphrase, sealed, where it is known from opening the key; null where its file says it. */
  readonly seal: string | null;
}

/** The hand of an account, asked what it needs to be asked before anything is traded. @throws Exit 5 | 2. */
export async function handOf(home: Home, binding: AccountBinding, known: Instruments): Promise<Hand> {
  const { mode, market, symbols, currency } = binding;
  const clock = market.kind === "coinbase" ? venueClock(coinbaseUrl()) : null;
  if (mode === "paper") {
    const listed = symbols.map((symbol) => factsOf(known, symbol));
    return { exchange: null, follow: null, venueClock: clock, listed, cash: null, portfolioId: null, seal: null };
  }
  const facts = new Map<string, InstrumentFacts>();
  const { key, seal } = await openKeyOf(home, process.env);
  const exchange = openExchange(key, symbols, facts);
  const { refusal, portfolioId } = knownOr(await exchange.keyPermissions(), "the key");
  if (refusal !== null) throw new Exit(EXIT.unsafe, refusal);
  for (const each of await productsOf(exchange, symbols)) facts.set(each.symbol, each);
  const cash = knownOr(await exchange.balances(), "the balances")[currency] ?? "0";
  const follow = (onNews: () => void) => openFeed(key, symbols, onNews);
  return { exchange, follow, venueClock: clock, listed: [...facts.values()], cash, portfolioId, seal };
}

function openFeed(key: CoinbaseKey, symbols: readonly string[], onNews: () => void): UserFeed {
  const url = userStreamUrl();
  const connect = (to: string) => new WebSocket(to);
  const feed = new UserFeed({ key, url, symbols, connect, now: Date.now, timers: machineTimers, onNews });
  feed.start();
  return feed;
}

function openExchange(
  key: CoinbaseKey,
  symbols: readonly string[],
  facts: ReadonlyMap<string, InstrumentFacts>,
): CoinbaseExchange {
  return new CoinbaseExchange({
    key,
    symbols,
    instrument: (symbol) => facts.get(symbol),
    stopSlackBps: STOP_SLACK_BPS,
    readAttempts: READ_ATTEMPTS,
    timers: machineTimers,
    timeoutMs: CALL_TIMEOUT_MS,
    restUrl: coinbaseUrl(),
    now: Date.now,
  });
}

/** The account's products with the stops that can rest in each. @throws Exit 5 when one is not listed. */
async function productsOf(exchange: CoinbaseExchange, symbols: readonly string[]): Promise<readonly InstrumentFacts[]> {
  const listed = knownOr(await exchange.products(), "the products");
  const probed: InstrumentFacts[] = [];
  for (const symbol of symbols) {
    const facts = listed.find((each) => each.symbol === symbol);
    if (facts === undefined) throw new Exit(EXIT.unsafe, `Coinbase does not list ${symbol}; start without it`);
    const { stop, bracket } = knownOr(await exchange.capabilities(facts), `which stops can rest in ${symbol}`);
    const stops = stop.rests === "GATE-ONLY" ? "GATE-ONLY" : bracket.rests === "GATE-ONLY" ? "STOP-ONLY" : "EXCHANGE";
    if (stops !== "EXCHANGE")
      sayLine(`${symbol}: ${stops} stops (${stop.why || bracket.why}); this gate runs the rest`);
    probed.push({ ...facts, stops });
  }
  return probed;
}

/** @throws Exit 5 when the venue did not say: nothing is begun on a guess. */
function knownOr<Value>(answer: Answer<Value>, what: string): Value {
  if (answer.known) return answer.value;
  throw new Exit(EXIT.unsafe, `Coinbase did not tell ${what} (${answer.cause}); try again once it answers`);
}

/** What the shipped file says of a symbol: it does not age. @throws Exit 2 when it says nothing. */
function factsOf(instruments: Instruments, symbol: string): InstrumentFacts {
  try {
    return { ...instruments.get(symbol), asOf: null };
  } catch (error) {
    if (error instanceof InputError) throw new Exit(EXIT.usage, error.message);
    throw error;
  }
}
