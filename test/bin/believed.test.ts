import test from "ava";
import { believedIn } from "../../bin/believed.ts";
import { recallLearned } from "../../src/agent/runtime/learned.ts";
import { bindTo } from "../../src/agent/runtime/memory.ts";
import { idOfName } from "../../src/store/ids.ts";
import { closedTrade } from "../agent/closedTrade.ts";
import { FakeGate, GATE_JOURNAL } from "../agent/fakeGate.ts";
import { journalOn, newPath, SIM } from "../agent/runtime/stage.ts";
import { ruleWith } from "../agent/strategy/rule.ts";

test("a rule is shown with what its agent believes of it, in the words of the cockpit; without an agent with nothing", (t) => {
  const path = newPath(t);
  t.is(believedIn(path, "trend"), null);
  const journal = journalOn(path);
  t.teardown(() => journal.close());
  const gate = new FakeGate(t, SIM);
  bindTo(journal, { journalId: GATE_JOURNAL, binding: SIM } as Parameters<typeof bindTo>[1]);
  const { document } = ruleWith({ id: "trend" });
  const mirror = (type: string, data: object): void =>
    void journal.mirror.add(GATE_JOURNAL, gate.record(type, data as never));
  mirror("rule.accepted", { document, by: "operator" });
  for (let n = 1; n <= 40; n++) {
    const trade = { positionId: idOfName(`${n}`), ruleId: "trend", ruleVersion: document.version, r: (n % 3) - 0.5 };
    mirror("position.closed", closedTrade(trade));
  }
  const said = believedIn(path, "trend");
  t.regex(
    said ?? "",
    /^v\d+: 40 trades, mean \+0\.5 R, believed \+0\.5 ± 0\.1\d R; \d+ % of the proof that it earns; short of its promise by/,
  );
  t.is(recallLearned(journal, GATE_JOURNAL).insights.of("trend")[0] ?? null, said);
  t.is(believedIn(path, "constructor"), null);
});
