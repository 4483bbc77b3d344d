import type { CoinbaseExchange } from "../../src/gate/venue/coinbase/exchange.ts";
import type { Answer, ExchangeOrder, OrderRef, Placed } from "../../src/gate/venue/exchange.ts";
import type { Timers } from "../../src/gate/heart/pace.ts";
import { isEqual, isPositive } from "../../src/store/money.ts";
import { type Clock, utcText } from "../../src/store/time.ts";
import type { OrderSpec } from "../../src/store/words/order.ts";
import { bad, type Finding, good, weak } from "./examination.ts";

export interface OneOrderOptions {
  readonly exchange: Pick<CoinbaseExchange, "preview" | "place" | "find" | "cancel" | "openOrders">;
  /** Written so that it does not trade, and ends by itself. */
  readonly spec: OrderSpec;
  readonly now: Clock;
  readonly timers: Timers;
  /** Between two looks, and for how long an order is looked for. */
  readonly lookMs: number;
  readonly patienceMs: number;
  /** Told of each step as it is done. */
  readonly say: (finding: Finding) => void;
  /** Whether somebody wants it to end: then nothing more is asked, and the order is taken back. */
  readonly isCalledOff: () => boolean;
}

/**
 * One order, from its preview to its end: what only the venue itself can tell. Whatever goes wrong once it was sent, it
 * is looked for and taken back, and what may remain is said by its ids. True when nothing remains.
 */
export async function oneOrder(options: OneOrderOptions): Promise<boolean> {
  const { exchange, spec, say } = options;
  const previewed = await exchange.preview(spec);
  const objections = previewed.known ? previewed.value.errors.join(", ") : previewed.cause;
  if (objections !== "") {
    say(bad(`the preview objects (${objections}): nothing was placed`, "mend that, or ask for another symbol"));
    return true;
  }
  const walk = new Walk(options);
  try {
    await walk.ask();
  } catch (error) {
    say(bad(`it broke off (${error instanceof Error ? error.message : String(error)})`, "it is taken back"));
  }
  return walk.takeBack();
}

class Walk {
  readonly #options: OneOrderOptions;
  readonly #sentAt: number;
  /** Whether the venue may have it, as far as it said. */
  #outcome: "accepted" | "rejected" | "unknown" = "unknown";
  /** Every order that it is known to have under our id. */
  readonly #venueIds = new Set<string>();
  /** Those of them that have ended, as it said. */
  readonly #ended = new Map<string, ExchangeOrder>();
  /** When the second send was given up without an answer: it may still arrive. Null when there is none such. */
  #unansweredAtMs: number | null = null;

  constructor(options: OneOrderOptions) {
    this.#options = options;
    this.#sentAt = options.now();
  }

