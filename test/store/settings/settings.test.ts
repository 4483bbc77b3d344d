import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { InputError } from "../../../src/store/input.ts";
import { readSettings, writeSetting } from "../../../src/store/settings/settings.ts";
import { tempDir } from "../temp.ts";

test("settings are kept for their owner, one at a time, and forgotten one at a time", (t) => {
  const path = join(tempDir(t), "settings.json");
  t.deepEqual(readSettings(path), {});
  writeSetting(path, "symbols", "BTC/USD, ETH/USD");
  writeSetting(path, "palette", "colorblind");
  t.deepEqual(readSettings(path), { symbols: ["BTC/USD", "ETH/USD"], palette: "colorblind" });
  t.is(statSync(path).mode & 0o777, 0o600);
  writeSetting(path, "palette", null);
  t.deepEqual(readSettings(path), { symbols: ["BTC/USD", "ETH/USD"] });
});

test("what is no setting, or no value of it, is refused in one line that says what to do, and nothing changes", (t) => {
  const path = join(tempDir(t), "settings.json");
  writeSetting(path, "speed", "60");
  const before = readFileSync(path);
  for (const [name, value, says] of [
    ["speed", "max", /speed: a number above 0/],
    ["speed", "-1", /speed: a number above 0/],
    ["symbols", "BTC", /symbols\.0: a symbol such as "BTC\/USD"/],
    ["timeframe", "7m", /timeframe/],
    ["market", "replay:BTC/USD=x.csv", /market/],
    ["mode", "live", /the setting "mode": is not known; known are .*limits stand in safety\.yaml/],
    ["evolveTrades", "-1", /evolveTrades: a whole number from 0/],
    ["evolveCandidates", "many", /evolveCandidates: a whole number from 2 to 2000/],
    ["maxRiskPct", "5", /limits stand in safety\.yaml/],
    ["palete", "none", /did you mean palette\?/],
  ] as const) {
    const error = t.throws(() => writeSetting(path, name, value), { instanceOf: InputError });
    t.regex(error.message, says);
    t.false(error.message.includes("\n"));
  }
  t.deepEqual(readFileSync(path), before);
});

test("a file that is not understood is an error with its place, never a guess", (t) => {
  const path = join(tempDir(t), "settings.json");
  for (const text of ["{", "[]", '{"maxRiskPct": 5}', '{"palette": "loud"}']) {
    writeFileSync(path, text);
    const error = t.throws(() => readSettings(path), { instanceOf: InputError });
    t.true(error.message.startsWith(path), error.message);
  }
});
