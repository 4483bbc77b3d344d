import { existsSync, readFileSync, writeFileSync } from "node:fs";
import test from "ava";
import { commands } from "../../bin/commands/table.ts";
import { checks } from "../../src/gate/checks/table.ts";
import { checksPage } from "./checks.ts";
import { protocolTables } from "./protocol.ts";

const GENERATED = "<!-- generated below this line -->\n";
const update = process.env["UPDATE_DOCS"] === "1";

test("docs/protocol.md lists every verb, notification, refusal and event as the schemas have them", (t) => {
  const path = "docs/protocol.md";
  const [head = "", tables] = readFileSync(path, "utf8").split(GENERATED);
  const wanted = protocolTables();
  if (update) writeFileSync(path, `${head}${GENERATED}${wanted}`);
  else t.is(tables, wanted, "run UPDATE_DOCS=1 npm test");
  t.true(wanted.includes("intent.submit") && wanted.includes("account.flatten"));
});

test("docs/checks.md has a row for every check of the ladder, with its reason", (t) => {
  const path = "docs/checks.md";
  const wanted = checksPage("src/gate/checks");
  if (update) writeFileSync(path, wanted);
  else t.is(existsSync(path) ? readFileSync(path, "utf8") : "", wanted, "run UPDATE_DOCS=1 npm test");
  for (const { code } of checks) t.regex(wanted, new RegExp(`\\| ${code} \\| [a-z, ]+ \\| \\S`), code);
});

test("the README counts the checks as they are, and names only commands that exist", (t) => {
  const readme = readFileSync("README.md", "utf8");
  t.true(readme.includes(`${checks.length} named checks`));
  const named = [...readme.matchAll(/bin\/trade ([a-z]+)/g)].map((match) => match[1] ?? "");
  t.true(named.length > 10);
  for (const name of named) t.true(name === "watch" || Object.hasOwn(commands, name), name);
});
