import type {
  Answer,
  Balances,
  CancelAnswer,
  Exchange,
  ExchangeFill,
  ExchangeOrder,
  OrderRef,
  Placed,
} from "../../../src/gate/venue/exchange.ts";
import type { Random } from "../../../src/store/random.ts";
import { MINUTE_MS, SECOND_MS, type Timestamp } from "../../../src/store/time.ts";
import type { OrderSpec } from "../../../src/store/words/order.ts";
import type { Faults } from "../faults.ts";
import type { Timeline } from "../timeline.ts";
import type { Book } from "./book.ts";
import { seen } from "./view.ts";

export interface HostileOptions {
  readonly book: Book;
  readonly faults: Faults;
  readonly timeline: Timeline;
  readonly random: Random;
  /** The exchange's own time, which nobody sets. */
  readonly now: () => Timestamp;
  /** Something was asked or answered. */
  readonly onTraffic: () => void;
}

/** An answer that never comes ends as not known after this long. */
const TIMEOUT_MS = 10 * SECOND_MS;
/** How long what is late may take: fills, pages, an order that was on its way. */
const LATE_MS = 90 * SECOND_MS;

/** An exchange over an honest book that loses answers, takes its time, repeats itself and forgets for a while. */
export class HostileExchange implements Exchange {
  readonly #options: HostileOptions;
  #page: readonly ExchangeOrder[] = [];
  #pageAt = Number.NEGATIVE_INFINITY;
  #toldVersion = -1;

  constructor(options: HostileOptions) {
    this.#options = options;
  }

  place(spec: OrderSpec): Promise<Answer<Placed>> {
    const { book, faults, timeline, random } = this.#options;
    if (faults.has("outage")) return this.#silence("connection refused");
    const fault = faults.take("dropAfterAccept", "errorAfterAccept", "timeoutBeforeAccept", "acceptLate", "reject");
    if (fault === "timeoutBeforeAccept") return this.#silence("timeout");
    const admit = (): Placed => book.admit(spec.clientOrderId, spec);
    if (fault === "acceptLate") {
      timeline.after(TIMEOUT_MS + (1 + 5 * random()) * 30 * SECOND_MS, admit);
      return this.#silence("timeout");
    }
    if (fault === "reject") return this.#answer({ outcome: "rejected", reason: "PREVIEW_INVALID" });
    return this.#whenThere(() => {
      // An id that came before is the same order: some exchanges say so, and some refuse it. This one does either.
      const isRefused = book.find(spec.clientOrderId) !== undefined && random() < 0.5;
      if (isRefused) return this.#answer({ outcome: "rejected", reason: "DUPLICATE_CLIENT_ORDER_ID" });
      const placed = admit();
      if (fault === "dropAfterAccept") return this.#silence("socket hang up");
      if (fault === "errorAfterAccept") return this.#unknown("HTTP 500");
      return this.#answer(placed);
    });
  }

  cancel(ref: OrderRef): Promise<Answer<CancelAnswer>> {
    const { book, faults, timeline, random } = this.#options;
    if (faults.has("outage")) return this.#silence("connection refused");
    const fault = faults.take("cancelLost", "cancelUnanswered", "cancelSlow", "cancelLosesRace");
    if (fault === "cancelLost") return this.#silence("timeout");
    return this.#whenThere<CancelAnswer>(() => {
      const order = this.#orderOf(ref);
      if (order === undefined) return this.#answer({ outcome: "refused", reason: "UNKNOWN_CANCEL_ORDER" });
      if (order.status !== "open") return this.#answer({ outcome: "refused", reason: `is ${order.status}` });
      if (fault === "cancelSlow") timeline.after(random() * MINUTE_MS, () => book.cancel(order, "user"));
      else {
        if (fault === "cancelLosesRace") book.rush(order);
        book.cancel(order, "user");
      }
      return fault === "cancelUnanswered" ? this.#unknown("HTTP 502") : this.#answer({ outcome: "asked" });
    });
  }

  find(ref: OrderRef): Promise<Answer<ExchangeOrder | null>> {
    if (this.#options.faults.has("outage")) return this.#silence("connection refused");
    return this.#whenThere(() => {
      const order = this.#options.faults.has("findBlind") ? undefined : this.#orderOf(ref);
      return this.#answer(order === undefined ? null : seen(order));
    });
  }

  openOrders(): Promise<Answer<readonly ExchangeOrder[]>> {
    const { book, faults, now } = this.#options;
    if (faults.has("outage")) return this.#silence("connection refused");
    return this.#whenThere(() => {
      if (!faults.has("pagesLag") || now() - this.#pageAt > LATE_MS) {
        this.#page = book.working.map(seen);
        this.#pageAt = now();
      }
      return this.#answer(this.#page);
    });
  }

  fills(since: Timestamp): Promise<Answer<readonly ExchangeFill[]>> {
    const { book, faults, now, random } = this.#options;
    if (faults.has("outage")) return this.#silence("connection refused");
    return this.#whenThere(() => {
      const shownUntil = faults.has("fillsLate") ? now() - LATE_MS : now();
      const recent = book.fills.filter(({ filledAt }) => filledAt >= since && filledAt <= shownUntil);
      const repeated = faults.has("fillsTwice") ? [...recent, ...recent.slice(-3)] : recent;
      if (!faults.has("fillsShuffled")) return this.#answer(repeated);
      const ranked = repeated.map((fill) => ({ fill, rank: random() }));
      return this.#answer(ranked.toSorted((a, b) => a.rank - b.rank).map(({ fill }) => fill));
    });
  }

  balances(): Promise<Answer<Balances>> {
    if (this.#options.faults.has("outage")) return this.#silence("connection refused");
    return this.#whenThere(() => {
      this.#toldVersion = this.#options.book.version;
      return this.#answer(this.#options.book.balances);
    });
  }

  /** Whether nothing changed since balances were told, which a client asks for last. */
  get isWhollyTold(): boolean {
    return this.#toldVersion === this.#options.book.version;
  }

  #orderOf({ clientOrderId, venueOrderId }: OrderRef) {
    const { book } = this.#options;
    return venueOrderId === null ? book.find(clientOrderId) : book.orders.get(venueOrderId);
  }

  /** The way there, and what happens then. */
  #whenThere<Value>(then: () => Promise<Answer<Value>>): Promise<Answer<Value>> {
    return this.#later(this.#way(), then);
  }

  #answer<Value>(value: Value): Promise<Answer<Value>> {
    return this.#later(this.#way(), () => ({ known: true, value }));
  }

  #unknown(cause: string): Promise<Answer<never>> {
    return this.#later(this.#way(), () => ({ known: false, cause }));
  }

  #silence(cause: string): Promise<Answer<never>> {
    return this.#later(TIMEOUT_MS, () => ({ known: false, cause }));
  }

  #way(): number {
    return Math.round(20 + this.#options.random() * 200);
  }

  #later<Value>(ms: number, work: () => Value | Promise<Value>): Promise<Value> {
    const { timeline, onTraffic } = this.#options;
    onTraffic();
    const { promise, resolve } = Promise.withResolvers<Value>();
    timeline.after(ms, () => {
      onTraffic();
      resolve(work());
    });
    return promise;
  }
}
