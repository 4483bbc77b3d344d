import { existsSync, mkdirSync, readFileSync } from "node:fs";
import test from "ava";
import { homeAt } from "../../../bin/home.ts";
import { stopCycle } from "../../../bin/evolve/stop.ts";
import { idOfName } from "../../../src/store/ids.ts";
import { journalOn } from "../../agent/runtime/stage.ts";
import { tempDir } from "../../store/temp.ts";

const AT = Date.UTC(2026, 0, 1);
const started = (cycle: number) => ({
  cycle,
  because: "trades",
  at: AT,
  trades: 3,
  seed: `account ${cycle}`,
  cut: { from: AT, to: AT + 1, periodMs: 1 },
  incumbents: [],
  count: 6,
  shares: null,
  calibration: 0.5,
  leastImprovement: 0.01,
  refused: [],
});

test("the cycle under way is named to the agent by its seed; where none is there is nobody to be told", (t) => {
  const home = homeAt(tempDir(t));
  const said: string[] = [];
  const stop = () => stopCycle(home, (line) => void said.push(line));
  t.throws(stop, { message: /no cycle of evolution is under way at / }, "no agent was here yet");
  mkdirSync(home.agent);
  const journal = journalOn(home.agentDb);
  t.teardown(() => journal.close());
  const tell = (type: string, data: object): void => {
    const id = idOfName(`${type} ${journal.head().seq}`);
    journal.append([{ id, ts: AT, type, causationId: null, correlationId: id, data }]);
  };
  tell("evolution.started", started(1));
  tell("evolution.ended", { cycle: 1, how: "canceled", why: "", result: null, followed: [] });
  t.throws(stop, { message: /no cycle/ }, "the last one is over");
  t.false(existsSync(home.stopCycle));
  tell("evolution.started", started(2));
  stop();
  t.regex(said[0] ?? "", /^cycle 2 is to end: /);
  t.is(readFileSync(home.stopCycle, "utf8"), "account 2\n");
});
