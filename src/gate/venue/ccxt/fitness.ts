import type { Timeframe } from "../../../store/time.ts";
import type { Line } from "./line.ts";
import { type StopForm, stopFormOf } from "./stopForm.ts";
import { traitsOf } from "./traits.ts";

/** What the port needs: one of each row. */
const NEEDED: readonly (readonly string[])[] = [
  ["createOrder"],
  ["cancelOrder"],
  ["fetchOrder"],
  ["fetchOpenOrders"],
  ["fetchOrders", "fetchClosedOrders"],
  ["fetchMyTrades"],
  ["fetchBalance"],
  ["fetchOHLCV"],
  ["fetchTrades"],
  ["fetchOrderBook"],
];

/** An id of the form that every order of ours carries: what the gate asks for after an answer that got lost. */
const PROBE_ID = "019b8a5e-7c00-7000-8000-0123456789ab";

/** Whether an exchange can be traded through the port: what it lacks, one line each, and how its stops are written. */
export interface Fitness {
  readonly lacks: readonly string[];
  /** By symbol; null: no stop can rest there, so that the gate runs them. */
  readonly stops: ReadonlyMap<string, StopForm | null>;
}

/**
 * Holds an exchange against what the port needs, once its markets are loaded. What ccxt promises is not believed where
 * it can be seen: whether our order id goes out is read from the request that would be sent. Nothing is sent.
 */
export async function fitness(
  line: Line,
  symbols: readonly string[],
  timeframe: Timeframe | null = null,
): Promise<Fitness> {
  const traits = traitsOf(line);
  const lacks = NEEDED.filter((names) => !names.some((name) => line.has[name] === true)).map(
    (names) => `it has no ${names.join(" or ")}`,
  );
  if (!traits.takesIoc) lacks.push("ccxt does not say that it takes orders that are filled at once or not (IOC)");
  if (timeframe !== null && !line.timeframes.includes(timeframe)) {
    lacks.push(`it has no ${timeframe} candles, only ${line.timeframes.join(", ")}`);
  }
  if (!line.isInSteps) lacks.push("ccxt does not tell its price and quantity steps");
  const stops = new Map<string, StopForm | null>();
  if (lacks.length > 0) return { lacks, stops };
  for (const symbol of symbols) {
    const objection =
      line.market(symbol) === undefined ? `it does not list ${symbol}` : await draftObjection(line, symbol);
    if (objection === null) stops.set(symbol, traits.listsStops ? await stopFormOf(line, symbol, PROBE_ID) : null);
    else lacks.push(objection);
  }
  return { lacks, stops };
}

/** What is wrong with an order as it would leave; null when nothing is. */
async function draftObjection(line: Line, symbol: string): Promise<string | null> {
  const params = { clientOrderId: PROBE_ID, timeInForce: "IOC" };
  const drafts = await line.draft("createOrder", symbol, "limit", "buy", "1000", "1000", params);
  const draft = drafts.find(({ url, body }) => `${url} ${body}`.includes(PROBE_ID));
  if (draft === undefined) return `our order id does not go out with an order for ${symbol}`;
  return draft.method === "GET" ? "it takes orders by GET, which cannot be told from questions" : null;
}
