import test from "ava";
import { alreadyInPosition } from "../../../src/gate/checks/alreadyInPosition.ts";
import { climb } from "../../../src/gate/checks/ladder.ts";
import { positionOf } from "../../../src/gate/checks/subject.ts";
import { BTC, contextOf, counted, entry, exit, filled, flatten, origin, rule, submit, T0, tick } from "../facts.ts";
import { entryId, given, type Given } from "../given.ts";

const scaling = {
  event: "rule.accepted",
  data: { document: rule("trend", { scale: { atR: 1, steps: 1, pct: 50 } }), by: "gate" },
} as const;
/** Two coins at 100, by a rule that may add one position to what gains. */
const held = given(scaling, submit(entry(1)), filled(entryId(1), "2"));
const at = (g: Given, close: number): Given => g.and(tick(1, { [BTC]: close }));
const seen = (g: Given, n = 9) =>
  climb(
    { intent: entry(n), origin, seen: null, approvedBy: null },
    g.state,
    contextOf(g.state.at ?? T0, counted()),
  ).find(({ code }) => code === alreadyInPosition.code);

test("a rule that says so may add to what gains, and to nothing else", (t) => {
  t.like(seen(at(held, 100.01)), { passed: true, observed: "1 held, the newest in gain" });
  t.like(seen(at(held, 100)), { passed: false, observed: "1 held, the newest not in gain" });
  t.like(seen(at(held, 99)), { passed: false, observed: "1 held, the newest not in gain" });
});

test("it adds no more often than it says, and to nothing that is being left", (t) => {
  const two = at(held, 101).and(submit(entry(2)), filled(entryId(2), "1", "101"));
  t.like(seen(two.and(tick(2, { [BTC]: 103 }))), {
    passed: false,
    limit: "flat, or fewer than 2 and the newest in gain",
  });
  t.like(seen(at(held, 101).and(flatten())), { passed: false, observed: "1 held, one of them being left" });
  const leaving = at(held, 101).and(submit(exit(3)));
  t.like(seen(leaving), { passed: false, observed: "1 held, one of them being left" });
});

test("an addition is held to its own share of the size", (t) => {
  const limitIn = (g: Given) =>
    climb(
      { intent: entry(9), origin, seen: null, approvedBy: null },
      g.state,
      contextOf(g.state.at ?? T0, counted()),
    ).find(({ code }) => code === "RULE_SIZE_EXCEEDED");
  const [first, added] = [limitIn(given(scaling)), limitIn(at(held, 101))];
  t.regex(added?.source ?? "", /50 %, an addition, of rule trend/);
  t.true(Number.parseFloat(added?.limit ?? "") < Number.parseFloat(first?.limit ?? "") * 0.52);
});

test("an exit of a rule that holds several names the one that it means; none is guessed", (t) => {
  const two = at(held, 101).and(submit(entry(2)), filled(entryId(2), "1", "101"));
  t.is(Object.keys(two.state.positions).length, 2);
  t.is(positionOf(exit(3), two.state), undefined);
  t.is(positionOf(exit(3, { positionId: entryId(2) }), two.state)?.quantity, "1");
  t.is(positionOf(exit(3, { positionId: entryId(7) }), two.state), undefined);
  t.is(positionOf(exit(3), held.state)?.quantity, "2");
});
