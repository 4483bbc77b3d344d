import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Draft } from "../src/store/events/envelope.ts";
import { idSource } from "../src/store/ids.ts";
import { openJournal } from "../src/store/journal/journal.ts";
import { seededRandom } from "../src/store/random.ts";
import { line, micro, percentile, timed } from "./measure.ts";

const COUNT = 2_000;

/** A durable journal append, beside writing as many bytes and waiting for the disk. */
export async function benchJournal(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "trade-bench-"));
  const nextId = idSource(() => 1_760_000_000_000, seededRandom("bench"));
  const journal = openJournal({
    path: join(folder, "j.db"),
    journalId: "bench",
    wallClock: Date.now,
    pid: process.pid,
  });
  const bytes = Buffer.alloc(4_096, "x");
  const fd = openSync(join(folder, "bare"), "w");
  const appends = await timed(COUNT, () => {
    const id = nextId();
    const draft: Draft = {
      id,
      ts: 0,
      type: "bench.ran",
      causationId: null,
      correlationId: id,
      data: { text: "x".repeat(600) },
    };
    journal.append([draft]);
  });
  const bare = await timed(COUNT, () => {
    writeSync(fd, bytes);
    fdatasyncSync(fd);
  });
  closeSync(fd);
  journal.close();
  rmSync(folder, { recursive: true });
  const ratio = percentile(appends, 0.5) / percentile(bare, 0.5);
  line("journal append, durable (p50 / p99)", micro(appends), `4 KiB write + fdatasync ${micro(bare)}`, ratio);
}
