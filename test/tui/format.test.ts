import test from "ava";
import * as fc from "fast-check";
import { cellWidth, cut, fit, plain, wrapWords } from "../../src/tui/cells.ts";
import { cash, changePercent, duration, fixed, gain, grouped, rMultiple, signed } from "../../src/tui/format.ts";
import { expectancy } from "../../src/tui/record.ts";
import { diffLines } from "../../src/tui/ruleText.ts";

test("amounts are rounded half away from zero, grouped and keep their last digits exactly", (t) => {
  t.is(grouped("1234567.125"), "1,234,567.125");
  t.is(fixed("1234.5", 2), "1,234.50");
  t.is(cash("-0.005"), "-0.01");
  t.is(cash("12345678901234567890.129"), "12,345,678,901,234,567,890.13");
  t.is(signed("-1234.567", 2), "-1,234.57");
});

test("gain and loss are told by sign and arrow, nothing by neither", (t) => {
  t.is(gain("234.12"), "▲ +234.12");
  t.is(gain("-54.1"), "▼ -54.10");
  t.is(gain("0"), "  0.00");
  t.is(rMultiple(null), "–");
  t.is(changePercent(1, 0), "–");
  t.is(duration(420), "0.4 s");
  t.is(duration(5.2 * 3_600_000), "5.2 h");
});

test("a cut text is never wider than its column, wide characters counted twice", (t) => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 0, max: 40 }), (text, columns) => {
      const safe = plain(text);
      return cellWidth(cut(safe, columns)) <= columns && cellWidth(fit(safe, columns)) === columns;
    }),
  );
  t.is(fit("交易員", 5), "交易…");
});

test("no text from outside brings control characters to the screen", (t) => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => !/\p{Cc}/u.test(plain(text))));
  t.is(plain("a\u001b[2Jb\nc"), "a [2Jb c");
});

test("wrapped words fit, and none is lost", (t) => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 30 }), fc.integer({ min: 4, max: 60 }), (text, columns) => {
      const rows = wrapWords(text, columns);
      return (
        rows.every((row) => cellWidth(row) <= columns) && rows.join("").replaceAll(" ", "") === text.replaceAll(" ", "")
      );
    }),
  );
  t.pass();
});

test("too few trades are shown as how many of those needed there are", (t) => {
  const stats = {
    trades: 7,
    wins: 4,
    netPnl: "1",
    sumR: 2.8,
    sumR2: 4,
    intents: 9,
    denied: 1,
    lossStreak: 0,
    lastLossAt: null,
  };
  t.is(expectancy(stats), "+0.40R 7/30");
  t.is(expectancy({ ...stats, trades: 40, sumR: 8, sumR2: 41.6 }), "+0.20R ±0.31");
});

test("a diff keeps common lines and gives both sides back", (t) => {
  const lines = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 12 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const diff = diffLines(before, after);
      const side = (sign: string) =>
        diff
          .filter((row) => row.sign !== sign)
          .map((row) => row.text)
          .join("");
      return side("+") === before.join("") && side("-") === after.join("");
    }),
  );
  t.pass();
});
