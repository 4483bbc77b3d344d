import { gateEvents } from "../../store/events/gate.ts";
import type { Timestamp } from "../../store/time.ts";
import { regimeIn } from "../strategy/regime.ts";

interface GateFact {
  readonly type: string;
  readonly data: unknown;
}

export interface SavedRecord {
  readonly exits: readonly (readonly [string, Timestamp])[];
  readonly regimes: readonly (readonly [string, string])[];
  readonly results: readonly (readonly [string, { readonly trades: number; readonly sumR: number }])[];
  readonly parts: readonly string[];
}

/** Entries whose regime is remembered until they close; the oldest go first. */
const MAX_ENTRIES = 500;
/** What an exit that takes a part off says of itself: see `exitIntent`. */
const PART = "rule exit: partial";

/**
 * What the gate's events say of trades, as far as a rule asks: when it last left a symbol, what its trades made in each
 * regime, and of which positions a part was taken off. It is folded from the mirror alone, so that it survives a restart.
 */
export class TradeRecord {
  readonly #exits: Map<string, Timestamp>;
  readonly #regimes: Map<string, string>;
  readonly #results: Map<string, { trades: number; sumR: number }>;
  readonly #parts: Set<string>;

  /** @param saved what another one knew, and `save` gave. */
  constructor(saved: SavedRecord = { exits: [], regimes: [], results: [], parts: [] }) {
    this.#exits = new Map(saved.exits);
    this.#regimes = new Map(saved.regimes);
    this.#results = new Map(saved.results);
    this.#parts = new Set(saved.parts);
  }

  /** All of it as plain data. */
  save(): SavedRecord {
    const [exits, regimes, results] = [[...this.#exits], [...this.#regimes], [...this.#results]];
    return { exits, regimes, results, parts: [...this.#parts] };
  }

  observe({ type, data }: GateFact): void {
    if (type === "intent.received") this.#entered(data);
    else if (type === "order.reserved") this.#reserved(data);
    else if (type === "position.closed") this.#closed(data);
  }

  /** Open time of the candle in which the rule last left the symbol; null when it never did. */
  lastExit(ruleId: string, symbol: string): Timestamp | null {
    return this.#exits.get(`${ruleId} ${symbol}`) ?? null;
  }

  /** How many trades of the rule began in that regime and have ended, and the sum of their R. */
  inRegime(ruleId: string, regime: string): { readonly trades: number; readonly sumR: number } {
    return this.#results.get(`${ruleId} ${regime}`) ?? { trades: 0, sumR: 0 };
  }

  isPartTaken(positionId: string): boolean {
    return this.#parts.has(positionId);
  }

  #entered(data: unknown): void {
    const intent = gateEvents["intent.received"].safeParse(data).data?.intent;
    const regime = intent?.purpose === "entry" ? regimeIn(intent.thesis.evidence) : null;
    if (intent === undefined || regime === null) return;
    const [oldest] = this.#regimes.keys();
    if (this.#regimes.size >= MAX_ENTRIES && oldest !== undefined) this.#regimes.delete(oldest);
    this.#regimes.set(intent.intentId, regime);
  }

  #reserved(data: unknown): void {
    const order = gateEvents["order.reserved"].safeParse(data).data;
    if (order?.reason === PART) this.#parts.add(order.positionId);
  }

  #closed(data: unknown): void {
    const trade = gateEvents["position.closed"].safeParse(data).data;
    if (trade === undefined) return;
    const { positionId, ruleId, symbol, exitAt, r } = trade;
    this.#exits.set(`${ruleId} ${symbol}`, exitAt);
    this.#parts.delete(positionId);
    const regime = this.#regimes.get(positionId);
    this.#regimes.delete(positionId);
    if (regime === undefined || r === null) return;
    const { trades, sumR } = this.inRegime(ruleId, regime);
    this.#results.set(`${ruleId} ${regime}`, { trades: trades + 1, sumR: sumR + r });
  }
}
