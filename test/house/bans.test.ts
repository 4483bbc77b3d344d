import test from "ava";
import { BANS, banProblems } from "./bans.ts";
import { sourcesIn } from "./sources.ts";

/** These hold the banned words in order to ban them. */
const OWN = /^test\/house\/bans(\.test)?\.ts$/;

test("nothing of ours does what the house forbids", (t) => {
  const sources = sourcesIn("src", "bin", "test", "bench").filter(({ path }) => !OWN.test(path));
  t.true(sources.filter(({ path }) => path.startsWith("src/")).length > 20);
  t.true(sources.some(({ path }) => path.startsWith("test/")));
  t.deepEqual(sources.flatMap(banProblems), []);
});

test("escapes from the rules stay few enough to be read one by one", (t) => {
  const sources = sourcesIn("src", "bin");
  t.true(sources.length > 20);
  const escapes = sources.flatMap(({ path, text }) => (text.match(/\/\/ house-ok:/g) ?? []).map(() => path));
  t.true(escapes.length <= 20, escapes.join("\n"));
});

const PLANTED: readonly (readonly [name: string, path: string, text: string])[] = [
  ["Date.now", "src/gate/a.ts", "const now = Date.now();"],
  ["Date.now", "src/gate/a.ts", "const clock = Date.now;"],
  ["new Date()", "src/gate/a.ts", "const now = new Date();"],
  ["new Date()", "src/gate/a.ts", "const now = new Date;"],
  ["Date()", "src/gate/a.ts", "const now = Date();"],
  ["performance.now", "src/tui/a.tsx", "const now = performance.now();"],
  ["Math.random", "bin/a.ts", "const dice = Math.random();"],
  ["randomUUID", "src/agent/a.ts", "const id = randomUUID();"],
  ["process.env", "src/agent/a.ts", 'const home = process.env["HOME"];'],
  ["process.argv", "src/agent/a.ts", "const [, , verb] = process.argv;"],
  ["sleep", "src/agent/a.ts", "await new Promise((wake) => {\n  setTimeout(wake, 5);\n});"],
  ["sleep", "src/agent/a.ts", 'import { setTimeout } from "node:timers/promises";'],
  ["eval", "src/agent/a.ts", 'const f = new Function("a", body);'],
  ["as any", "src/agent/a.ts", "const a = b as any;"],
  ["as any", "src/agent/a.ts", "const f = (a: any) => a;"],
  ["as unknown as", "src/agent/a.ts", "const a = b as unknown as A;"],
  ["ts-ignore", "src/agent/a.ts", "// @ts-expect-error it is so"],
  ["unfinished", "src/agent/a.ts", "// TODO: later"],
  ["test.only", "test/a.test.ts", 'test.only("x", (t) => t.pass());'],
  ["test.only", "test/a.test.ts", 'test.serial.skip("x", (t) => t.pass());'],
];
for (const [name, path, text] of PLANTED) {
  test(`found where it is planted: ${name} in ${text.replaceAll("\n", " ")}`, (t) => {
    const [first = "", ...others] = banProblems({ path, text });
    t.regex(first, new RegExp(`^${path}:1: ${name.replaceAll(/[.()]/g, "\\$&")}; `));
    t.deepEqual(others, []);
  });
}

test("every ban is planted at least once", (t) => {
  const planted = new Set(PLANTED.map(([name]) => name));
  t.deepEqual(
    BANS.filter(({ name }) => !planted.has(name)),
    [],
  );
});

test("what only looks like it is let through", (t) => {
  const text = [
    "/** Never Date.now() in here. */",
    "const day = new Date(at).toISOString(); // not new Date()",
    "const last = new Date(\n  at,\n);",
    "const UTC = Date.UTC(2026, 0, 1);",
    "const wake = setTimeout(beat, 5);",
    "const any = many as unknown;",
    "// house-ok: the clock of the test bench itself",
    "const now = Date.now();",
  ].join("\n");
  t.deepEqual(banProblems({ path: "src/gate/a.ts", text }), []);
});
