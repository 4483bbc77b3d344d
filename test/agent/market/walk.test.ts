import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { CheckedWalk } from "../../../src/agent/market/checkedWalk.ts";
import { ownWalk } from "../../../src/agent/market/walk.ts";
import { InputError } from "../../../src/store/input.ts";
import { CSV_HEADER } from "../../../src/store/market/csv.ts";
import { tempDir } from "../../store/temp.ts";
import { EPOCH, INSTRUMENTS, SIM } from "../runtime/stage.ts";

const text = `${CSV_HEADER}\n${EPOCH},1,3,1,2,5\n${EPOCH + 60_000},2,4,2,3,5\n`;
const sha256 = createHash("sha256").update(text).digest("hex");
const bound = (path: string) => ({
  ...SIM,
  market: { kind: "replay" as const, files: [{ symbol: "BTC/USD", path, sha256 }] },
});
const frame = (ts: number, close: string) => ({
  n: 0,
  at: ts + 60_000,
  gateSeq: 0,
  candles: [{ symbol: "BTC/USD", ts, open: "2", high: "4", low: "2", close, volume: 5 }],
});

test("a recording is walked only as the file that the account was opened with", (t) => {
  const path = join(tempDir(t), "prices.csv");
  t.throws(() => ownWalk(bound(path), INSTRUMENTS), { instanceOf: InputError, message: /ENOENT/ });
  writeFileSync(path, text);
  t.is(ownWalk(bound(path), INSTRUMENTS)?.next()?.candleTs, EPOCH);
  writeFileSync(path, text.replace(",5\n", ",6\n"));
  t.throws(() => ownWalk(bound(path), INSTRUMENTS), { instanceOf: InputError, message: /sha256/ });
});

test("real data cannot be walked", (t) => {
  t.is(ownWalk({ ...SIM, market: { kind: "coinbase" } }, INSTRUMENTS), null);
});

test("what lies before the gate's tick is history; a difference is never forgiven", (t) => {
  const path = join(tempDir(t), "prices.csv");
  writeFileSync(path, text);
  const walk = new CheckedWalk(ownWalk(bound(path), INSTRUMENTS)!);
  t.is(walk.openingTs, EPOCH);
  const met = walk.meet(frame(EPOCH + 60_000, "3"));
  t.deepEqual([met.before.length, met.divergence], [1, null]);
  t.regex(walk.meet(frame(EPOCH + 120_000, "3")).divergence ?? "", /own market has ended/);
  const other = new CheckedWalk(ownWalk(bound(path), INSTRUMENTS)!);
  t.regex(other.meet(frame(EPOCH + 30_000, "3")).divergence ?? "", /goes on at/);
  t.regex(other.meet(frame(EPOCH + 60_000, "3")).divergence ?? "", /goes on at/);
});
