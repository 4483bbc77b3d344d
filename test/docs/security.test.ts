import { existsSync, readFileSync } from "node:fs";
import test from "ava";
import { commands } from "../../bin/commands/table.ts";

/** "| claim | `test/x.test.ts`: title |" */
const CLAIM = /^\| (.+?) +\| `(test\/[\w/]+\.test\.ts)`: (.+?) +\|$/gm;

test("each claim of SECURITY.md names a test that is there", (t) => {
  const claims = [...readFileSync("SECURITY.md", "utf8").matchAll(CLAIM)];
  t.true(claims.length >= 12);
  for (const [, claim, path = "", title = ""] of claims) {
    t.true(existsSync(path) && readFileSync(path, "utf8").includes(title), `${claim}: ${path}: ${title}`);
  }
});

test("docs/live.md, docs/venues.md and SECURITY.md name only commands that exist", (t) => {
  const text = ["docs/live.md", "docs/venues.md", "SECURITY.md"].map((path) => readFileSync(path, "utf8")).join("\n");
  const named = [...text.matchAll(/(?:^|[`\n]|sudo )trade ([a-z]+)/gm)].map((match) => match[1] ?? "");
  t.true(named.length > 15);
  for (const name of named) t.true(Object.hasOwn(commands, name), name);
});
