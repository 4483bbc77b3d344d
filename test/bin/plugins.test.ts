import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { parse } from "yaml";
import { loadPlugins } from "../../bin/plugins.ts";
import { CandleBook } from "../../src/agent/runtime/candleBook.ts";
import { Crew } from "../../src/agent/runtime/crew.ts";
import { ruleDocument } from "../../src/store/rules/document.ts";
import { FIXTURE, homeFor, trade } from "../e2e/trade.ts";
import { walk } from "../agent/strategy/walk.ts";
import { eager } from "../agent/runtime/stage.ts";

const page = readFileSync("docs/plugins.md", "utf8");
const block = (language: string): string =>
  page
    .split("```")
    .find((each) => each.startsWith(`${language}\n`))
    ?.slice(language.length) ?? "";
const document = ruleDocument.parse(parse(block("yaml")));
const rows = [{ document, stats: eager().stats as never }];

function folderWith(t: ExecutionContext, files: Readonly<Record<string, string>>): string {
  const folder = join(homeFor(t), "agent", "strategies");
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

test("the example of the page is loaded, and has its say in the rule of its id", async (t) => {
  const plugins = await loadPlugins(folderWith(t, { "three-up.ts": block("ts") }));
  t.deepEqual(plugins.problems, []);
  const crew = new Crew(["BTC/USD"], "5m", plugins);
  t.deepEqual(crew.adopt(rows, new CandleBook()), []);
  let [rising, before, fired] = [0, Number.NaN, 0];
  for (const candle of walk(5, 600)) {
    rising = candle.close > before ? rising + 1 : 0;
    before = candle.close;
    crew.step("BTC/USD", candle);
    const readings = crew.find("three-up", "BTC/USD")?.readings;
    if (readings?.entry !== true) continue;
    fired++;
    t.is(rising, 3);
    t.deepEqual(readings.evidence[0], { name: "closes in a row", value: 3 });
    t.true(readings.evidence.some(({ name }) => name === "ema(close, 50)"));
    t.true(readings.stopDistance > 0);
  }
  t.true(fired > 5);
});

test("what cannot be loaded is told of by file, and keeps no other out", async (t) => {
  const folder = folderWith(t, {
    "a.ts": "export default 3;\n",
    "b.ts": "import 'nowhere-to-be-found';\n",
    "c.ts": block("ts"),
    "d.ts": block("ts"),
    "notes.txt": "not code",
  });
  const { strategies, problems } = await loadPlugins(folder);
  t.deepEqual([...strategies.keys()], ["three-up"]);
  t.is(problems.length, 3);
  t.regex(problems[0] ?? "", /a\.ts: its default export is no strategy/);
  t.regex(problems[1] ?? "", /b\.ts: .*nowhere-to-be-found/);
  t.regex(problems[2] ?? "", /d\.ts: another plug-in has the id three-up; see docs\/plugins\.md/);
  for (const line of problems) t.notRegex(line, /\n/);
  t.deepEqual((await loadPlugins(join(folder, "none"))).problems, []);
});

test("a plug-in that throws is silent from then on, is told of, and the rule's own exits go on", (t) => {
  const start = () => {
    let seen = 0;
    return () => {
      seen++;
      if (seen > 100) throw new Error("out of ideas");
      return { entry: true };
    };
  };
  const strategies = new Map([["three-up", { id: "three-up", start }]]);
  const crew = new Crew(["BTC/USD"], "5m", { strategies, problems: [] });
  crew.adopt(
    [{ ...rows[0]!, document: { ...document, exit: { ...document.exit, when: "close > 0" } } }],
    new CandleBook(),
  );
  const entries = walk(5, 300).map((candle) => {
    crew.step("BTC/USD", candle);
    const readings = crew.find("three-up", "BTC/USD")?.readings;
    return readings?.entry === true;
  });
  t.true(entries.slice(0, 100).includes(true));
  t.false(entries.slice(100).includes(true));
  t.deepEqual(crew.faults, ["plug-in three-up on BTC/USD failed and is silent until a restart: out of ideas"]);
  t.true(crew.find("three-up", "BTC/USD")?.readings?.exitWhen);
});

test("a plug-in that says nonsense is silent too", (t) => {
  for (const says of [null, {}, { entry: "yes" }, { entry: true, stopDistance: "1" }]) {
    const strategies = new Map([["three-up", { id: "three-up", start: () => () => says as never }]]);
    const crew = new Crew(["BTC/USD"], "5m", { strategies, problems: [] });
    crew.adopt(rows, new CandleBook());
    for (const candle of walk(5, 80)) crew.step("BTC/USD", candle);
    t.is(crew.faults.length, 1);
    t.false(crew.find("three-up", "BTC/USD")?.readings?.entry);
  }
});

test("a plug-in is backtested like any rule, and trades in a replay", async (t) => {
  const home = homeFor(t);
  const folder = join(home, "agent", "strategies");
  mkdirSync(folder, { recursive: true });
  const [code, rule] = [join(folder, "ema-trend.ts"), join(home, "rule.yaml")];
  writeFileSync(code, block("ts").replace('"three-up"', '"ema-trend"').replace("params.count", "3"));
  writeFileSync(
    rule,
    block("yaml").replace("id: three-up", "id: ema-trend").replace("symbols: any", "symbols: [BTC/USD]"),
  );
  const tested = await trade(home, "backtest", "--candles", FIXTURE, "--rules", rule, "--plugins", code, "--json");
  t.is(tested.code, 0, tested.stderr);
  t.true((JSON.parse(tested.stdout) as { trades: unknown[] }).trades.length > 10);
  const checked = await trade(
    home,
    "backtest",
    "--candles",
    FIXTURE,
    "--rules",
    rule,
    "--plugins",
    code,
    "--sensitivity",
    "--json",
  );
  const { stats, sensitivity, honesty } = JSON.parse(checked.stdout) as {
    stats: { trades: number };
    sensitivity: { trades: number }[];
    honesty: { lookAhead: number; entries: number }[];
  };
  t.true(
    sensitivity.every(({ trades }) => Math.abs(trades - stats.trades) <= 5),
    "the plug-in has its say there too",
  );
  t.is(honesty[0]?.lookAhead, 0);
  const none = await trade(home, "backtest", "--candles", FIXTURE, "--rules", rule, "--plugins", join(home, "none.ts"));
  t.regex(none.stderr, /there is no plug-in; give a file/);
  const run = ["--headless", "--market", `replay:BTC/USD=${FIXTURE}`, "--until", "600", "--json"];
  const signals = async (at: string) => (JSON.parse((await trade(at, ...run)).stdout) as { signals: number }).signals;
  // The starter rule of that id enters on a crossing and three higher closes only.
  t.true((await signals(home)) < (await signals(homeFor(t))));
});
