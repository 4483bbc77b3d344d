import { add, isEqual, least } from "../../store/money.ts";
import { canonicalJson } from "../../store/canonical.ts";
import { MINUTE_MS } from "../../store/time.ts";
import type { ForeignOrder } from "../../store/events/foreignListed.ts";
import type { GateState, WorkingOrder } from "../mind/state.ts";
import type { OwnedFill, VenueSnapshot } from "../venue/snapshot.ts";
import { explainBalances } from "./balances.ts";
import type { Decider } from "./command.ts";
import { cancelEntries } from "./cancel.ts";
import { venueForeign } from "./external.ts";
import { retryExits, settleFlattening } from "./flatten.ts";
import { clearHold, placeHold } from "./hold.ts";
import { mismatch, resurface } from "./lookUp.ts";
import { protect } from "./protect.ts";
import { reportOf } from "./reportOf.ts";
import type { Story } from "./story.ts";
import { bookFill } from "./venueOutcome.ts";

const MAX_FOREIGN = 100;
const MAX_DIFFERENCES = 20;

/**
 * The ledger is held against the venue: executions are booked, strangers' orders shown, what was taken for gone taken up
 * again, and once everything was asked, the balances compared. What does not agree keeps entries out; what contradicts
 * itself halts until a person looked. Once they agree, a stop that the venue refused is tried again: for the while in
 * which this gate lives it runs it itself, and that must not be for good.
 */
export const venueSeen: Decider<"venue.seen"> = (story, { snapshot }) => {
  for (const fill of snapshot.fills) bookSeen(story, fill);
  const wrong = snapshot.orders === null ? [] : takeUp(story, snapshot, snapshot.orders);
  if (!snapshot.isWhole) return contradict(story, wrong);
  const missing = missingOf(story.state, snapshot);
  const isInDoubt = missing.length > 0 || isBehind(story.state, snapshot) || isGivenUpLately(story.state, snapshot);
  const { unexplained, contradictions, differences } = explainBalances(story, snapshot, isInDoubt);
  const all = [...wrong, ...contradictions, ...missing, ...differences].slice(0, MAX_DIFFERENCES);
  story.tell("gate.reconciled", {
    orders: Object.keys(story.state.orders).length,
    differences: all.map((each) => each.slice(0, 300)),
    ...(story.state.binding?.venue === "paper" ? {} : { at: snapshot.askedAt, unexplained }),
  });
  halt(story, [...wrong, ...contradictions]);
  if (all.length > 0) return;
  clearHold(story, "venue_lost", "it answers, and agrees with the ledger");
  retryExits(story);
  for (const positionId of Object.keys(story.state.positions)) protect(story, positionId);
  settleFlattening(story, true);
};

/** Books an execution once: of an order of ours, or as a stranger's. */
function bookSeen(story: Story, { clientOrderId, ...fill }: OwnedFill): void {
  const { tradeIds, externalTradeIds, abandoned } = story.state;
  if (tradeIds.includes(fill.tradeId) || externalTradeIds.includes(fill.tradeId)) return;
  if (clientOrderId !== null && abandoned[clientOrderId] !== undefined) {
    resurface(story, clientOrderId, fill.venueOrderId);
  }
  const ours = clientOrderId === null ? undefined : orderOf(story.state, clientOrderId);
  if (ours !== undefined) return bookFill(story, reportOf(ours.spec, fill));
  if (!(story.state.binding?.symbols ?? []).includes(fill.symbol)) return;
  const { symbol, side, tradeId, lastQuantity, lastPrice, commission, filledAt } = fill;
  venueForeign(story, {
    type: "venue.foreign",
    fill: { symbol, side, tradeId, lastQuantity, lastPrice, commission, filledAt },
  });
  noteFilled(story, fill);
}

/** What a stranger's order bought is EXTERNAL: adopted as one that has not filled, it would be booked a second time. */
function noteFilled(story: Story, { venueOrderId, lastQuantity }: Omit<OwnedFill, "clientOrderId">): void {
  const orders = story.state.foreignOrders.map((order) =>
    order.venueOrderId === venueOrderId
      ? { ...order, filledQuantity: least(order.quantity, add(order.filledQuantity, lastQuantity)) }
      : order,
  );
  listForeign(story, orders);
}

const orderOf = ({ orders, ended }: GateState, clientOrderId: string) => orders[clientOrderId] ?? ended[clientOrderId];

type SeenOrders = NonNullable<VenueSnapshot["orders"]>;

