import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { parseSafety, readSafety } from "../../../src/gate/safety/load.ts";
import { InputError } from "../../../src/store/input.ts";
import { tempDir } from "../../store/temp.ts";
import { lineOf, refuses, SHIPPED } from "./refused.ts";

test("the shipped file is understood, hashed, and names each of its lines", (t) => {
  const safety = parseSafety(SHIPPED, "/somewhere/safety.yaml");
  t.is(safety.limits.orders.maxNotional["USD"], 2_500);
  t.is(safety.limits.exposure.allowShort, false);
  t.regex(safety.hash, /^[0-9a-f]{64}$/);
  t.is(safety.source("orders.collarBps"), `safety.yaml:${lineOf("collarBps")}`);
  t.is(safety.source("paper.takerFeeBps"), `safety.yaml:${lineOf("takerFeeBps")}`);
  t.not(parseSafety(SHIPPED.replace("2500", "2501"), "safety.yaml").hash, safety.hash);
});

refuses([
  ["an older schema", "schema: 2", "schema: 1", /this program reads schema 2; write 2, then take over .*safety check/],
  ["a newer schema", "schema: 2", "schema: 3", /this program reads schema 2; install the version of trade that/],
  ["a schema that is a text", "schema: 2", 'schema: "2"', /"schema" is the text "2"; write 2/],
  ["a schema that is missing", "schema: 2", "# schema: 2", /"schema" is missing; add it: 2/],
  ["a missing key", "  collarBps: 200", "  # collarBps: 200", /"collarBps" is missing; add it/],
  ["a missing section", "venue:\n  maxErrorsPerHour", "# venue:\n#  maxErrorsPerHour", /"venue" is missing; add it/],
  ["a misspelled key", "  maxPositions", "  maxPositons", /unknown key "maxPositons"; did you mean "maxPositions"\?/],
  [
    "a key that is not known",
    "  maxPositions: 6",
    "  maxPositions: 6\n  bypass: true",
    /unknown key "bypass"; remove it/,
  ],
  ["a section that is not known", "staleness:", "force: true\nstaleness:", /unknown key "force"; remove it/],
  ["a key twice", "  collarBps: 200", "  collarBps: 200\n  collarBps: 9000", /keep one of the two/],
  ["text for a number", "collarBps: 200", "collarBps: wide", /"collarBps" is the text "wide"; write a number/],
  ["a number in quotes", "collarBps: 200", 'collarBps: "200"', /"collarBps" is the text "200"; write a number/],
  ["nothing", "collarBps: 200", "collarBps:", /"collarBps" is empty; write a number/],
  ["zero where a limit is", "collarBps: 200", "collarBps: 0", /"collarBps" is the number 0.*; change it/],
  ["a negative limit", "maxDailyPct: 3", "maxDailyPct: -3", /"maxDailyPct" is the number -3/],
  ["more than all", "maxDrawdownPct: 15", "maxDrawdownPct: 101", /"maxDrawdownPct" is the number 101/],
  ["no number at all", "maxRiskPct: 1", "maxRiskPct: .nan", /"maxRiskPct" is /],
  ["a number without end", "maxRiskPct: 1", "maxRiskPct: .inf", /"maxRiskPct" is /],
  ["half an order", "maxOpenOrders: 20", "maxOpenOrders: 2.5", /"maxOpenOrders" is the number 2.5/],
  ["no open orders", "maxOpenOrders: 20", "maxOpenOrders: 0", /"maxOpenOrders" is the number 0/],
  ["a collar that is none", "collarBps: 200", "collarBps: 5001", /"collarBps" is the number 5001/],
  ["a limit of no currency", "{ USD: 2500, BTC: 0.05 }", "2500", /"maxNotional" is the number 2500; write a map/],
  [
    "a currency in small letters",
    "USD: 2500",
    "usd: 2500",
    /the name the text "usd" is not allowed; a currency such as "USD"/,
  ],
  ["a limit of nothing in a currency", "BTC: 0.05", "BTC: 0", /"BTC" is the number 0/],
  [
    "an order type that is not known",
    "[limit, market]",
    "[limit, stop]",
    /item 2 is the text "stop"; write "limit" or "market"/,
  ],
  ["types that are no list", "types: [limit, market]", "types: limit", /"types" is the text "limit"; write a list/],
  ["symbols that are no symbols", "deny: []", "deny: [btc-usd]", /item 1 is the text "btc-usd".*a symbol such as/],
  ["any in a list of its own", "allow: any", "allow: all", /"allow" is the text "all"; write /],
  ["short selling", "allowShort: false", "allowShort: true", /spot venues of this version cannot sell short/],
  ["a yes that YAML 1.1 knew", "allowShort: false", "allowShort: no", /"allowShort" is the text "no"/],
  ["a dead-man that acts before it warns", "warnAfterMs: 10000", "warnAfterMs: 30000", /warnAfterMs must come before/],
  ["milliseconds that are seconds", "maxQuoteAgeMs: 90000", "maxQuoteAgeMs: 90", /"maxQuoteAgeMs" is the number 90/],
  ["a proposal that never expires", "expireAfterDays: 7", "expireAfterDays: 0", /"expireAfterDays" is the number 0/],
  ["a fee that pays", "takerFeeBps: 60", "takerFeeBps: -1", /"takerFeeBps" is the number -1/],
]);

