import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { tempDir } from "../store/temp.ts";
import { complains } from "./complaint.ts";
import { stageFor } from "./stage.ts";
import { FIXTURE, homeFor, trade } from "./trade.ts";
import { law } from "./law.ts";
import { VENUE } from "./venue.ts";

const OPENING = VENUE === "sim" ? ["--market", "sim"] : ["--mode", "live"];
const HEADLESS = ["--headless", ...OPENING, ...(VENUE === "sim" ? ["--until", "5"] : [])];
const recording = (path: string): string[] => ["--headless", "--market", `replay:BTC/USD=${path}`, "--json"];

test("a recording that is none is named by file and line, and nothing is begun", async (t) => {
  const home = homeFor(t);
  const folder = tempDir(t);
  const lines = readFileSync(FIXTURE, "utf8").split("\n").slice(0, 12);
  const cases: readonly (readonly [string, (rows: string[]) => readonly string[], RegExp])[] = [
    ["fields.csv", (rows) => rows.with(2, "1,2,3"), /fields\.csv:3: 3 fields instead of 6; write/],
    ["header.csv", (rows) => rows.with(0, "time,o,h,l,c,v"), /header\.csv:1: the header .*ts_ms,open/],
    ["negative.csv", (rows) => rows.with(3, (rows[3] ?? "").replace(/,[^,]*$/, ",-5")), /negative\.csv:4: volume -5/],
    ["twice.csv", (rows) => rows.toSpliced(5, 0, rows[4] ?? ""), /twice\.csv:6: ts_ms \d+ stands there twice; remove/],
    ["back.csv", (rows) => [...rows.slice(0, 1), ...rows.slice(6, 9), rows[2] ?? ""], /back\.csv:5: ts_ms .*sort it/],
    ["word.csv", (rows) => rows.with(7, (rows[7] ?? "").replace(/,\d/, ",x")), /word\.csv:8: open "x.* is no plain/],
    ["empty.csv", () => [], /empty\.csv:1: the header/],
  ];
  await Promise.all(
    cases.map(async ([name, change, line]) => {
      const path = join(folder, name);
      writeFileSync(path, change(lines).join("\n"));
      complains(t, await trade(home, ...recording(path)), 2, line);
    }),
  );
  complains(
    t,
    await trade(home, ...recording(join(folder, "absent.csv"))),
    2,
    /absent\.csv: cannot be read \(ENOENT\)/,
  );
  t.deepEqual(readdirSync(home), []);
});

test("a command line that is not understood says which word, and what to write instead", async (t) => {
  const home = homeFor(t);
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [["--hedless"], /--hedless: .*did you mean --headless\?/],
    [["statu"], /trade statu: .*did you mean `trade status`\?/],
    [["gate", "stat"], /trade gate: "stat" is not known; use run, start/],
    [["--headless", "--speed", "banana"], /--speed: "banana" is not understood; write a number .* or max/],
    [["--headless", "--speed", "0"], /--speed: "0" is not understood/],
    [["--headless", "--until", "x"], /--until: "x" is not understood; write `end`/],
    [["--headless", "--timeframe", "7m"], /--timeframe: "7m" is not understood; write one of 1m, 5m/],
    [["--headless", "--mode", "real"], /--mode: "real" is not understood; write paper or live/],
    [["--headless", "--market", "mars"], /--market: "mars" is not known; use auto/],
    [["--headless", "--market", `replay:${FIXTURE}`], /names no symbol; write replay:BTC\/USD=FILE/],
    [[...HEADLESS, "--symbols", "BTC/USD,ETH/EUR"], /--symbols: quoted in USD and EUR; .*one currency/],
    [[...HEADLESS, "--symbols", "bitcoin"], /--symbols: "bitcoin" is no symbol/],
    [["log", "--limit", "x"], /--limit: not a number/],
    [["rules", "bla"], /trade rules: "bla" is not known; use list/],
    [["proposals", "bla"], /trade proposals: "bla" is not known; use list/],
    [["why"], /trade why: .*give an id/],
    [["close"], /trade close: which symbol\?/],
    [["status", "--home", ""], /--home: it is empty/],
  ];
  await Promise.all(cases.map(async ([argv, line]) => complains(t, await trade(home, ...argv), 2, line)));
  t.deepEqual(readdirSync(home), []);
});

test("a market without an instrument begins nothing that is called an account", async (t) => {
  const { home } = await stageFor(t);
  const ran = await trade(home, "gate", "start", ...OPENING, "--symbols", "NOPE/USD");
  complains(t, ran, VENUE === "sim" ? 2 : 5, /NOPE\/USD/);
  t.deepEqual(
    readdirSync(join(home, "gate")).filter((name) => name !== "passphrase.json"),
    ["safety.schema.json", "safety.yaml"],
  );
});

test("a home that cannot be one is refused by every command alike", async (t) => {
  const folder = tempDir(t);
  const file = join(folder, "file");
  writeFileSync(file, "mine\n");
  const long = join(folder, "l".repeat(110));
  const all = [["status"], ["gate", "start", ...OPENING], HEADLESS, ["kill"], ["log"]];
  await Promise.all(
    all.flatMap((argv) => [
      trade(file, ...argv).then((ran) => complains(t, ran, 2, /file: this is a file, not a folder; .*--home DIR/)),
      trade(long, ...argv).then((ran) => complains(t, ran, 2, /at most 107 bytes; pass a shorter --home DIR/)),
    ]),
  );
  t.is(readFileSync(file, "utf8"), "mine\n");
  t.deepEqual(readdirSync(folder), ["file"]);
});

law("a run whose own folder would be too deep for a socket is refused before it is made", async (t) => {
  const folder = tempDir(t);
  const home = join(folder, "h".repeat(107 - "/run/operator.sock".length - folder.length - 1));
  complains(t, await trade(home, ...HEADLESS), 2, /at most 107 bytes; pass a shorter --home DIR/);
  t.deepEqual(readdirSync(folder), []);
});

test("a relative home counts from the working folder, an empty variable is none", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "trade-state-"));
  const name = `../..${join(folder, "relative")}`;
  const { stderr } = await trade(name, "status");
  t.regex(stderr, /no gate answers at \/\S*relative/);
  const unset = await trade("", "status", { XDG_STATE_HOME: folder });
  t.regex(unset.stderr, new RegExp(`no gate answers at ${join(folder, "trade")} `));
  const odd = await trade("", "status", { XDG_STATE_HOME: "state" });
  complains(t, odd, 2, /XDG_STATE_HOME: state is not an absolute path/);
});

test("with no gate there, reading says so with the command that starts one", async (t) => {
  const home = homeFor(t);
  for (const argv of [["status"], ["proposals"], ["rules"], ["reduce"], ["resume"]]) {
    complains(t, await trade(home, ...argv), 4, /no gate answers at .*; start one with `trade gate start`/);
  }
  complains(t, await trade(home, "log"), 1, /gate\.db: no journal yet; run `trade` first/);
  complains(t, await trade(home, "audit", "verify"), 1, /no journal yet/);
  complains(t, await trade(home, "why", "x"), 1, /no journal yet/);
  t.deepEqual(readdirSync(home), []);
});

test("without a terminal there is no cockpit, and the line names --headless", async (t) => {
  const home = homeFor(t);
  complains(t, await trade(home), 2, /no terminal to draw on; .*--headless/);
  complains(t, await trade(home, "watch"), 2, /no terminal to draw on/);
  t.deepEqual(readdirSync(home), []);
});
