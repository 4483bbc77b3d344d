import test from "ava";
import { closedTrade } from "../closedTrade.ts";
import { acked, eager, HISTORY, live, rulebook, stage, ticks } from "./stage.ts";

const [first, second, third, fourth] = ticks(6);

const closedAt = (exitAt: number) => closedTrade({ entryAt: exitAt, exitAt });

test("a rule that cools down lets candles pass after an exit, and then enters again", async (t) => {
  const rule = eager({ coolDownBars: 2 });
  const on = await stage(t, { script: { "rules.get": rulebook(rule) } });
  await live(on);
  on.gate.emit("position.closed", closedAt(first!.candleTs));
  for (const [index, tick] of [first!, second!].entries()) {
    on.gate.tick(HISTORY + index, tick);
    await acked(on, HISTORY + index);
    t.is(on.told("signal.generated").length, 0, `candle ${index}`);
  }
  on.gate.tick(HISTORY + 2, third!);
  await acked(on, HISTORY + 2);
  t.is(on.told("signal.generated").length, 1);
});

test("a rule that does not enters at once", async (t) => {
  const on = await stage(t);
  await live(on);
  on.gate.emit("position.closed", closedAt(first!.candleTs));
  on.gate.tick(HISTORY, first!);
  await acked(on, HISTORY);
  t.is(on.told("signal.generated").length, 1);
  t.truthy(fourth);
});
