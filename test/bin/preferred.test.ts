import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { preferred, settingsOrNone } from "../../bin/preferred.ts";
import { InputError } from "../../src/store/input.ts";
import { openJournal } from "../../src/store/journal/journal.ts";
import { writeSetting } from "../../src/store/settings/settings.ts";
import { binding } from "../gate/facts.ts";
import { JOURNAL_ID } from "../store/journal/world.ts";
import { tempDir } from "../store/temp.ts";

function home(t: ExecutionContext, settings: Readonly<Record<string, string>>) {
  const folder = tempDir(t);
  const at = { gateDb: join(folder, "gate.db"), settings: join(folder, "settings.json") };
  for (const [name, value] of Object.entries(settings)) writeSetting(at.settings, name, value);
  return at;
}
const LIKED = { symbols: "ETH/USD", timeframe: "15m", market: "sim", speed: "60" };

test("a new account is opened as the operator likes it, and a flag has the last word", async (t) => {
  const at = home(t, LIKED);
  t.deepEqual((await preferred({}, at)).flags, { symbols: "ETH/USD", timeframe: "15m", market: ["sim"], speed: "60" });
  const flags = { symbols: "BTC/USD", speed: "5", timeframe: undefined, seed: "a" };
  t.deepEqual((await preferred(flags, at)).flags, {
    symbols: "BTC/USD",
    timeframe: "15m",
    market: ["sim"],
    speed: "5",
    seed: "a",
  });
});

test("recordings and bounded runs are the same whoever runs them", async (t) => {
  const at = home(t, LIKED);
  for (const flags of [
    { market: ["replay:BTC/USD=/x.csv"] },
    { market: ["sim"], until: "10" },
    { market: ["sim"], speed: "max" },
  ]) {
    t.deepEqual((await preferred(flags, at)).flags, flags);
  }
});

test("an account that is there keeps what it is bound to; only its pace is the operator's", async (t) => {
  const at = home(t, LIKED);
  const journal = openJournal({ path: at.gateDb, journalId: JOURNAL_ID, wallClock: () => 1, pid: 1 });
  journal.setMeta("binding", JSON.stringify(binding));
  t.deepEqual((await preferred({}, at)).flags, { speed: "60" });
  journal.setMeta("binding", JSON.stringify({ ...binding, market: { kind: "coinbase" } }));
  t.deepEqual((await preferred({}, at)).flags, {});
  journal.close();
});

test("settings that cannot be read stop the opening of an account, and no screen", async (t) => {
  const at = home(t, {});
  writeFileSync(at.settings, "{");
  await t.throwsAsync(() => preferred({ market: ["sim"] }, at), { instanceOf: InputError });
  t.deepEqual(settingsOrNone(at), {});
});
