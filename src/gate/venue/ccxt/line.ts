import { AsyncLocalStorage } from "node:async_hooks";
import type { Timers } from "../../heart/pace.ts";
import { dialectOf } from "./dialects.ts";
import { type CcxtObject, loadCcxt, type VenueKey } from "./load.ts";
import { oneLine, type Told, toldOf } from "./told.ts";
import { jsonOf, newTrace, type Trace } from "./trace.ts";

/** Every call that is ever made, by ccxt's own names. Nothing here can send money away, and nothing else can be called. */
const CALLS = [
  "loadMarkets",
  "createOrder",
  "cancelOrder",
  "fetchOrder",
  "fetchOrders",
  "fetchOpenOrders",
  "fetchClosedOrders",
  "fetchCanceledOrders",
  "fetchMyTrades",
  "fetchBalance",
  "fetchTrades",
  "fetchOrderBook",
  "fetchOHLCV",
  "fetchPositions",
  "fetchGreeks",
] as const;
export type CallName = (typeof CALLS)[number];

/** A request as it would have left. */
export interface Draft {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** An exchange of ccxt's by its unified interface, as far as it may be used. */
export interface Line {
  readonly id: string;
  readonly name: string;
  readonly has: Readonly<Record<string, unknown>>;
  readonly timeframes: readonly string[];
  /** ccxt's `features`: what of its unified interface works at this exchange. Parse before use. */
  readonly features: unknown;
  /** Whether increments are steps (ccxt's TICK_SIZE) rather than numbers of digits. */
  readonly isInSteps: boolean;
  /** Makes one call; never throws and ends within its time. What it had not sent by then never leaves. */
  ask(call: CallName, ...more: readonly unknown[]): Promise<Told>;
  /**
   * What a call would send; nothing leaves. A call that asks something first mostly ends there, since it gets no answer.
   */
  draft(call: CallName, ...more: readonly unknown[]): Promise<readonly Draft[]>;
  /** A market as ccxt describes it once markets were loaded; undefined without one. Parse before use. */
  market(symbol: string): unknown;
  /** An amount or a price as ccxt would write it: cut to the exchange's steps. Null when it cannot be written. */
  written(what: "amount" | "price", symbol: string, value: string): string | null;
}

export interface LineOptions {
  readonly id: string;
  /** Null: only what everybody may see. */
  readonly key: VenueKey | null;
  readonly timers: Timers;
  /** How long an answer may take; a question may wait some times as long for its turn. */
  readonly timeoutMs: number;
  /** Another address than the exchange's own, for a stand-in on this machine. */
  readonly baseUrl?: string | undefined;
}

const LATE = Symbol("late");
const DRAFTED = "drafted";
/** Shorter pieces of a secret would blot out words that mean nothing. */
const SHORTEST_SECRET = 6;

/** What is going on in the call at hand, beside its trace: `draft` takes what it would send. */
interface Doing {
  readonly trace: Trace;
  readonly draft: ((draft: Draft) => void) | null;
}

/** The line to an exchange. @throws InputError when ccxt has none of that id. */
export async function openLine(options: LineOptions): Promise<Line> {
  const { id, key, timeoutMs } = options;
  const venue = await loadCcxt(id, key, timeoutMs);
  // Each keeps to the exchange's rates by itself: an order or a cancel does not wait behind questions, which some
  // exchanges let through every few seconds only.
  const hand = key === null ? venue : await loadCcxt(id, key, timeoutMs);
  const doing = new AsyncLocalStorage<Doing>();
  const nonce = risingNonce(venue);
  for (const each of new Set([venue, hand])) {
    prepare(each, options);
    each.nonce = nonce;
    watch(each, doing);
  }
  const scrub = scrubberOf(key);
  return {
    id: venue.id,
    name: venue.name,
    has: venue.has,
    features: venue.features,
    timeframes: Object.keys(venue.timeframes ?? {}),
    isInSteps: venue.precisionMode === TICK_SIZE,
    ask: (name, ...more) => ask(workOf(venue, hand, name, more), doing, limitOf(name, options), scrub),
    draft: (call, ...more) => draft(venue, doing, call, more),
    market: (symbol) => venue.markets?.[symbol],
    written(what, symbol, value) {
      try {
        return what === "amount" ? venue.amountToPrecision(symbol, value) : venue.priceToPrecision(symbol, value);
      } catch {
        return null;
      }
    },
  };
}

const TICK_SIZE = 4;

function prepare(venue: CcxtObject, { baseUrl }: LineOptions): void {
  // Numbers as the exchange wrote them: nothing of money goes through a float.
  venue.number = String;
  venue.maxRetriesOnFailure = 0;
  venue.options["maxRetriesOnFailure"] = 0;
  // A stand-in on this very machine has no rates to keep to.
  venue.enableRateLimit = baseUrl === undefined;
  if (baseUrl !== undefined) venue.urls.api = movedTo(baseUrl, venue.urls.api);
}

/** Two calls of one millisecond would carry the same number, of which exchanges refuse the second. */
function risingNonce(venue: CcxtObject): () => number {
  const own = venue.nonce.bind(venue);
  let last = 0;
  return () => (last = Math.max(last + 1, own()));
}

/** What is sent once, and has its own rates: the rest may wait for its turn. */
const HANDED: ReadonlySet<CallName> = new Set<CallName>(["createOrder", "cancelOrder"]);
/** A question may wait so many times as long as an answer may take. */
const PATIENCE = 4;

interface Work {
  readonly name: CallName;
  readonly start: () => Promise<unknown>;
}

function workOf(venue: CcxtObject, hand: CcxtObject, name: CallName, more: readonly unknown[]): Work {
  const start = async (): Promise<unknown> => {
    if (HANDED.has(name)) return call(hand, name, more);
    const value = await call(venue, name, more);
    if (name === "loadMarkets" && hand !== venue) await call(hand, name, more);
    return value;
  };
  return { name, start };
}

const limitOf = (name: CallName, { timers, timeoutMs }: LineOptions): Pick<LineOptions, "timers" | "timeoutMs"> => ({
  timers,
  timeoutMs: HANDED.has(name) ? timeoutMs : PATIENCE * timeoutMs,
});

/** The same tree of addresses at another host. */
function movedTo(baseUrl: string, urls: unknown): unknown {
  if (typeof urls === "string") return urls.replace(/^\w+:\/\/[^/]+/, baseUrl);
  if (typeof urls !== "object" || urls === null) return urls;
  return Object.fromEntries(Object.entries(urls).map(([name, url]) => [name, movedTo(baseUrl, url)]));
}

/** Notes what leaves and what comes back, by call: several are under way at once. */
function watch(venue: CcxtObject, doing: AsyncLocalStorage<Doing>): void {
  const { envelope } = dialectOf(venue.id);
  const [send, hear] = [venue.fetch.bind(venue), venue.onRestResponse.bind(venue)];
  venue.fetch = async (url, method = "GET", headers, body) => {
    const now = doing.getStore();
    if (now === undefined || now.trace.over) throw new Error("its time was over before its turn came");
    if (now.draft !== null) {
      now.draft({ method, url: decoded(url), body: typeof body === "string" ? decoded(body) : "" });
      throw new Error(DRAFTED);
    }
    now.trace.methods.push(method);
    now.trace.status = null;
    return send(url, method, headers, body);
  };
  venue.onRestResponse = (status, text, url, method, headers, body, ...more) => {
    const trace = doing.getStore()?.trace;
    if (trace !== undefined) {
      trace.status = status;
      trace.isJson &&= typeof body === "string" && envelope.safeParse(jsonOf(body)).success;
    }
    return hear(status, text, url, method, headers, body, ...more);
  };
}

/** One of the calls above by its name: `has` may promise what is not there. */
function call(venue: CcxtObject, name: CallName, more: readonly unknown[]): Promise<unknown> {
  const method: unknown = CALLS.includes(name) ? Reflect.get(venue, name) : undefined;
  if (typeof method !== "function") throw new Error(`${venue.id} has no ${name}`);
  return Promise.resolve<unknown>(Reflect.apply(method, venue, more));
}

async function ask(
  { name, start }: Work,
  doing: AsyncLocalStorage<Doing>,
  { timers, timeoutMs }: Pick<LineOptions, "timers" | "timeoutMs">,
  scrub: (text: string) => string,
): Promise<Told> {
  const trace = newTrace();
  const late = Promise.withResolvers<typeof LATE>();
  const callOff = timers.after(timeoutMs, () => late.resolve(LATE));
  const told = (error: { readonly name: string; readonly message: string }): Told =>
    toldOf({ name: error.name, message: scrub(`${name}: ${error.message}`) }, trace);
  try {
    const value = await Promise.race([doing.run({ trace, draft: null }, start), late.promise]);
    // Of what it cannot read, ccxt makes an empty list.
    if (value !== LATE && !trace.isJson)
      return { says: "nothing", cause: `${name}: the answer is not the exchange's JSON` };
    if (value !== LATE) return { says: "value", value };
    trace.over = true;
    trace.status = null;
    return told({ name: "Late", message: `no answer within ${timeoutMs} ms` });
  } catch (error) {
    return told(error instanceof Error ? error : new Error(oneLine(String(error))));
  } finally {
    callOff();
  }
}

async function draft(
  venue: CcxtObject,
  doing: AsyncLocalStorage<Doing>,
  name: CallName,
  more: readonly unknown[],
): Promise<readonly Draft[]> {
  const drafts: Draft[] = [];
  const take = (each: Draft): void => void drafts.push(each);
  await doing.run({ trace: newTrace(), draft: take }, async () => call(venue, name, more)).catch(() => null);
  return drafts;
}

/** A text with what is escaped in it written out, or as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Takes the key and whatever is signed with it out of a text: some exchanges want both in the address. */
function scrubberOf(key: VenueKey | null): (text: string) => string {
  const secrets = [key?.apiKey, key?.secret, key?.password].filter(
    (each): each is string => each !== undefined && each.length >= SHORTEST_SECRET,
  );
  return (text) =>
    secrets.reduce((left, secret) => left.replaceAll(secret, "[key]"), text).replaceAll(/(https?:[^\s?]*)\?\S*/g, "$1");
}