/** Every order that the venue has: ours are accepted if they were not yet, the rest is shown. Gives what contradicts. */
function takeUp(story: Story, { askedAt }: VenueSnapshot, seen: SeenOrders): string[] {
  const wrong: string[] = [];
  const foreign: ForeignOrder[] = [];
  for (const order of seen) {
    const { clientOrderId, venueOrderId } = order;
    const ours = workingOf(story.state, order);
    const past = clientOrderId === null ? undefined : pastOf(story.state, clientOrderId);
    if (ours === undefined && (clientOrderId === null || past === undefined)) {
      const { symbol, side, quantity, filledQuantity, limitPrice, stopPrice } = order;
      foreign.push({ venueOrderId, clientOrderId, symbol, side, quantity, filledQuantity, limitPrice, stopPrice });
    } else if (ours === undefined) {
      // What ended after the question was asked may still stand in the answer.
      if ((past?.changedAt ?? 0) < askedAt) resurface(story, clientOrderId ?? "", venueOrderId);
    } else {
      const { clientOrderId: id } = ours.spec;
      const what = mismatch(ours.spec, order);
      if (what !== null) wrong.push(`order ${id} is not what was sent: ${what}`);
      // A list may be older than the refusal that made it doubtful: what had a name and is lost, only a look by id finds.
      else if (ours.venueOrderId === null) story.tell("order.accepted", { clientOrderId: id, venueOrderId });
    }
  }
  listForeign(story, foreign.slice(0, MAX_FOREIGN));
  return wrong;
}

/** Ours by its own id, or by the venue's: an adopted one goes by another there. */
const workingOf = (
  { orders }: GateState,
  { clientOrderId, venueOrderId }: SeenOrders[number],
): WorkingOrder | undefined =>
  orders[clientOrderId ?? ""] ?? Object.values(orders).find((order) => order.venueOrderId === venueOrderId);

const pastOf = ({ ended, abandoned }: GateState, clientOrderId: string) =>
  ended[clientOrderId] ?? abandoned[clientOrderId]?.order;

function listForeign(story: Story, orders: readonly ForeignOrder[]): void {
  if (canonicalJson(orders) === canonicalJson(story.state.foreignOrders)) return;
  story.tell("foreign.listed", { orders: [...orders] });
}

/** Ours that should be there and are not: each is looked for by itself, and until then nothing is begun. */
function missingOf({ orders }: GateState, { askedAt, orders: seen }: VenueSnapshot): string[] {
  if (seen === null) return [];
  const there = new Set(seen.flatMap(({ clientOrderId, venueOrderId }) => [clientOrderId, venueOrderId]));
  return Object.values(orders)
    .filter(
      ({ spec, state, changedAt, venueOrderId }) =>
        state !== "reserved" && changedAt < askedAt && !there.has(spec.clientOrderId) && !there.has(venueOrderId ?? ""),
    )
    .map(({ spec, state }) => `order ${spec.clientOrderId} (${state}) is not among the venue's`);
}

/** Whether the venue counts executions of an order of ours that are not booked: their list may lag. */
const isBehind = (state: GateState, { orders }: VenueSnapshot): boolean =>
  (orders ?? []).some(({ clientOrderId, filledQuantity }) => {
    const ours = state.orders[clientOrderId ?? ""];
    return ours !== undefined && !isEqual(ours.filledQuantity, filledQuantity);
  });

/** So long after its last look an order that was given up may still arrive, and what it executed be listed. */
const LATELY_MS = 10 * MINUTE_MS;
const isGivenUpLately = ({ abandoned }: GateState, { askedAt }: VenueSnapshot): boolean =>
  Object.values(abandoned).some(({ order: { lookedAt } }) => lookedAt !== null && askedAt - lookedAt < LATELY_MS);

/** Contradictions that show before everything was asked do not wait for the rest. */
function contradict(story: Story, wrong: readonly string[]): void {
  if (wrong.length === 0) return;
  const differences = wrong.slice(0, MAX_DIFFERENCES).map((each) => each.slice(0, 300));
  story.tell("gate.reconciled", { orders: Object.keys(story.state.orders).length, differences });
  halt(story, wrong);
}

function halt(story: Story, wrong: readonly string[]): void {
  const [first] = wrong;
  if (first === undefined) return;
  placeHold(story, { level: "halted", cause: "not_reconciled", clearedBy: "operator", detail: first.slice(0, 200) });
  cancelEntries(story, "not reconciled");
}
