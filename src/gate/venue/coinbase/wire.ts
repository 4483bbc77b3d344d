import { z } from "zod";
import type { Timers } from "../../heart/pace.ts";
import { type CoinbaseKey, scrubber, signingKey } from "./key.ts";
import { type Lane, RateBudget } from "./rateBudget.ts";

/** Every call that is ever made with the key, as ccxt names it, and the lane of the rate budget it goes in. */
const CALLS = {
  create: { method: "v3PrivatePostBrokerageOrders", lane: "private" },
  preview: { method: "v3PrivatePostBrokerageOrdersPreview", lane: "private" },
  cancel: { method: "v3PrivatePostBrokerageOrdersBatchCancel", lane: "cancel" },
  order: { method: "v3PrivateGetBrokerageOrdersHistoricalOrderId", lane: "private" },
  orders: { method: "v3PrivateGetBrokerageOrdersHistoricalBatch", lane: "private" },
  fills: { method: "v3PrivateGetBrokerageOrdersHistoricalFills", lane: "private" },
  accounts: { method: "v3PrivateGetBrokerageAccounts", lane: "private" },
  permissions: { method: "v3PrivateGetBrokerageKeyPermissions", lane: "private" },
  futures: { method: "v3PrivateGetBrokerageCfmPositions", lane: "private" },
  perpetuals: { method: "v3PrivateGetBrokerageIntxPositionsPortfolioUuid", lane: "private" },
  products: { method: "v3PublicGetBrokerageMarketProducts", lane: "public" },
  ticker: { method: "v3PublicGetBrokerageMarketProductsProductIdTicker", lane: "public" },
} as const satisfies Readonly<Record<string, { readonly method: string; readonly lane: Lane }>>;
export type CallName = keyof typeof CALLS;
export type Params = Readonly<Record<string, unknown>>;

/**
 * What came back. `unsent`: the call surely never left. `lost`: nobody can say what became of it. `heard`: the venue, or
 * something before it, answered with this status and body.
 */
export type Reply =
  | { readonly kind: "unsent"; readonly code: "RATE_LIMITED" | "NOT_SENT"; readonly cause: string }
  | { readonly kind: "lost"; readonly cause: string; readonly isTimeout?: true }
  | { readonly kind: "heard"; readonly status: number; readonly body: string };

/** Makes one call; never throws. Another lane than the call's own may be named. */
export type Ask = (call: CallName, params: Params, lane?: Lane) => Promise<Reply>;

export interface WireOptions {
  readonly key: CoinbaseKey;
  readonly timers: Timers;
  readonly timeoutMs: number;
  /** Another address than Coinbase's own. */
  readonly restUrl?: string | undefined;
}

/** Of ccxt's object that much is used; the object itself, which could also send money away, stays in this file. */
type Calls = Readonly<Record<(typeof CALLS)[CallName]["method"], (params: Params) => Promise<unknown>>> & {
  timeout: number;
  enableRateLimit: boolean;
  readonly urls: { readonly api: { rest: string } };
  handleRestResponse: (response: { readonly status: number; text(): Promise<string> }) => Promise<unknown>;
};
type CoinbaseClass = new (options: { readonly apiKey: string; readonly secret: string }) => Calls;

/** More than any honest answer holds, in characters. */
const MAX_BODY = 16 << 20;
const MAX_CAUSE = 200;
const heard = z.object({ status: z.int(), body: z.string().max(MAX_BODY) });
const LATE = Symbol("late");

/**
 * Coinbase's REST interface with a key. ccxt builds and signs the requests; what it makes of answers (an error 500 is a
 * refusal, an unknown order an ExchangeError) is bypassed: status and body come back as they are.
 * @throws InputError when the key cannot be used.
 */
export function coinbaseWire(options: WireOptions): Ask {
  const { timers, timeoutMs } = options;
  const key = signingKey(options.key);
  const scrub = scrubber(key);
  const budget = new RateBudget(timers, timeoutMs);
  let loading: Promise<Calls> | null = null;
  const loaded = (): Promise<Calls> => (loading ??= load(key.name, key.secret, options));
  return async (call, params, lane = CALLS[call].lane) => {
    const causeOf = (what: string) => `${call}: ${scrub(what).replaceAll(/\s+/g, " ")}`.slice(0, MAX_CAUSE);
    const calls = await loaded().catch((error: unknown) => {
      loading = null;
      return error instanceof Error ? error : new Error(String(error));
    });
    if (calls instanceof Error) return { kind: "unsent", code: "NOT_SENT", cause: causeOf(calls.message) };
    if (!(await budget.turn(lane))) {
      return { kind: "unsent", code: "RATE_LIMITED", cause: causeOf("our own rate budget is used up") };
    }
    const late = Promise.withResolvers<typeof LATE>();
    const callOff = timers.after(timeoutMs, () => late.resolve(LATE));
    try {
      const answer = await Promise.race([calls[CALLS[call].method](params), late.promise]);
      if (answer === LATE) return { kind: "lost", cause: causeOf(`no answer within ${timeoutMs} ms`), isTimeout: true };
      const { status, body } = heard.parse(answer);
      if (status === 429) budget.penalize(lane);
      return { kind: "heard", status, body: scrub(body) };
    } catch (error) {
      return { kind: "lost", cause: causeOf(error instanceof Error ? error.message : String(error)) };
    } finally {
      callOff();
    }
  };
}

/** ccxt's one file, at the first call: the whole of it costs far more time and memory. */
async function load(apiKey: string, secret: string, { timeoutMs, restUrl }: WireOptions): Promise<Calls> {
  const { href } = new URL("./src/coinbase.js", import.meta.resolve("ccxt"));
  const { default: Coinbase } = (await import(href)) as { default: CoinbaseClass };
  const calls = new Coinbase({ apiKey, secret });
  calls.timeout = timeoutMs;
  // Its throttle knows no lanes: ours does.
  calls.enableRateLimit = false;
  calls.urls.api.rest = restUrl ?? calls.urls.api.rest;
  calls.handleRestResponse = async (response) => ({ status: response.status, body: await response.text() });
  return calls;
}
