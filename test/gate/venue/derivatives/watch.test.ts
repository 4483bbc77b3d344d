import test from "ava";
import { ExposureWatch } from "../../../../src/gate/venue/derivatives/watch.ts";
import type { Answer } from "../../../../src/gate/venue/exchange.ts";
import type { SeenPosition } from "../../../../src/store/events/exposureSeen.ts";
import { T0 } from "../../facts.ts";

const HELD: SeenPosition = {
  name: "BTC-PERPETUAL",
  currency: "USD",
  quantity: "-1",
  price: "100",
  derivative: { kind: "perpetual", contractSize: "1" },
};

function bench() {
  const due: { readonly at: number; readonly work: () => void }[] = [];
  const clock = { now: T0 };
  const seen: unknown[] = [];
  const lines: string[] = [];
  const answers: Answer<readonly SeenPosition[]>[] = [];
  const watch = new ExposureWatch({
    sources: [{ name: "deribit", positions: async () => answers.shift() ?? { known: true, value: [HELD] } }],
    now: () => clock.now,
    timers: {
      monotonicMs: () => clock.now,
      after(ms, work) {
        const row = { at: clock.now + ms, work };
        due.push(row);
        return () => void due.splice(due.indexOf(row), 1);
      },
    },
    everyMs: 20_000,
    report: (...word) => void seen.push(word),
    say: (line) => void lines.push(line),
  });
  /** Time goes on, and every look that is due then is over. */
  const pass = async (ms: number) => {
    clock.now += ms;
    for (const row of due.filter(({ at }) => at <= clock.now)) {
      due.splice(due.indexOf(row), 1);
      row.work();
    }
    await new Promise(setImmediate);
  };
  return { watch, pass, seen, lines, answers, due };
}

test("each venue is looked at when the watch begins, and again and again", async (t) => {
  const { watch, pass, seen } = bench();
  watch.start();
  await pass(0);
  await pass(19_999);
  t.deepEqual(seen, [["deribit", T0, [HELD]]]);
  await pass(1);
  t.is(seen.length, 2);
});

test("what was not told is not reported; it is said once when it begins, and once when it ends", async (t) => {
  const { watch, pass, seen, lines, answers } = bench();
  answers.push({ known: false, cause: "HTTP 500" }, { known: false, cause: "HTTP 500" });
  watch.start();
  for (let n = 0; n < 4; n += 1) await pass(n === 0 ? 0 : 20_000);
  t.is(seen.length, 2);
  t.deepEqual(lines, ["deribit: did not tell what it holds (HTTP 500)", "deribit: told again what it holds"]);
});

test("a watch that was stopped reports nothing more", async (t) => {
  const { watch, pass, seen, due } = bench();
  watch.start();
  watch.stop();
  await pass(60_000);
  t.deepEqual([seen, due], [[], []]);
});
