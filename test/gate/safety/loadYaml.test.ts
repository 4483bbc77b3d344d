import { refuses } from "./refused.ts";

const plain = /not in plain digits; write it like 12 or 0\.5/;
const unseen = (code: string): RegExp =>
  new RegExp(`the character U\\+${code} cannot be seen for what it is; remove it`);

/** Numbers that YAML, an older YAML or a person reads as another number. */
refuses([
  ["an octal number of today", "collarBps: 200", "collarBps: 0o310", plain],
  ["an octal number of YAML 1.1", "collarBps: 200", "collarBps: 0200", plain],
  ["a schema with a zero before it", "schema: 2", "schema: 02", plain],
  ["a hexadecimal number", "collarBps: 200", "collarBps: 0xC8", plain],
  ["a binary number", "collarBps: 200", "collarBps: 0b11", /is the text "0b11"; write a number/],
  ["a number with an underscore", "collarBps: 200", "collarBps: 2_00", /is the text "2_00"; write a number/],
  ["a number of base sixty", "collarBps: 200", "collarBps: 3:20", /is the text "3:20"; write a number/],
  ["an exponent", "collarBps: 200", "collarBps: 2e2", plain],
  ["an exponent that is endless", "collarBps: 200", "collarBps: 1e999", plain],
  ["an exponent that is nothing", "collarBps: 200", "collarBps: 1e-400", plain],
  ["a plus", "collarBps: 200", "collarBps: +200", plain],
  ["a point that ends", "collarBps: 200", "collarBps: 200.", plain],
  ["a point that begins", "maxThetaPct: 0.5", "maxThetaPct: .5", plain],
  ["a zero with a sign", "reservePct: 1 ", "reservePct: -0 ", /a zero with a sign; write it like/],
  ["a fraction of zero with a sign", "reservePct: 1 ", "reservePct: -0.0 ", /a zero with a sign; write it like/],
  ["more digits than are kept", "maxRiskPct: 1", "maxRiskPct: 1.00000000000000000001", /of more than 15 digits; /],
  ["a huge whole number", "maxOpenOrders: 20", "maxOpenOrders: 99999999999999999999", /of more than 15 digits; /],
  ["no number at all", "maxRiskPct: 1", "maxRiskPct: .nan", /"maxRiskPct" is \.nan, not in plain digits/],
  ["a number without end", "maxRiskPct: 1", "maxRiskPct: .inf", /"maxRiskPct" is \.inf, not in plain digits/],
  ["an end below", "maxRiskPct: 1", "maxRiskPct: -.inf", plain],
  ["an infinity in words", "maxRiskPct: 1", "maxRiskPct: Infinity", /is the text "Infinity"; write a number/],
  ["a wrong number within a list", "pricePct: [-30,", "pricePct: [-3e1,", /item 1 is -3e1, not in plain digits/],
  ["a date", "collarBps: 200", "collarBps: 2026-01-01", /is the text "2026-01-01"; write a number/],
  ["a comma for a point", "maxThetaPct: 0.5", "maxThetaPct: 0,5", /is the text "0,5"; write a number/],
  ["a thousand with a comma", "{ USD: 2500,", "{ USD: 2,500,", /"500" is empty; write a number/],
  ["a unit", "collarBps: 200", "collarBps: 200bps", /is the text "200bps"; write a number/],
  ["a percent sign", "maxRiskPct: 1 ", "maxRiskPct: 1% ", /is the text "1%"; write a number/],
  ["digits of another script", "collarBps: 200", "collarBps: ٢٠٠", /is the text "٢٠٠"; write a number/],
  ["digits of full width", "collarBps: 200", "collarBps: ２００", /is the text "２００"; write a number/],
  ["a variable of a shell", "collarBps: 200", "collarBps: ${COLLAR}", /is the text "\$\{COLLAR\}"; write a number/],
]);

