import anyTest, { type ExecutionContext, type TestFn } from "ava";
import type { Intent } from "../../../src/store/words/intent.ts";
import { BTC, CANDLE_MS, entry, T0 } from "../facts.ts";
import { PolledWorld } from "./polledWorld.ts";

type Kept = { readonly worlds: PolledWorld[] };

/** A test whose worlds are taken down behind it. */
export const test = anyTest as TestFn<Kept>;

test.beforeEach((t) => {
  t.context = { worlds: [] };
});
test.afterEach.always((t) => Promise.all(t.context.worlds.map(({ server }) => server.close())));

export async function kept(t: ExecutionContext<Kept>, world: Promise<PolledWorld>): Promise<PolledWorld> {
  t.context.worlds.push(await world);
  return world;
}

/** A world after its first fresh snapshot: entries may come. */
export async function live(t: ExecutionContext<Kept>, symbols: readonly string[] = [BTC]): Promise<PolledWorld> {
  const world = await kept(t, PolledWorld.begin(symbols));
  world.now += 1_000;
  for (const symbol of symbols) world.trade(100, symbol);
  await world.turn();
  return world;
}

/** An entry of the candle that closed last, as the agent would send it now. */
export const wish = (n: number, candle = 0): Intent =>
  entry(n, { reference: { price: "100", candleTs: T0 + candle * CANDLE_MS } });
export const closeOf = (n: number): number => T0 + (n + 1) * CANDLE_MS;

/** A long position of 2 BTC at 100 with its stop at 95 resting at the venue. */
export async function holding(t: ExecutionContext<Kept>): Promise<PolledWorld> {
  const world = await live(t);
  t.deepEqual(world.submit(wish(1)), []);
  world.now += 500;
  world.trade(100);
  await world.turn();
  t.is(world.all("position.opened").length, 1);
  return world;
}
