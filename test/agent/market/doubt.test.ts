import test from "ava";
import {
  DIVERGED_BPS,
  doubtOf,
  FROZEN_AFTER_MS,
  SILENT_AFTER_MS,
  type Sides,
  WORD_AGE_MS,
} from "../../../src/agent/market/doubt.ts";

const NOW = 1_000_000;
const HONEST: Sides = {
  symbol: "BTC/USD",
  top: { bid: 99.99, ask: 100.01, stampedAt: NOW },
  answeredAt: NOW,
  cause: "",
  movedAt: NOW,
  candle: { price: 100, at: NOW },
  gate: { price: 100, at: NOW },
};
const book = (bid: number, ask: number) => ({ bid, ask, stampedAt: NOW });
const above = (bps: number) => 100.01 + (99.99 * bps) / 10_000;
const below = (bps: number) => 99.99 - (99.99 * bps) / 10_000;

interface Row {
  readonly law: string;
  readonly change: Partial<Sides>;
  readonly says: RegExp | null;
}
const ROWS: readonly Row[] = [
  { law: "what agrees is believed", change: {}, says: null },
  { law: "what was never seen is not believed", change: { top: null }, says: /no book has come/ },
  { law: "silence up to its limit is patience", change: { answeredAt: NOW - SILENT_AFTER_MS + 1 }, says: null },
  { law: "silence at its limit is none", change: { answeredAt: NOW - SILENT_AFTER_MS }, says: /no book for 30 s/ },
  {
    law: "why nothing came is said with it",
    change: { answeredAt: NOW - SILENT_AFTER_MS, cause: "503" },
    says: /no book for 30 s \(503\)/,
  },
  { law: "a bid below the ask is a book", change: { top: book(99.99, 100) }, says: null },
  { law: "a bid at the ask is none", change: { top: book(100, 100) }, says: /crossed/ },
  { law: "a stamp may stand still for a while", change: { movedAt: NOW - FROZEN_AFTER_MS + 1 }, says: null },
  { law: "and then it is frozen", change: { movedAt: NOW - FROZEN_AFTER_MS }, says: /frozen.*60 s/ },
  {
    law: "a book without a stamp cannot be told to be frozen",
    change: { top: { ...book(99.99, 100.01), stampedAt: null }, movedAt: 0 },
    says: null,
  },
  { law: "a candle may lie outside", change: { candle: { price: above(DIVERGED_BPS - 0.1), at: NOW } }, says: null },
  {
    law: "a wide book is no doubt: what lies within it is of it",
    change: { top: book(1, 1.03), candle: { price: 1, at: NOW }, gate: { price: 1.03, at: NOW } },
    says: null,
  },
  {
    law: "but not further than that",
    change: { candle: { price: above(DIVERGED_BPS + 1), at: NOW } },
    says: /the newest candle says .* the book 99\.99 to 100\.01: 101 bps apart/,
  },
  { law: "either way", change: { gate: { price: below(DIVERGED_BPS + 1), at: NOW } }, says: /gate's mark .* 101 bps/ },
  { law: "a word of a minute ago counts", change: { gate: { price: 1, at: NOW - WORD_AGE_MS } }, says: /gate's mark/ },
  { law: "an older one is history", change: { gate: { price: 1, at: NOW - WORD_AGE_MS - 1 } }, says: null },
  { law: "who has said nothing contradicts nothing", change: { candle: null, gate: null }, says: null },
];
for (const { law, change, says } of ROWS) {
  test(law, (t) => {
    const doubt = doubtOf({ ...HONEST, ...change }, NOW);
    if (says === null) t.is(doubt, null);
    else t.regex(doubt ?? "", says);
  });
}
