import type { GateState, WorkingOrder } from "../mind/state.ts";
import { inDoubt } from "./doubts.ts";
import type { Answer, Balances, ExchangeFill, ExchangeOrder } from "./exchange.ts";
import { Owners } from "./owners.ts";
import { refOf } from "./refOf.ts";
import type { RemoteOptions } from "./remote.ts";

export interface LookoutOptions extends RemoteOptions {
  readonly isFlying: (clientOrderId: string) => boolean;
  readonly cancelAgain: (clientOrderId: string) => void;
}

const ROUND_MS = 2_000;
const HURRY_MS = 200;
const MAX_BACKOFF_MS = 10_000;
const WHOLE_EVERY_MS = 60_000;
const WATCH_EVERY_MS = 60_000;
const FAILURES_UNTIL_LOST = 3;
/** A list of executions may lag: each is asked for again for so long. */
const OVERLAP_MS = 10 * 60_000;
/** So long a list of open orders is believed against looks by id. */
const BELIEVED_LISTED_MS = 3 * 60_000;
/** Orders that are looked for in one round; the rest has its turn in the next. */
const MAX_LOOKS = 20;

/**
 * Goes round by round: what filled, what of ours is in doubt, and once a minute, or while something is not settled,
 * everything there is to ask. One round ends before the next begins. Whatever comes of it is reported; what could not be
 * learned is not.
 */
export class Lookout {
  readonly #options: LookoutOptions;
  readonly #owners: Owners;
  #cancel: () => void = () => {};
  #state: "off" | "waiting" | "looking" = "off";
  #again = false;
  #turn = 0;
  #failures = 0;
  #wholeMs = Number.NEGATIVE_INFINITY;
  #watchMs = Number.NEGATIVE_INFINITY;
  /** Orders that are listed and not found by id, and since when. */
  readonly #listedSince = new Map<string, number>();
  /** Whole rounds since something was not settled, or since the last execution was booked. */
  #unsettled = 0;
  /** The executions that were booked when it was looked at last. */
  #booked: readonly (readonly string[])[] = [];

  constructor(options: LookoutOptions) {
    this.#options = options;
    this.#owners = new Owners(options.exchange, options.state);
  }

  start(): void {
    this.#after(0);
  }

  stop(): void {
    this.#state = "off";
    this.#cancel();
  }