/** What YAML calls nothing, true and false, and text that looks like something else. */
refuses([
  ["a tilde", "collarBps: 200", "collarBps: ~", /"collarBps" is empty; write a number/],
  ["null", "collarBps: 200", "collarBps: null", /"collarBps" is empty; write a number/],
  ["NULL", "collarBps: 200", "collarBps: NULL", /"collarBps" is empty; write a number/],
  ["an empty text", "collarBps: 200", 'collarBps: ""', /is the text ""; write a number/],
  ["none", "collarBps: 200", "collarBps: none", /is the text "none"; write a number/],
  ["true for a number", "collarBps: 200", "collarBps: true", /is the boolean true; write a number/],
  ["a number for false", "allowShort: false", "allowShort: 0", /is the number 0; write true or false/],
  ["off", "allowShort: false", "allowShort: off", /is the text "off"; write true or false/],
  ["n", "allowShort: false", "allowShort: n", /is the text "n"; write true or false/],
  ["false in quotes", "allowShort: false", "allowShort: 'false'", /is the text "false"; write true or false/],
  ["a list of one number", "collarBps: 200", "collarBps: [200]", /"collarBps" is a list; write a number/],
  ["a map of a number", "collarBps: 200", "collarBps: { value: 200 }", /"collarBps" is a map; write a number/],
  ["a number as a block of text", "collarBps: 200", "collarBps: |\n    200", /is the text "200.*; write a number/],
  ["a number over two lines", "collarBps: 200", "collarBps: 200\n    300", /is the text "200 300"; write a number/],
]);

/** Keys that are there twice, not there, or not what they look like. */
refuses([
  ["a key twice, once in quotes", "  collarBps: 200", '  collarBps: 200\n  "collarBps": 9000', /keep one of the two/],
  ["a section twice", "staleness:", "balance: { reservePct: 0, maxReservedPct: 100 }\nstaleness:", /keep one of the/],
  ["a currency twice", "{ USD: 2500,", "{ USD: 2500, USD: 9999,", /keep one of the two/],
  ["a letter that looks alike", "maxRiskPct", "m\u0430xRiskPct", /"m\\u0430xRiskPct"; did you mean "maxRiskPct"\?/],
  ["a key in capitals", "maxRiskPct", "MaxRiskPct", /unknown key "MaxRiskPct"; did you mean "maxRiskPct"\?/],
  ["a key with a space", "  collarBps:", '  "collarBps ":', /unknown key "collarBps "; did you mean "collarBps"\?/],
  ["a key in snake case", "maxRiskPct", "max_risk_pct", /unknown key "max_risk_pct"; did you mean "maxRiskPct"\?/],
  ["a key that is a number", "  collarBps: 200", "  collarBps: 200\n  7: 1", /unknown key "7"; remove it/],
  ["a key that is nothing", "  collarBps: 200", "  collarBps: 200\n  : 1", /unknown key ""; remove it/],
  ["a key that is a list", "  collarBps: 200", "  ? [collarBps]\n  : 200", /write a plain name before the colon/],
  ["a key that objects keep", "    crypto:", "    __proto__:", /"__proto__" is no name; remove it/],
  ["the same among amounts", "{ USD: 2500,", "{ USD: 2500, __proto__: 9,", /"__proto__" is no name; remove it/],
  ["a key without a colon", "  collarBps: 200", "  collarBps 200", /with a space after the colon/],
  ["a colon without a space", "  collarBps: 200", "  collarBps:200", /with a space after the colon/],
  ["two colons", "collarBps: 200", "collarBps: 200: 300", /Nested mappings are not allowed/],
]);

/** What YAML has besides values. */
refuses([
  ["a tag", "maxOpenOrders: 20", "maxOpenOrders: !!js/function 20", /remove the tag/],
  ["a tag that YAML knows", "collarBps: 200", "collarBps: !!int 200", /the tag \S+:int gives .*; remove it/],
  ["a tag without a name", "collarBps: 200", "collarBps: ! 200", /the tag ! gives a value another type; remove it/],
  ["a truth by tag", "allowShort: false", "allowShort: !!bool 'false'", /the tag \S+:bool gives .*; remove it/],
  ["a set for a list", "[limit, market]", "!!set { limit, market }", /the tag \S+:set gives .*; remove it/],
  ["a list for a map", "{ USD: 2500, BTC: 0.05 }", "!!omap [ USD: 2500 ]", /the tag \S+:omap gives .*; remove it/],
  ["a file within the file", "collarBps: 200", "collarBps: !include x.yaml", /Unresolved tag.*; remove the tag/],
  ["an anchor", "maxNotionalPct: 50", "maxNotionalPct: &half 50", /"&half" names a value for use elsewhere; remove it/],
  ["an alias", "maxSymbolPct: 50", "maxSymbolPct: *half", /"\*half" stands for .*; write the value out/],
  ["an alias of nothing", "maxSymbolPct: 50", "maxSymbolPct: *", /write the value out instead of the alias/],
  ["an alias of what holds it", "{ USD: 2500, BTC: 0.05 }", "&s { USD: *s }", /"\*s" stands for .*; write the value/],
  ["a merge of maps", "staleness:\n", "staleness:\n  <<: { maxQuoteAgeMs: 1 }\n", /unknown key "<<"; remove it/],
  ["YAML 1.1, where no is false", "# yaml-language", "%YAML 1.1\n---\n#", /a directive .*; remove the line/],
  ["a version that is none", "# yaml-language", "%YAML 1.3\n---\n#", /Unsupported YAML version 1\.3; remove the line/],
  ["a directive of tags", "# yaml-language", "%TAG ! tag:x,2026:\n---\n#", /a directive .*; remove the line/],
  ["a second document", "staleness:", "---\nstaleness:", /keep one document/],
  ["something after the end", "staleness:", "...\nstaleness:", /keep one document/],
  ["a bomb of lists", "closed: []", `closed: ${"[".repeat(20_000)}`, /nest it less deeply|close what was opened/],
  ["a bomb of maps", "closed: []", `closed: ${"{a: ".repeat(5_000)}1${"}".repeat(5_000)}`, /nest it less deeply/],
]);

/** How lines are written. */
refuses([
  ["indentation by tab", "  collarBps: 200", "\tcollarBps: 200", /indent with spaces|mend the YAML/],
  ["more indentation than its neighbors", "  collarBps: 200", "    collarBps: 200", /same number of spaces/],
  ["less indentation than its neighbors", "  collarBps: 200", " collarBps: 200", /same number of spaces/],
  ["a bracket left open", "[limit, market]", "[limit, market", /mend the YAML|indent|close what was opened/],
  ["a brace closed twice", "BTC: 0.0002 }", "BTC: 0.0002 }}", /Unexpected flow-map-end/],
  ["a quote left open", "schema: 2", 'schema: "2', /close what was opened/],
  ["a comma between nothing", "deny: []", "deny: [BTC/USD,, ETH/USD]", /Unexpected , in flow sequence/],
  ["a comma of JSON", "closed: []", "closed: [],", /Unexpected/],
  ["a conflict of versions", "staleness:", "<<<<<<< HEAD\nstaleness:", /on one line/],
  ["a NUL", "collarBps: 200", "collarBps: 2\u000000", unseen("0000")],
  ["a NUL in a remark", "# The limits", "# The \u0000 limits", unseen("0000")],
  ["a bell", "collarBps: 200", "collarBps: 2\u000700", unseen("0007")],
  ["a space without width", "maxRiskPct", "max\u200bRiskPct", unseen("200B")],
  ["writing turned around", "  collarBps: 200", "  collarBps: 200 # \u202e", unseen("202E")],
  ["a mark of byte order within", "symbols:", "\ufeffsymbols:", unseen("FEFF")],
  ["a line that only some programs break", "collarBps: 200", "collarBps: 200\u2028", unseen("2028")],
  ["a return without a new line", "schema: 2\n", "schema: 2\r# more\n", unseen("000D")],
  ["half of a character", "# The limits", "# \ud800", unseen("D800")],
  ["what was no UTF-8", "# The limits", "# \ufffd", unseen("FFFD")],
  ["a space that does not break", "maxRiskPct: 1", "maxRiskPct:\u00a01", /with a space after the colon/],
]);
