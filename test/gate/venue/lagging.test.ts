import test from "ava";
import { orderIdOf } from "../../../src/store/ids.ts";
import { entry, flatten, submit } from "../facts.ts";
import { entryId } from "../given.ts";
import { RemoteWorld } from "./remoteWorld.ts";

test("what an execution moved that is not listed yet is booked as that execution, and never as money that moved", async (t) => {
  const world = await new RemoteWorld().pass(3);
  const limit = { type: "limit", limitPrice: "99", timeInForce: "gtc" } as const;
  await (await world.run(submit(entry(1, limit)))).pass(3);
  const { exchange } = world;
  exchange.fill(exchange.venueId(entryId(1)), "2", "99");
  const late = exchange.executions.splice(0);
  await world.pass(90);
  t.deepEqual([world.data("cash.moved"), world.data("external.moved")], [[], []]);
  t.false(world.state.reconciled);
  exchange.executions.push(...late);
  await world.pass(10);
  t.is(world.state.positions[entryId(1)]?.quantity, "2");
  t.is(world.state.cash, exchange.balance["USD"] ?? "");
  t.deepEqual([world.state.externals, world.state.deposits], [{}, "0"]);
  t.true(world.state.reconciled);
});

test("what an order executed that was given up and arrived all the same is its own as well, however late it is listed", async (t) => {
  const world = await new RemoteWorld().pass(3);
  const { exchange } = world;
  exchange.next = ["lose"];
  await world.run(submit(entry(1, { type: "limit", limitPrice: "99", timeInForce: "gtc" })));
  await world.pass(70);
  const [spec] = world.data("order.reserved");
  t.truthy(world.state.abandoned[entryId(1)]);
  if (spec === undefined) return;
  await exchange.place(spec);
  exchange.fill(exchange.venueId(entryId(1)), "2", "99");
  const late = exchange.executions.splice(0);
  await world.pass(90);
  exchange.executions.push(...late);
  await world.pass(70);
  t.deepEqual([world.data("cash.moved"), world.data("external.moved")], [[], []]);
  t.is(world.state.positions[entryId(1)]?.quantity, "2");
  t.is(world.state.cash, exchange.balance["USD"] ?? "");
  t.true(world.state.reconciled);
});

test("what its list of open orders shows is not absent, however often it is looked for in vain; only a look by id finds it again", async (t) => {
  const world = await (await new RemoteWorld().pass(3)).run(submit(entry(1)));
  const stopId = orderIdOf(entryId(1), "stop", 0);
  world.exchange.fill(world.exchange.venueId(entryId(1)), "2", "100");
  await world.pass(3);
  await world.run({ type: "venue.rejected", clientOrderId: stopId, reason: "DUPLICATE" });
  world.exchange.isHalfBlind = true;
  await world.pass(120);
  t.deepEqual(world.data("order.missed"), []);
  t.like(world.state.orders[stopId], { isLost: true }, "the gate runs the stop meanwhile");
  t.deepEqual(world.exchange.placed, [entryId(1), stopId]);
  world.exchange.isHalfBlind = false;
  await world.pass(5);
  t.like(world.state.orders[stopId], { state: "accepted", isLost: false });
});

test("a venue that goes on contradicting itself keeps no position from being left", async (t) => {
  const world = await (await new RemoteWorld().pass(3)).run(submit(entry(1)));
  const { exchange } = world;
  exchange.fill(exchange.venueId(entryId(1)), "2", "100");
  await world.pass(3);
  exchange.isHalfBlind = true;
  exchange.isDeaf = true;
  await world.run(flatten());
  await world.pass(150);
  t.false(exchange.placed.includes(orderIdOf(entryId(1), "exit", 0)), "the list is believed for a while");
  await world.pass(120);
  t.true(exchange.placed.includes(orderIdOf(entryId(1), "exit", 0)));
});
