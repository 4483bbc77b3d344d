import test from "ava";
import { z } from "zod";
import { InputError } from "../../../src/store/input.ts";
import { parseYaml } from "../../../src/store/yaml.ts";

const schema = z.strictObject({
  name: z.string(),
  limit: z.strictObject({ maxOrders: z.int().min(1).max(9), maxNotional: z.string() }),
  mode: z.enum(["paper", "live"]).optional(),
  size: z.union([z.strictObject({ fixed: z.number() }), z.strictObject({ riskPct: z.number() })]).optional(),
  wait: z.union([z.literal("none"), z.number()]).default("none"),
  tags: z.array(z.string()).max(2).default([]),
  weights: z
    .record(z.string().regex(/^[a-z]+$/, "lower case letters"), z.strictObject({ share: z.number() }))
    .default({}),
});

const GOOD = `name: x
limit:
  maxOrders: 3
  maxNotional: "100"
`;
const problems = (text: string): readonly string[] => {
  try {
    parseYaml(text, "f.yaml", schema);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
};

test("a good file gives its value with the defaults filled in", (t) => {
  const want = { name: "x", limit: { maxOrders: 3, maxNotional: "100" }, wait: "none", tags: [], weights: {} };
  t.deepEqual(parseYaml<unknown>(GOOD, "f.yaml", schema), want);
});

const MALFORMED: readonly (readonly [law: string, text: string, problem: string | RegExp])[] = [
  [
    "a misspelled key",
    GOOD.replace("maxOrders", "maxOrdrs"),
    'f.yaml:3:3: unknown key "maxOrdrs"; did you mean "maxOrders"?',
  ],
  [
    "an unknown key",
    `${GOOD}colour: red\n`,
    'f.yaml:5:1: unknown key "colour"; remove it; known are name, limit, mode, size, wait, tags, weights',
  ],
  ["a missing key", GOOD.replace("  maxOrders: 3\n", ""), 'f.yaml:2:1: "maxOrders" is missing; add it: a number'],
  ["a missing map", "name: x\n", 'f.yaml:1:1: "limit" is missing; add it: a map'],
  ["a word for a number", GOOD.replace("3", "three"), 'f.yaml:3:14: "maxOrders" is the text "three"; write a number'],
  [
    "a number for a text",
    GOOD.replace('"100"', "100"),
    'f.yaml:4:16: "maxNotional" is the number 100; write a text (a number in quotes: "0.01")',
  ],
  [
    "a fraction for a whole number",
    GOOD.replace("3", "3.5"),
    'f.yaml:3:14: "maxOrders" is the number 3.5; write a whole number',
  ],
  [
    "a number out of bounds",
    GOOD.replace("3", "12"),
    /^f\.yaml:3:14: "maxOrders" is the number 12: too big.*<=9; change it to fit$/,
  ],
  ["an empty value", GOOD.replace("3", ""), /^f\.yaml:3:14: "maxOrders" is empty; write a number$/],
  ["a list for a map", "name: x\nlimit: [1]\n", 'f.yaml:2:1: "limit" is a list; write a map'],
  [
    "a word that is not among the choices",
    `${GOOD}mode: papr\n`,
    'f.yaml:5:7: "mode" is the text "papr"; write "paper" or "live"',
  ],
  [
    "a misspelled key of one form among several",
    `${GOOD}size: { riskPc: 1 }\n`,
    'f.yaml:5:9: unknown key "riskPc"; did you mean "riskPct"?',
  ],
  [
    "what is of no allowed form",
    `${GOOD}wait: soon\n`,
    'f.yaml:5:7: "wait" is the text "soon"; write "none" or a number',
  ],
  ["a wrong item of a list", `${GOOD}tags: [a, 2]\n`, /^f\.yaml:5:11: item 2 is the number 2; write a text/],
  [
    "a name that is not allowed",
    `${GOOD}weights: { A: { share: 1 } }\n`,
    /^f\.yaml:5:12: the name the text "A" is not allowed; lower case letters$/,
  ],
  [
    "a misspelled key under any name",
    `${GOOD}weights: { a: { shre: 1 } }\n`,
    'f.yaml:5:17: unknown key "shre"; did you mean "share"?',
  ],
  ["a duplicate key", `${GOOD}name: y\n`, "f.yaml:5:1: Map keys must be unique; keep one of the two"],
  [
    "a tab",
    GOOD.replace("  maxOrders", "\tmaxOrders"),
    /^f\.yaml:3:1: Tabs are not allowed as indentation; indent with spaces$/,
  ],
  ["two documents", `${GOOD}---\n${GOOD}`, /^f\.yaml:5:1: .*; keep one document/],
  ["an unknown tag", "name: !secret x\n", /^f\.yaml:1:7: Unresolved tag: !secret; remove the tag$/],
  ["an unclosed bracket", `${GOOD}tags: [a\n`, /^f\.yaml:\d+:\d+: .*; /],
  ["an empty file", "", "f.yaml:1:1: the file is empty; write a map"],
  ["a file that is no map", "hello", 'f.yaml:1:1: the file is the text "hello"; write a map'],
  [
    "an alias bomb",
    "a: &a [x, x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c]\n",
    /^f\.yaml: .*alias/,
  ],
  [
    "nesting without end",
    `tags: ${"[".repeat(60)}${"]".repeat(60)}`,
    /^f\.yaml:1:\d+: nested deeper than 50 levels; nest/,
  ],
  [
    "a name that objects keep, where any name may stand",
    `${GOOD}weights: { __proto__: { share: 1 } }\n`,
    'f.yaml:5:12: "__proto__" is no name; remove it',
  ],
  ["a number that is none", `${GOOD}wait: .nan\n`, 'f.yaml:5:7: "wait" is the number NaN; write "none" or a number'],
  ["a file too long", `${GOOD}#${"x".repeat(1 << 20)}`, /^f\.yaml: longer than 1048576/],
];
for (const [law, text, problem] of MALFORMED) {
  test(`one line names the place and the way out: ${law}`, (t) => {
    const [first = "accepted", ...others] = problems(text);
    if (typeof problem === "string") t.is(first, problem);
    else t.regex(first, problem);
    t.false([first, ...others].some((line) => line.includes("\n")));
  });
}

test("what plain writing does without is for files that ask for it", (t) => {
  const fancy = "%YAML 1.1\n---\nname: &n x # \u200b\nlimit: { maxOrders: 0x3, maxNotional: *n }\n";
  t.like(parseYaml<unknown>(fancy, "f.yaml", schema), { name: "x", limit: { maxOrders: 3, maxNotional: "x" } });
  t.throws(() => parseYaml<unknown>(fancy, "f.yaml", schema, "plain"), { message: /^f\.yaml:3:14: .*U\+200B/ });
  const seen = fancy.replace(" # \u200b", "");
  const { problems } = t.throws(() => parseYaml<unknown>(seen, "f.yaml", schema, "plain"), { instanceOf: InputError });
  t.deepEqual(
    problems.map((line) => line.split(": ")[0]),
    ["f.yaml:1:1", "f.yaml:3:10", "f.yaml:4:21", "f.yaml:4:39"],
  );
});

test("all problems are listed, in the order of the file", (t) => {
  const text = "name: 1\nlimit:\n  maxOrders: x\n  maxNotional: 2\nwait: soon\nzzz: 1\n";
  t.deepEqual(
    problems(text).map((line) => line.split(":")[1]),
    ["1", "3", "4", "5", "6"],
  );
});

test("an unfinished file of keys like __proto__ is a mistake like any other", (t) => {
  t.regex(problems(`${GOOD}__proto__: { polluted: true }\n`)[0] ?? "accepted", /^f\.yaml:5:/);
  t.is(Object.hasOwn(Object.prototype, "polluted"), false);
});
