import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { Armed } from "../../bin/gate/armed.ts";
import { statusOf } from "../e2e/gateLine.ts";
import { gatePid, homeFor, killHard, trade } from "../e2e/trade.ts";
import { tempDir } from "../store/temp.ts";

const SIM = ["--market", "sim", "--symbols", "BTC/USD", "--seed", "2", "--speed", "0.001"];

test("the mark says that it is there, and how far the record went; what is no number says nothing", (t) => {
  const path = join(tempDir(t), "armed");
  const armed = new Armed(path, t.fail);
  t.deepEqual([armed.isSet, armed.lastSeq], [false, 0]);
  armed.set(41);
  t.deepEqual([armed.isSet, new Armed(path, t.fail).lastSeq], [true, 41]);
  writeFileSync(path, "half a num");
  t.is(armed.lastSeq, 0);
  armed.clear();
  armed.clear();
  t.false(armed.isSet);
});

test("once cleared it stays away, whoever ends the gate meanwhile, until the memory is trusted again", (t) => {
  const armed = new Armed(join(tempDir(t), "armed"), t.fail);
  armed.arm(41);
  armed.clear();
  armed.set(42);
  t.false(armed.isSet);
  armed.arm(42);
  t.deepEqual([armed.isSet, armed.lastSeq], [true, 42]);
});

test("a gate that finds its mark gone starts halted, and says so once; the operator resumes", async (t) => {
  const home = homeFor(t);
  t.is((await trade(home, "gate", "start", ...SIM)).code, 0);
  t.is((await statusOf(home)).trading.state, "active");
  await killHard(gatePid(home) ?? 0);
  const mark = join(home, "gate", "armed");
  t.true(existsSync(mark));
  rmSync(mark);
  t.is((await trade(home, "gate", "start")).code, 0);
  const { trading } = await statusOf(home);
  t.is(trading.state, "halted");
  t.deepEqual(
    trading.holds.map(({ cause, clearedBy }) => [cause, clearedBy]),
    [["journal", "operator"]],
  );
  await trade(home, "resume", "--yes");
  t.is((await trade(home, "gate", "stop")).code, 0);
  t.is((await trade(home, "gate", "start")).code, 0);
  t.is((await statusOf(home)).trading.state, "active");
});

test("a journal that ends before the last record a gate left word of is not started on", async (t) => {
  const home = homeFor(t);
  t.is((await trade(home, "gate", "start", ...SIM)).code, 0);
  t.is((await trade(home, "gate", "stop")).code, 0);
  writeFileSync(join(home, "gate", "armed"), "100000");
  const refused = await trade(home, "gate", "start");
  t.is(refused.code, 5);
  t.regex(refused.stderr, /ends at record \d+, and 100000 were written; run `trade audit verify`, restore a copy/);
});
