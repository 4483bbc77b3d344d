import { readFileSync } from "node:fs";
import test from "ava";
import { entriesOf, sourcesIn } from "./sources.ts";
import { ROOMS, wallProblems } from "./walls.ts";

test("every import stays within its walls", (t) => {
  const sources = sourcesIn("src", "bin");
  t.true(sources.length > 20);
  for (const path of ["src/store/money.ts", "src/store/journal/journal.ts", "bin/main.ts"]) {
    t.true(
      sources.some((source) => source.path === path),
      `${path} was visited`,
    );
  }
  t.deepEqual(sources.flatMap(wallProblems), []);
});

test("src has the five rooms and nothing else, and no room has a lumber room", (t) => {
  const names = entriesOf("src").map((entry) => `src/${entry.name}`);
  t.true(names.includes("src/store"));
  t.deepEqual(
    names.filter((name) => ROOMS[name] === undefined),
    [],
  );
  const folders = sourcesIn("src").flatMap(({ path }) => path.split("/").slice(0, -1));
  t.deepEqual(
    folders.filter((folder) => /^(utils?|common|helpers?|types|shared|misc|lib)$/.test(folder)),
    [],
  );
});

test("what the type checker and linter hold stays switched on", (t) => {
  const lint = readFileSync(".oxlintrc.json", "utf8");
  const on = ["import/no-cycle", "typescript/no-floating-promises", "typescript/switch-exhaustiveness-check"];
  for (const rule of on) t.regex(lint, new RegExp(`"${rule}": "error"`));
  t.regex(lint, /"max-lines-per-function": \["error", \{ "max": 50 \}\]/);
  t.regex(lint, /"max-lines": \["error", \{ "max": 300,/);
  t.regex(readFileSync("tsconfig.json", "utf8"), /"strict": true/);
});

const PLANTED: readonly (readonly [path: string, text: string, passes: boolean])[] = [
  ["src/store/a.ts", 'import { b } from "../gate/b.ts";', false],
  ["src/store/a.ts", 'import type { b } from "../agent/b.ts";', false],
  ["src/store/a.ts", 'export * from "../../bin/main.ts";', false],
  ["src/store/a.ts", 'const b = await import("../loops/b.ts");', false],
  ["src/store/a.ts", 'import "./b.ts";', true],
  ["src/gate/a.ts", 'import { b } from "../store/b.ts";', true],
  ["src/gate/a.ts", 'import { b } from "../loops/b.ts";', false],
  ["src/gate/contract/a.ts", 'import { b } from "../ledger/b.ts";', false],
  ["src/loops/two/a.ts", 'import { b } from "../../agent/b.ts";', false],
  ["src/loops/a.ts", 'import { readFileSync } from "node:fs";', false],
  ["src/loops/a.ts", 'import { z } from "zod";', false],
  ["src/agent/a.ts", 'import { b } from "../gate/contract/b.ts";', true],
  ["src/agent/a.ts", 'import { b } from "../gate/venue/b.ts";', false],
  ["src/agent/a.ts", 'import { b } from "../gate/contracts.ts";', false],
  ["src/agent/cockpit/a.ts", 'import { b } from "../runtime/b.ts";', false],
  ["src/tui/a.tsx", 'import { b } from "../agent/cockpit/b.ts";', true],
  ["src/tui/a.tsx", 'import { b } from "../agent/runtime/b.ts";', false],
  ["src/tui/panes/a.tsx", 'import { z } from "zod";', false],
  ["src/tui/panes/a.tsx", 'import contrib from "blessed-contrib";', false],
  ["src/tui/charts/a.ts", 'import contrib from "blessed-contrib";', true],
  ["src/gate/a.ts", 'import ccxt from "ccxt";', false],
  ["src/gate/venue/a.ts", 'import { coinbase } from "ccxt";', true],
  ["src/agent/market/a.ts", 'import ccxt from "ccxt";', true],
  ["src/agent/a.ts", 'import { Box } from "ink";', false],
  ["src/agent/a.ts", 'import { DatabaseSync } from "node:sqlite";', false],
  ["src/gate/a.ts", 'import { parse } from "yaml";', false],
  ["src/store/rules/a.ts", 'import { Decimal } from "decimal.js";', false],
  ["src/gate/a.ts", 'import chalk from "chalk";', false],
  ["src/gate/a.ts", 'import meow from "meow";', false],
  ["src/gate/a.ts", 'import pad from "left-pad";', false],
  ["src/gate/a.ts", 'import x from "@scope/name/part";', false],
  ["bin/a.ts", 'import { b } from "../src/gate/server/b.ts";', true],
  ["bin/a.ts", 'import { DatabaseSync } from "node:sqlite";', false],
  ["src/other/a.ts", 'import { b } from "../store/b.ts";', false],
  ["src/gate/a.ts", '// import { b } from "../tui/b.ts";', true],
  ["src/gate/a.ts", '// house-ok: the reason is written here\nimport { b } from "../tui/b.ts";', true],
  ["src/gate/a.ts", 'import { b } from "../tui/b.ts"; // house-ok:', false],
];
for (const [path, text, passes] of PLANTED) {
  test(`${path} ${passes ? "may" : "may not"} ${text.replaceAll("\n", " ")}`, (t) => {
    t.is(wallProblems({ path, text }).length, passes ? 0 : 1);
  });
}
