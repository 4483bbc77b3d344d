import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { InputError } from "../../../src/store/input.ts";
import { takeLock } from "../../../src/store/lock.ts";
import { changeSetting, readSettings, writeSetting } from "../../../src/store/settings/settings.ts";
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

test("a change of the loops' settings is kept where it is what it was when it was asked for, also where it was not set", (t) => {
  const path = join(tempDir(t), "settings.json");
  const change = { key: "metaDecay", value: "0.9", before: "0.95" } as const;
  writeSetting(path, "palette", "none");
  t.is(changeSetting(path, change), "0.9");
  t.deepEqual(readSettings(path), { palette: "none", metaDecay: "0.9" });
  t.is(changeSetting(path, change), "0.9", "whoever comes again finds it kept");
  writeSetting(path, "metaDecay", "0.950");
  t.is(changeSetting(path, change), "0.9", "the same number is the same");
});

test("what a person set since stands: it is given, and nothing is written", (t) => {
  const path = join(tempDir(t), "settings.json");
  writeSetting(path, "evolveTrades", "150");
  const before = readFileSync(path);
  t.is(changeSetting(path, { key: "evolveTrades", value: "200", before: "100" }), "150");
  t.deepEqual(readFileSync(path), before);
});

test("one process writes at a time: who comes at that moment is told to try again, and nothing is lost", (t) => {
  const path = join(tempDir(t), "settings.json");
  writeSetting(path, "evolveTrades", "100");
  const other = takeLock(`${path}.lock`);
  const change = { key: "evolveTrades", value: "200", before: "100" } as const;
  for (const write of [() => changeSetting(path, change), () => writeSetting(path, "palette", "none")]) {
    t.regex(t.throws(write, { instanceOf: InputError }).message, /another process writes it at this moment; try again/);
  }
  t.deepEqual(readSettings(path), { evolveTrades: "100" });
  other?.release();
  t.is(changeSetting(path, change), "200");
});
