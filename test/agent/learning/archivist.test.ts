import test from "ava";
import { Archivist } from "../../../src/agent/learning/archivist.ts";
import type { Candle } from "../../../src/store/market/candle.ts";

const candle = (ts: number): Candle => ({ ts, open: 1, high: 1, low: 1, close: 1, volume: 1 });

/** An archive of candles one apart, that holds those. */
const archiving = (...held: readonly number[]) => archivingFrom(held);

/** The same where nothing can be fetched, or where it can. */
function archivingFrom(held: readonly number[], isFetchable = true) {
  const archive = { times: [...held], isFull: false, writes: 0 };
  const archivist = new Archivist({
    candleMs: 1,
    isFetchable,
    archiveOf: () => ({
      end: () => archive.times.at(-1) ?? null,
      append(candles) {
        if (archive.isFull) throw new Error("no space left");
        archive.writes += 1;
        archive.times.push(...candles.map(({ ts }) => ts));
      },
    }),
  });
  const see = (...times: readonly number[]): readonly string[] => {
    for (const ts of times) archivist.note("BTC/USD", candle(ts));
    return archivist.flush();
  };
  return { archive, see };
}

test("candles that were seen stand in the archive once, a start's whole history in one write", (t) => {
  const { archive, see } = archiving();
  t.deepEqual(see(1, 2, 3), []);
  t.is(archive.writes, 1);
  see(4);
  see(5);
  t.deepEqual(archive.times, [1, 2, 3, 4, 5]);
  const again = archiving(1, 2, 3);
  again.see(2, 3, 4, 5);
  t.deepEqual(again.archive.times, [1, 2, 3, 4, 5], "the history of a new start lies over it");
});

test("a candle in which nobody traded is no gap", (t) => {
  const { archive, see } = archiving(1, 2);
  see(2, 3);
  t.deepEqual(see(6), []);
  t.deepEqual(archive.times, [1, 2, 3, 6]);
});

test("behind a gap nothing is written until it is filled, and then all that waited", (t) => {
  const { archive, see } = archiving(1, 2);
  t.regex(see(5, 6)[0] ?? "", /BTC\/USD: candles since 1970-01-01T00:00 are missing .*trade data fetch/);
  t.deepEqual(archive.times, [1, 2]);
  archive.times.push(3, 4, 5);
  t.deepEqual(see(7), []);
  t.deepEqual(archive.times, [1, 2, 3, 4, 5, 6, 7]);
});

test("where nothing can be fetched a gap is not waited for: it stays one", (t) => {
  const { archive, see } = archivingFrom([1, 2], false);
  t.deepEqual(see(5, 6), []);
  t.deepEqual(archive.times, [1, 2, 5, 6]);
});

test("an archive that cannot be written is told of, ends nothing, and takes all of it later", (t) => {
  const { archive, see } = archiving(1);
  archive.isFull = true;
  t.deepEqual(see(2), ["BTC/USD: candles are not archived: no space left"]);
  archive.isFull = false;
  t.deepEqual(see(3), []);
  t.deepEqual(archive.times, [1, 2, 3]);
});
