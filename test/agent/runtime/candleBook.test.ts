import test from "ava";
import { CandleBook } from "../../../src/agent/runtime/candleBook.ts";
import { walk } from "../strategy/walk.ts";

const MINUTES = 5 * 60_000;
const candles = walk(1, 7_000);

const at = (index: number): number => candles[index]!.ts;

const filled = (count: number): CandleBook => {
  const book = new CandleBook();
  for (const candle of candles.slice(0, count)) book.push("BTC/USD", candle);
  return book;
};

test("bars held count the candle of the fill", (t) => {
  const book = filled(100);
  t.is(book.barsSince("BTC/USD", at(99), MINUTES), 1);
  t.is(book.barsSince("BTC/USD", at(99) + 1_000, MINUTES), 1);
  t.is(book.barsSince("BTC/USD", at(97), MINUTES), 3);
});

test("at least five thousand candles are kept, and older ones are still counted", (t) => {
  const book = filled(7_000);
  t.true(book.of("BTC/USD").length >= 5_000 && book.of("BTC/USD").length <= 6_000);
  t.is(book.barsSince("BTC/USD", candles[0]!.ts, MINUTES), 7_000);
});

test("a candle that was seen is not taken again", (t) => {
  const book = filled(10);
  t.false(book.push("BTC/USD", candles[9]!));
  t.true(book.push("BTC/USD", candles[10]!));
});
