import test from "ava";
import type { Readings } from "../../../src/gate/decide/command.ts";
import { entry, submit } from "../facts.ts";
import { entryId, given } from "../given.ts";

const WELL: Readings = { lagMs: 12, clockSkewMs: -40, freeDiskMb: 9_000, memoryMb: 120 };
const read = (change: Partial<Readings> = {}) => ({ type: "watchdog.read", readings: { ...WELL, ...change } }) as const;

const ILL: readonly (readonly [Partial<Readings>, RegExp])[] = [
  [{ lagMs: 2_001 }, /stood still for 2001 ms, limit 2000/],
  [{ clockSkewMs: 2_001 }, /clock 2001 ms off the venue's/],
  [{ clockSkewMs: -2_001 }, /clock -2001 ms off the venue's/],
  [{ freeDiskMb: 199 }, /199 MiB of disk left, limit 200: make room/],
  [{ memoryMb: 1_501 }, /takes 1501 MiB, limit 1500/],
];

for (const [change, detail] of ILL) {
  test(`a gate that is not well (${JSON.stringify(change)}) lets nothing in until it is, and says why`, (t) => {
    const ill = given(submit(entry(1, { type: "limit", limitPrice: "98", timeInForce: "gtc" }))).when(read(change));
    ill.tells(t, ["hold.placed", { level: "reducing", cause: "watchdog", clearedBy: "cause" }], "order.pending_cancel");
    t.regex(ill.one("hold.placed").detail, detail);
    t.is(ill.state.orders[entryId(1)]?.state, "pending_cancel");
    given(read(change)).when(read(change)).tells(t);
    given(read(change))
      .when(read())
      .tells(t, ["hold.cleared", { cause: "watchdog" }]);
  });
}

test("at its limits, and where a thing is not measured, a gate is well", (t) => {
  given()
    .when(read({ lagMs: 2_000, clockSkewMs: null, freeDiskMb: 200, memoryMb: 1_500 }))
    .tells(t);
});