  /** The next round comes at once; one that is under way is followed by another. */
  hurry(): void {
    if (this.#state === "looking") this.#again = true;
    else if (this.#state === "waiting" && this.#failures === 0) this.#after(HURRY_MS);
  }

  #after(ms: number): void {
    this.#cancel();
    this.#state = "waiting";
    this.#cancel = this.#options.timers.after(ms, () => void this.#round());
  }

  async #round(): Promise<void> {
    this.#state = "looking";
    this.#again = false;
    let failure: string | null;
    try {
      failure = await this.#look();
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
    // `stop` may have been called meanwhile; the compiler cannot know that of a field.
    if ((this.#state as string) === "off") return;
    this.#failures = failure === null ? 0 : this.#failures + 1;
    if (failure !== null && this.#failures >= FAILURES_UNTIL_LOST) {
      this.#options.report({ type: "venue.lost", why: failure.slice(0, 200) });
    }
    // A loss is found out at the usual pace; only what is known to be lost is asked ever less often.
    const backoff = Math.min(MAX_BACKOFF_MS, ROUND_MS * 2 ** Math.max(0, this.#failures - FAILURES_UNTIL_LOST));
    this.#after(failure === null ? (this.#again ? HURRY_MS : ROUND_MS) : backoff);
  }

  /** One round. Gives why it could not be ended; null when it was. */
  async #look(): Promise<string | null> {
    const { exchange, now, timers, report, state } = this.#options;
    const [askedAt, askedMs, before] = [now(), timers.monotonicMs(), state()];
    const isWhole = this.#isWholeDue(before, askedMs);
    const fills = await exchange.fills(sinceOf(before, askedAt));
    if (!fills.known) return fills.cause;
    const orders = isWhole || hasOpen(before) ? await exchange.openOrders() : null;
    if (orders?.known === false) return orders.cause;
    this.#owners.learn(orders?.value ?? []);
    const failure = await this.#settleDoubts(askedAt, orders?.value ?? null, fills.value);
    if (failure !== null) return failure;
    const balances = isWhole ? await this.#balances(askedAt, fills.value) : null;
    if (balances?.known === false) return balances.cause;
    const owned = await this.#owners.of(fills.value);
    const isSettled = owned.unresolved === 0 && !this.#isAnyFlying();
    const complete = isWhole && isSettled && balances !== null && balances.value !== null;
    if (complete) {
      this.#wholeMs = askedMs;
      this.#unsettled += 1;
    }
    if (owned.fills.length > 0 || orders !== null) {
      const snapshot = {
        askedAt,
        fills: owned.fills,
        orders: orders?.value ?? null,
        balances: balances?.value ?? null,
        isWhole: complete,
      };
      report({ type: "venue.seen", snapshot });
    }
    return null;
  }

  /** Once a minute; sooner while something is not settled, but ever less often the longer that lasts without any news. */
  #isWholeDue({ reconciled, holds, flattening, tradeIds, externalTradeIds }: GateState, nowMs: number): boolean {
    const booked = [tradeIds, externalTradeIds];
    if (booked.some((ids, i) => ids !== this.#booked[i])) this.#unsettled = 0;
    this.#booked = booked;
    const isUnsettled = !reconciled || flattening.length > 0 || holds.some(({ cause }) => cause === "venue_lost");
    if (!isUnsettled) this.#unsettled = 0;
    const everyMs = isUnsettled ? Math.min(WHOLE_EVERY_MS, ROUND_MS * 2 ** this.#unsettled) : WHOLE_EVERY_MS;
    return nowMs - this.#wholeMs >= everyMs;
  }

  #isAnyFlying(): boolean {
    return Object.keys(this.#options.state().orders).some((clientOrderId) => this.#options.isFlying(clientOrderId));
  }

  /** Looks for each order in doubt by itself. Gives why that could not be ended. */
  async #settleDoubts(
    askedAt: number,
    orders: readonly ExchangeOrder[] | null,
    fills: readonly ExchangeFill[],
  ): Promise<string | null> {
    const { exchange, report, state, isFlying, cancelAgain, timers } = this.#options;
    const isWatchDue = timers.monotonicMs() - this.#watchMs >= WATCH_EVERY_MS;
    if (isWatchDue) this.#watchMs = timers.monotonicMs();
    const doubtful = inDoubt(state(), { askedAt, orders, isWatchDue, now: this.#options.now() });
    const grounded = doubtful.filter(({ spec }) => !isFlying(spec.clientOrderId));
    for (const order of this.#inTurn(grounded)) {
      const { clientOrderId } = order.spec;
      const answer = await exchange.find(refOf(order));
      if (!answer.known) return answer.cause;
      if (answer.value === null) {
        if (!this.#isListedStill(order, orders)) report({ type: "venue.absent", clientOrderId });
      } else {
        this.#listedSince.delete(clientOrderId);
        const executions = await this.#fillsOf(order, answer.value, fills);
        if (!executions.known) return executions.cause;
        report({ type: "venue.found", clientOrderId, order: answer.value, fills: executions.value });
      }
      if (state().orders[clientOrderId]?.state === "pending_cancel") cancelAgain(clientOrderId);
    }
    return null;
  }

  /**
   * What stands in the list of open orders that was read a moment ago is not absent, whatever a look by id says; but a
   * venue that goes on contradicting itself must not keep a position from being left.
   */
  #isListedStill({ spec, venueOrderId }: WorkingOrder, orders: readonly ExchangeOrder[] | null): boolean {
    const { clientOrderId } = spec;
    const isListed = (orders ?? []).some(
      (each) => each.clientOrderId === clientOrderId || each.venueOrderId === venueOrderId,
    );
    if (!isListed) {
      this.#listedSince.delete(clientOrderId);
      return false;
    }
    const nowMs = this.#options.timers.monotonicMs();
    const since = this.#listedSince.get(clientOrderId) ?? nowMs;
    this.#listedSince.set(clientOrderId, since);
    return nowMs - since < BELIEVED_LISTED_MS;
  }

  /** As many as one round looks for, beginning where the last one ended: none is left out for ever. */
  #inTurn(orders: readonly WorkingOrder[]): readonly WorkingOrder[] {
    if (orders.length <= MAX_LOOKS) return orders;
    this.#turn = (this.#turn + MAX_LOOKS) % orders.length;
    return [...orders.slice(this.#turn), ...orders.slice(0, this.#turn)].slice(0, MAX_LOOKS);
  }

  /** The executions of one order: those of this round, or all since it was made where they do not account for it. */
  async #fillsOf(
    { spec, reservedAt }: WorkingOrder,
    found: ExchangeOrder,
    fills: readonly ExchangeFill[],
  ): Promise<Answer<readonly ExchangeFill[]>> {
    const isIts = ({ venueOrderId }: ExchangeFill): boolean => venueOrderId === found.venueOrderId;
    const booked = this.#options.state().orders[spec.clientOrderId];
    const isAccounted = booked?.filledQuantity === found.filledQuantity;
    if (isAccounted) return { known: true, value: [] };
    const recent = fills.filter(isIts);
    if (recent.length > 0) return { known: true, value: recent };
    const all = await this.#options.exchange.fills(reservedAt);
    return all.known ? { known: true, value: all.value.filter(isIts) } : all;
  }

  /** Balances that belong to these executions; null when another came in while they were read. */
  async #balances(since: number, fills: readonly ExchangeFill[]): Promise<Answer<Balances | null>> {
    const { exchange, state } = this.#options;
    const balances = await exchange.balances();
    if (!balances.known) return balances;
    const after = await exchange.fills(sinceOf(state(), since));
    if (!after.known) return after;
    const known = new Set(fills.map(({ tradeId }) => tradeId));
    return { known: true, value: after.value.every(({ tradeId }) => known.has(tradeId)) ? balances.value : null };
  }
}

/** Since the last agreement, and some time before; never from before the account was opened. */
function sinceOf({ openedAt, reconciledAt }: GateState, now: number): number {
  const opened = openedAt ?? now;
  return Math.max(opened, (reconciledAt ?? opened) - OVERLAP_MS);
}

const hasOpen = ({ orders }: GateState): boolean =>
  Object.values(orders).some(({ state }) => state === "accepted" || state === "pending_cancel" || state === "unknown");
