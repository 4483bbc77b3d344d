import test, { type ExecutionContext } from "ava";
import { closedTrade } from "../closedTrade.ts";
import { acked, eager, HISTORY, live, newPath, rulebook, type Stage, stage, ticks } from "./stage.ts";

const all = ticks(7);

/** A rule in pause that would be in at every candle, and out again two candles later. */
const paused = (changes: { readonly coolDownBars?: number; readonly exit?: object } = {}) =>
  rulebook(eager({ status: "paused", ...changes, exit: { stop: "0.2 * close", timeBars: 2, ...changes.exit } }));

async function walk(on: Stage, from: number, to: number): Promise<void> {
  for (let i = from; i < to; i++) {
    on.gate.tick(HISTORY + i, all[i]!);
    await acked(on, HISTORY + i);
  }
}

/** On which of the candles it would have entered. */
const entriesOf = (on: Stage): readonly number[] =>
  on.told("signal.generated").map(({ candleTs }) => all.findIndex((tick) => tick.candleTs === candleTs));

async function restAt(t: ExecutionContext, rules: ReturnType<typeof paused>): Promise<Stage> {
  const on = await stage(t, { script: { "rules.get": rules } });
  await live(on);
  return on;
}

test("a paused rule cools down in shadow as it would with real money: the candle of the exit counts", async (t) => {
  const on = await restAt(t, paused({ coolDownBars: 2 }));
  await walk(on, 0, 7);
  const [first] = on.told("counterfactual.resolved");
  t.is(first?.exitAt, all[3]!.candleTs);
  t.deepEqual(entriesOf(on), [0, 5]);
  const hasty = await restAt(t, paused());
  await walk(hasty, 0, 7);
  t.deepEqual(entriesOf(hasty), [0, 3, 6], "one that does not cool down is in again at once");
});

test("a new process knows when a paused rule last left in shadow", async (t) => {
  const path = newPath(t);
  const script = { "rules.get": paused({ coolDownBars: 2 }) };
  const first = await stage(t, { script, path });
  await live(first);
  await walk(first, 0, 4);
  first.agent.stop();
  await first.agent.done;
  const second = await stage(t, { script, path, nextTick: HISTORY + 4 });
  await live(second);
  await walk(second, 4, 7);
  t.deepEqual(entriesOf(second), [0, 5]);
});

test("a paused rule cools down after what it really left as well, whichever was later", async (t) => {
  const on = await restAt(t, paused({ coolDownBars: 2 }));
  on.gate.emit("position.closed", closedTrade({ entryAt: all[0]!.candleTs, exitAt: all[0]!.candleTs }));
  await walk(on, 0, 4);
  t.deepEqual(entriesOf(on), [2]);
});

test("what a rule did in shadow does not keep it out with real money", async (t) => {
  const on = await restAt(t, paused({ coolDownBars: 5 }));
  await walk(on, 0, 4);
  t.is(on.told("counterfactual.resolved").length, 1);
  const again = eager({ status: "active", coolDownBars: 5, exit: { stop: "0.2 * close", timeBars: 2 } });
  on.gate.script = { ...on.gate.script, "rules.get": rulebook(again) };
  on.gate.emit("rule.status_changed", {});
  await walk(on, 4, 5);
  t.deepEqual(entriesOf(on), [0, 4]);
});

test("a paused rule takes its part off in shadow, and its R is of both", async (t) => {
  const rOf = async (exit: object): Promise<number> => {
    const on = await restAt(t, paused({ exit: { timeBars: 3, ...exit } }));
    await walk(on, 0, 5);
    const [resolved] = on.told("counterfactual.resolved");
    t.is(resolved?.exitAt, all[4]!.candleTs);
    return resolved!.r!;
  };
  const candles = all.map((tick) => tick.candles.get("BTC/USD")!);
  const entered = candles[1]!.open;
  const risk = entered - 0.8 * candles[0]!.close;
  // Before the third candle of it, on which its time is up.
  const due = [1, 2].find((i) => (candles[i]!.close - entered) / risk >= 0.001)!;
  const whole = await rOf({});
  const parted = await rOf({ partial: { atR: 0.001, pct: 40 } });
  // Costs are not known to this gate, and so the dearest: 150 bps.
  const gained = (0.4 * (candles[due + 1]!.open - candles[4]!.open) * (1 - 0.015)) / risk;
  t.true(Math.abs(gained) > 1e-4);
  t.is((parted - whole).toFixed(9), gained.toFixed(9));
});
