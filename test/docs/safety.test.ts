import { readFileSync, writeFileSync } from "node:fs";
import test from "ava";
import { DOUBTS } from "../../src/gate/safety/doubts.ts";
import { WAYS } from "../../src/gate/safety/ways.ts";
import { checks } from "../../src/gate/checks/table.ts";
import { editorSchema, keyRows, keysOf } from "./safety.ts";

const page = readFileSync("docs/safety.md", "utf8");

test("docs/safety.md says of every key of safety.yaml its unit, what happens when it binds, and what loosens it", (t) => {
  const rows = keyRows(page);
  t.deepEqual([...rows.keys()], keysOf());
  for (const [key, { unit, binds, loosens }] of rows) {
    t.true(unit !== "" && binds.length > 10, key);
    t.is(loosens, WAYS[key] ?? "?", key);
  }
});

test("every key of safety.yaml is known to loosen one way or not at all", (t) => {
  t.deepEqual(Object.keys(WAYS), keysOf());
});

test("docs/safety.md says of every doubt which limit it is about, under its kind", (t) => {
  const section = page.split("\n## ").find((each) => each.startsWith("What is doubtful")) ?? "";
  for (const { kind, paths } of DOUBTS) {
    const of = section.split(/\n\*\*(?=[A-Z])/).find((each) => each.toLowerCase().startsWith(kind)) ?? "";
    const [first = ""] = paths;
    t.regex(of, new RegExp(`^\\| .*\`${first.replaceAll(/[.*]/g, "\\$&")}\`.* \\|`, "m"), `${kind}: ${first}`);
  }
});

test("every code that docs/safety.md names is a check of the ladder", (t) => {
  const named = [...page.matchAll(/\b[A-Z]{4,}(?:_[A-Z]+)+\b/g)].map(([code]) => code);
  t.true(named.length > 10);
  for (const code of named)
    t.true(
      checks.some((check) => check.code === code),
      code,
    );
});

test("safety.schema.json is what the gate itself would say to an editor", (t) => {
  const wanted = editorSchema(page);
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync("safety.schema.json", wanted);
  t.is(readFileSync("safety.schema.json", "utf8"), wanted, "run UPDATE_DOCS=1 npm test");
  t.regex(readFileSync("safety.yaml", "utf8"), /^# yaml-language-server: \$schema=\.\/safety\.schema\.json\n/);
  t.regex(wanted, /"description": "In bps of the mark\./);
});