  async ask(): Promise<void> {
    await this.#place();
    if (this.#outcome === "rejected") return;
    const listed = await this.#listed();
    if (this.#options.isCalledOff()) this.#options.say(weak("called off: the rest was not asked", "run it once more"));
    else if (listed !== null) await this.#again();
  }

  /** Until the venue lists none of ours any more, and each that it had has ended. */
  async takeBack(): Promise<boolean> {
    const { say } = this.#options;
    if (this.#outcome === "rejected" && this.#venueIds.size === 0) {
      say(good("nothing was placed, nothing is left"));
      return true;
    }
    const started = this.#ms();
    const ended = await this.#until(() => this.#gone(started), 2 * this.#options.patienceMs);
    if (ended === null) return this.#remains();
    const took = Math.round(this.#ms() - started);
    const traded = ended.filter(({ filledQuantity }) => isPositive(filledQuantity));
    for (const { filledQuantity, symbol } of traded)
      say(bad(`it bought ${filledQuantity} ${symbol}: the price met it`, "sell that by hand, or keep it"));
    const detail = ended.map((order) => order.detail).join(", ");
    say(good(ended.length === 0 ? "it never came to the venue; nothing is left" : goneText(took, detail)));
    return true;
  }

  async #place(): Promise<void> {
    const { exchange, spec, say } = this.#options;
    const before = this.#ms();
    const answer = await exchange.place(spec);
    const took = Math.round(this.#ms() - before);
    this.#outcome = this.#note(answer);
    if (!answer.known) say(weak(`no answer to the order (${answer.cause})`, "it is looked up by its client id"));
    else if (answer.value.outcome === "rejected") say(bad(`refused: ${answer.value.reason}`, "see what it objects to"));
    else say(good(`placed: taken in after ${took} ms as order ${answer.value.venueOrderId}`));
  }

  async #listed(): Promise<ExchangeOrder | null> {
    const { exchange, spec, say, isCalledOff, patienceMs } = this.#options;
    const before = this.#ms();
    const found = await this.#until(
      async () => {
        const answer = await exchange.find(this.#ref(null));
        return answer.known ? answer.value : null;
      },
      patienceMs,
      isCalledOff,
    );
    if (found === null && isCalledOff()) return null;
    if (found === null) {
      say(bad("it is not listed under its client id", "do not trade live: a lost answer could not be resolved"));
      return null;
    }
    this.#venueIds.add(found.venueOrderId);
    say(good(`listed under its client id ${Math.round(this.#ms() - before)} ms later`));
    const isSame =
      found.symbol === spec.symbol &&
      found.side === spec.side &&
      isEqual(found.quantity, spec.quantity) &&
      isEqual(found.limitPrice ?? "0", spec.limitPrice ?? "0");
    if (!isSame) say(bad("what is listed is not what was sent", "do not trade live"));
    return found;
  }

  async #again(): Promise<void> {
    const { exchange, spec, say } = this.#options;
    const before = new Set(this.#venueIds);
    const answer = await exchange.place(spec);
    this.#note(answer);
    const same = "the same client id again:";
    const looksUp = "nothing: the gate looks up before it sends again";
    if (!answer.known) {
      const isNamed = NAMED_TWICE.test(answer.cause);
      if (!isNamed) this.#unansweredAtMs = this.#ms();
      say(isNamed ? good(`${same} ${answer.cause}`) : weak(`${same} no answer (${answer.cause})`, WAITS));
    } else if (answer.value.outcome === "rejected") say(weak(`${same} refused: ${answer.value.reason}`, looksUp));
    else if (before.has(answer.value.venueOrderId))
      say(good(`${same} the order that is there comes back, and no second one`));
    else say(bad(`${same} it made a second order`, "do not trade live: an order sent twice would be two"));
  }

  /** Those that have ended, once that is all there can be; else asks whatever has not ended to go. */
  async #gone(started: number): Promise<readonly ExchangeOrder[] | null> {
    const { exchange, spec } = this.#options;
    // By the ids that are known: a list may lag behind, or not come at all.
    for (const id of this.#venueIds) await this.#askToGo(id);
    const askedAtMs = this.#ms();
    const open = await exchange.openOrders();
    if (!open.known) return null;
    const ours = open.value.filter(({ clientOrderId }) => clientOrderId === spec.clientOrderId);
    for (const { venueOrderId } of ours) {
      // Two answers that contradict each other: it is asked once more.
      this.#ended.delete(venueOrderId);
      if (this.#venueIds.has(venueOrderId)) continue;
      this.#venueIds.add(venueOrderId);
      await this.#askToGo(venueOrderId);
    }
    if (ours.length > 0 || this.#mayStillCome(started, askedAtMs)) return null;
    return this.#ended.size === this.#venueIds.size ? [...this.#ended.values()] : null;
  }

  /** Asks an order to go that has not ended as far as is known, and looks what it is then. */
  async #askToGo(venueOrderId: string): Promise<void> {
    const { exchange } = this.#options;
    if (this.#ended.has(venueOrderId)) return;
    await exchange.cancel(this.#ref(venueOrderId));
    const found = await exchange.find(this.#ref(venueOrderId));
    if (found.known && found.value !== null && found.value.status !== "open")
      this.#ended.set(venueOrderId, found.value);
  }

  /** Whether one that was sent may be on its way still: a list without it counts once that has lasted. */
  #mayStillCome(started: number, askedAtMs: number): boolean {
    const neverSeenSince = this.#venueIds.size === 0 ? started : Number.NEGATIVE_INFINITY;
    const since = Math.max(neverSeenSince, this.#unansweredAtMs ?? Number.NEGATIVE_INFINITY);
    return askedAtMs - since < this.#options.patienceMs;
  }

  #remains(): boolean {
    const { spec, say } = this.#options;
    const { side, quantity, symbol, limitPrice, clientOrderId, expiresAt } = spec;
    const ids = [clientOrderId, ...this.#venueIds].join(", ");
    const end = expiresAt === null ? "" : `; it ends by itself at ${utcText(expiresAt)}`;
    const what = `MAY REMAIN: ${side} ${quantity} ${symbol} at ${limitPrice ?? "the market"}, ids ${ids}`;
    say(bad(what, `look at Coinbase itself and cancel it there${end}`));
    return false;
  }

  #note(answer: Answer<Placed>): "accepted" | "rejected" | "unknown" {
    if (!answer.known) return "unknown";
    if (answer.value.outcome === "accepted") this.#venueIds.add(answer.value.venueOrderId);
    return answer.value.outcome;
  }

  #ref(venueOrderId: string | null): OrderRef {
    const { clientOrderId, symbol } = this.#options.spec;
    return { clientOrderId, venueOrderId, symbol, since: this.#sentAt };
  }

  #ms(): number {
    return this.#options.timers.monotonicMs();
  }

  /** What is looked for, or null when it did not come in time. */
  async #until<Found>(
    look: () => Promise<Found | null>,
    patienceMs: number,
    isOver: () => boolean = () => false,
  ): Promise<Found | null> {
    const { timers, lookMs } = this.#options;
    const deadline = this.#ms() + patienceMs;
    for (;;) {
      const found = await look();
      if (found !== null) return found;
      if (this.#ms() >= deadline || isOver()) return null;
      await new Promise<void>((wake) => void timers.after(lookMs, wake));
    }
  }
}

/** The venue knows the client id, and made nothing of it. */
const NAMED_TWICE = /^refused: DUPLICATE_CLIENT_ORDER_ID\b/;
const WAITS = "nothing: what may come of it yet is waited for";

const goneText = (took: number, detail: string): string =>
  `taken back: gone after ${took} ms (${detail}); nothing is left`;
