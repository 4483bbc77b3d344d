import test from "ava";
import { accepted, canceled, entry, filled, flatten, rejected, submit, tick } from "../facts.ts";
import { entryId, given, type Given } from "../given.ts";

const absent = (clientOrderId: string) => ({ type: "venue.absent", clientOrderId }) as const;

interface Leaving {
  readonly stop: string;
  readonly exit: string;
  readonly given: Given;
}

/** Two coins are held, their stop was taken back, and the answer to the way out was lost. */
function leaving(): Leaving {
  const held = given(submit(entry(1)), accepted(entryId(1)), filled(entryId(1), "2"));
  const stop = Object.keys(held.state.orders)[0] ?? "";
  const sent = held.and(accepted(stop), flatten(), canceled(stop));
  const exit = Object.keys(sent.state.orders)[0] ?? "";
  return { stop, exit, given: sent.and({ type: "venue.unknown", clientOrderId: exit, cause: "timeout" }) };
}

/** It was looked for in vain three times; the next look is the last. */
const looked = (g: Given, exit: string): Given => g.and(...[1, 2, 3].flatMap((n) => [tick(n), absent(exit)]), tick(4));

test("an exit that never arrived is sent again under its id while all of it is held", (t) => {
  const { exit, given: lost } = leaving();
  looked(lost, exit)
    .when(absent(exit))
    .tells(t, ["order.missed", { looks: 4 }], ["order.submitted", { clientOrderId: exit }]);
});

test("an exit that never arrived and has become too large is given up, and a smaller one leaves under another id", (t) => {
  const { exit, stop, given: lost } = leaving();
  const last = looked(lost.and(filled(stop, "0.5")), exit);
  last.when(absent(exit)).tells(t, "order.missed", ["order.abandoned", { clientOrderId: exit }]);
  t.like(last.and(absent(exit)).when(tick(5)).one("order.reserved"), { role: "exit", quantity: "1.5", attempt: 1 });
});

test("a no to what was sent again says nothing of the first time: it stays unknown, and nothing takes its place", (t) => {
  const { exit, given: lost } = leaving();
  const refused = looked(lost, exit).and(absent(exit));
  refused.when(rejected(exit)).tells(t, ["order.unknown", { clientOrderId: exit }]);
  const after = refused.and(rejected(exit)).when(tick(5));
  t.false(after.types.includes("order.reserved"));
  const arrived = refused.and(rejected(exit), accepted(exit), filled(exit, "2"));
  t.deepEqual([arrived.state.positions, arrived.state.orders], [{}, {}]);
});

test("a no to what was sent once is believed", (t) => {
  given(submit(entry(1)))
    .when(rejected(entryId(1)))
    .tells(t, "order.rejected");
});

const lost = (clientOrderId: string) => ({ type: "venue.unknown", clientOrderId, cause: "socket hang up" }) as const;
const open = (clientOrderId: string) =>
  ({
    type: "venue.found",
    clientOrderId,
    order: {
      clientOrderId,
      venueOrderId: "v-1",
      symbol: "BTC/USD",
      side: "buy",
      quantity: "2",
      filledQuantity: "0",
      limitPrice: null,
      stopPrice: null,
      status: "open",
      detail: "OPEN",
    },
    fills: [],
  }) as const;

test("what the venue was seen to have does not become unknown by an answer that comes late and says nothing", (t) => {
  const seen = given(submit(entry(1)), open(entryId(1)));
  t.is(seen.state.orders[entryId(1)]?.state, "accepted");
  seen.when(lost(entryId(1))).tells(t);
});

test("a no to what the venue was seen to have is a contradiction: it is looked for, and found it is accepted again", (t) => {
  const seen = given(submit(entry(1)), open(entryId(1)));
  seen.when(rejected(entryId(1))).tells(t, ["order.unknown", { clientOrderId: entryId(1) }]);
  const again = seen.and(rejected(entryId(1)), open(entryId(1)));
  t.like(again.state.orders[entryId(1)], { state: "accepted", isLost: false });
});

test("looks in vain count in a row: one that found it begins anew", (t) => {
  const seen = given(submit(entry(1)), open(entryId(1)));
  const missed = seen.and(tick(1), absent(entryId(1)));
  t.is(missed.state.orders[entryId(1)]?.looks, 1);
  t.is(missed.and(open(entryId(1))).state.orders[entryId(1)]?.looks, 0);
  t.is(missed.and(tick(2), absent(entryId(1))).state.orders[entryId(1)]?.looks, 2);
  const later = missed.and(tick(2), tick(3), tick(4), absent(entryId(1)));
  t.is(later.state.orders[entryId(1)]?.looks, 1, "a quarter of an hour apart is no row");
});