test("a mistake is found on its own line", (t) => {
  const error = t.throws(() => parseSafety(SHIPPED.replace("collarBps: 200", "collarBps: wide"), "safety.yaml"));
  t.true(error.message.startsWith(`safety.yaml:${lineOf("collarBps")}:`));
});

test("every problem is listed, not only the first", (t) => {
  const text = SHIPPED.replace("collarBps: 200", "collarBps: 0").replace("maxDailyPct: 3", "maxDailyPct: 0");
  const error = t.throws(() => parseSafety(text, "safety.yaml"), { instanceOf: InputError });
  t.is(error.problems.length, 2);
});

for (const [law, text] of [
  ["nothing at all", ""],
  ["a list", "[]"],
  ["a text", "none"],
  ["something binary", "\u0000\u0001"],
  ["far too much", `# ${"x".repeat(1 << 20)}\n${SHIPPED}`],
] as const) {
  test(`refused as a whole: ${law}`, (t) => {
    t.throws(() => parseSafety(text, "safety.yaml"), { instanceOf: InputError, message: /^safety\.yaml/ });
  });
}

test("a file of another schema is one line, whatever else follows from it", (t) => {
  const old = SHIPPED.replace("schema: 2", "schema: 1").replace(/^budgets:[\s\S]*?\n\n/m, "");
  const error = t.throws(() => parseSafety(old, "safety.yaml"), { instanceOf: InputError });
  t.is(error.problems.length, 1);
  t.regex(error.message, new RegExp(`^safety\\.yaml:${lineOf("schema: 2")}:9: .*shipped safety\\.yaml every key`));
});

test("what only writes the same otherwise is understood the same, each limit on its own line", (t) => {
  const { limits } = parseSafety(SHIPPED, "safety.yaml");
  const written: readonly (readonly [law: string, text: string])[] = [
    ["lines that end as in Windows", SHIPPED.replaceAll("\n", "\r\n")],
    ["a mark of byte order at the beginning", `\ufeff${SHIPPED}`],
    ["lists over several lines", SHIPPED.replace("[limit, market]", "[\n    limit, market\n  ]")],
    ["quotes around a name", SHIPPED.replace("collarBps:", '"collarBps":')],
    ["tabs before a remark", SHIPPED.replace("2500, BTC: 0.05 } #", "2500, BTC: 0.05 }\t#")],
    ["a document's beginning and end", `---\n${SHIPPED}...\n`],
  ];
  for (const [law, text] of written) {
    const read = parseSafety(text, "safety.yaml");
    t.deepEqual(read.limits, limits, law);
    const line = text.slice(0, text.indexOf("maxRiskPct")).split("\n").length;
    t.is(read.source("stops.maxRiskPct"), `safety.yaml:${line}`, law);
  }
});

for (const [law, bytes, place] of [
  ["Latin-1", Buffer.from(SHIPPED.replace("# The limits", "# é"), "latin1"), "2:3"],
  ["UTF-16", Buffer.from(`\ufeff${SHIPPED}`, "utf16le"), "1:1"],
  ["UTF-16 without a mark", Buffer.from(SHIPPED, "utf16le"), "1:2"],
  ["a NUL at its end", Buffer.from(`${SHIPPED}\u0000`), `${SHIPPED.split("\n").length}:1`],
  ["a character that breaks off", Buffer.from(`# \xe2\x86\n${SHIPPED}`, "latin1"), "1:3"],
] as const) {
  test(`refused as no UTF-8 text: ${law}`, (t) => {
    const path = join(tempDir(t), "safety.yaml");
    writeFileSync(path, bytes);
    const error = t.throws(() => readSafety(path), { instanceOf: InputError });
    t.is(error.message, `${path}:${place}: this is no text file; give a UTF-8 text file`);
  });
}

test("a file that is not there is refused by its name", (t) => {
  const path = join(tempDir(t), "safety.yaml");
  t.throws(() => readSafety(path), { instanceOf: InputError, message: /safety\.yaml: cannot be read \(ENOENT\)/ });
  writeFileSync(path, SHIPPED);
  t.is(readSafety(path).limits.schema, 2);
});
