import { existsSync, readFileSync, writeFileSync } from "node:fs";
import test from "ava";
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
