import { createHash } from "node:crypto";
import { CoinbaseExchange } from "../../src/gate/venue/coinbase/exchange.ts";
import type { CoinbaseKey } from "../../src/gate/venue/coinbase/key.ts";
import type { PositionSource } from "../../src/gate/venue/derivatives/source.ts";
import { UserFeed } from "../../src/gate/venue/coinbase/userFeed.ts";
import type { Answer, Exchange } from "../../src/gate/venue/exchange.ts";
import { InputError } from "../../src/store/input.ts";
import type { InstrumentFacts, Instruments } from "../../src/store/market/instruments.ts";
import type { Money } from "../../src/store/money.ts";
import { type AccountBinding, marketName } from "../../src/store/words/account.ts";
import { coinbaseUrl, userStreamUrl } from "../standIns.ts";
import { EXIT, Exit } from "../exit.ts";
import type { Home } from "../home.ts";
import { openOther } from "../keys/examine.ts";
import { machineTimers } from "../timers.ts";
import { sayLine } from "./fatal.ts";
import { elsewhereOf } from "./elsewhere.ts";
import { type NamedVenueKey, venueOf } from "./key.ts";
import { type OpenKey, openKeyOf } from "./unlock.ts";
import { venueClock } from "./venueClock.ts";

/** How far beyond its price a stop may still sell: Coinbase has no stop at the market. */
const STOP_SLACK_BPS = 200;
const COINBASE = "Coinbase";
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
  /** Venues whose positions count as exposure. */
  readonly elsewhere: readonly PositionSource[];
}

/** The hand of an account, asked what it needs to be asked before anything is traded. @throws Exit 5 | 2. */
export async function handOf(home: Home, binding: AccountBinding, known: Instruments): Promise<Hand> {
  const { mode, market, symbols } = binding;
  const clock = market.kind === "coinbase" ? venueClock(coinbaseUrl()) : null;
  if (mode === "paper") {
    const listed = symbols.map((symbol) => factsOf(known, symbol));
    const none = { exchange: null, follow: null, cash: null, portfolioId: null, seal: null, elsewhere: [] };
    return { ...none, venueClock: clock, listed };
  }
  const open = await openKeyOf(home, process.env);
  const expected = marketName(market);
  if (venueOf(open.key) !== expected) {
    throw new Exit(
      EXIT.unsafe,
      `this account trades on ${expected}, and its key is one of ${venueOf(open.key)}; store the right one`,
    );
  }
  return "venue" in open.key
    ? otherHand(home, binding, { ...open, key: open.key })
    : coinbaseHand(home, binding, { ...open, key: open.key });
}

type Opened<Key> = Omit<OpenKey, "key"> & { readonly key: Key };

/** Another exchange by ccxt: EXPERIMENTAL. What it lacks was named before, and nothing is begun then. */
async function otherHand(
  home: Home,
  { symbols, currency, timeframe }: AccountBinding,
  open: Opened<NamedVenueKey>,
): Promise<Hand> {
  const { key, seal } = open;
  const exchange = await openOther(key, symbols, timeframe);
  sayLine(
    `${exchange.name} is traded through ccxt: EXPERIMENTAL, and only as good as ccxt's word of it (docs/venues.md)`,
  );
  for (const { symbol, stops } of exchange.products) sayLine(`${symbol}: ${stops} stops; this gate runs the rest`);
  const cash = knownOr(await exchange.balances(), exchange.name, "the balances")[currency] ?? "0";
  return {
    exchange,
    follow: null,
    venueClock: null,
    listed: exchange.products,
    cash,
    portfolioId: createHash("sha256").update(key.apiKey).digest("hex").slice(0, 32),
    seal,
    elsewhere: elsewhereOf(home, open.watched, null),
  };
}

async function coinbaseHand(
  home: Home,
  { symbols, currency }: AccountBinding,
  { key, seal, watched }: Opened<CoinbaseKey>,
): Promise<Hand> {
  const facts = new Map<string, InstrumentFacts>();
  const exchange = openExchange(key, symbols, facts);
  const { refusal, portfolioId } = knownOr(await exchange.keyPermissions(), COINBASE, "the key");
  if (refusal !== null) throw new Exit(EXIT.unsafe, refusal);
  for (const each of await productsOf(exchange, symbols)) facts.set(each.symbol, each);
  const cash = knownOr(await exchange.balances(), COINBASE, "the balances")[currency] ?? "0";
  const follow = (onNews: () => void) => openFeed(key, symbols, onNews);
  return {
    exchange,
    follow,
    venueClock: venueClock(coinbaseUrl()),
    listed: [...facts.values()],
    cash,
    portfolioId,
    seal,
    elsewhere: elsewhereOf(home, watched, { key, portfolioId }),
  };
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
  const listed = knownOr(await exchange.products(), COINBASE, "the products");
  const probed: InstrumentFacts[] = [];
  for (const symbol of symbols) {
    const facts = listed.find((each) => each.symbol === symbol);
    if (facts === undefined) throw new Exit(EXIT.unsafe, `Coinbase does not list ${symbol}; start without it`);
    const { stop, bracket } = knownOr(
      await exchange.capabilities(facts),
      COINBASE,
      `which stops can rest in ${symbol}`,
    );
    const stops = stop.rests === "GATE-ONLY" ? "GATE-ONLY" : bracket.rests === "GATE-ONLY" ? "STOP-ONLY" : "EXCHANGE";
    if (stops !== "EXCHANGE")
      sayLine(`${symbol}: ${stops} stops (${stop.why || bracket.why}); this gate runs the rest`);
    probed.push({ ...facts, stops });
  }
  return probed;
}

/** @throws Exit 5 when the venue did not say: nothing is begun on a guess. */
function knownOr<Value>(answer: Answer<Value>, venue: string, what: string): Value {
  if (answer.known) return answer.value;
  throw new Exit(EXIT.unsafe, `${venue} did not tell ${what} (${answer.cause}); try again once it answers`);
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
