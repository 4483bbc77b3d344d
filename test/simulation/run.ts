import { parseArgs } from "node:util";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { type ProfileName, PROFILES } from "./profile.ts";
import { failureText } from "./report.ts";
import { live, type SeedOptions } from "./seeds.ts";
import { shrink } from "./shrink.ts";

/** A share of the seeds: every `step`-th from `from` to `to`. */
interface Share extends SeedOptions {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** What a worker says of one seed. */
interface Lived {
  readonly seed: number;
  readonly failure: string | null;
}

const USAGE =
  "npm run simulate -- [--seeds 1..N | --seed K] [--days D] [--profile calm|ordinary|hostile] [--venue paper|exchange] [--workers W]";

/** Lives the worlds of the command line. Gives the exit code: 0 when every invariant held, 1 when one broke, 2 on wrong usage. */
async function main(): Promise<number> {
  const asked = shareOf();
  if (asked === null) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const { share, workers } = asked;
  const startedMs = performance.now();
  let [worlds, broken, saidMs] = [0, 0, startedMs];
  const say = (end: string): void => {
    const seconds = (performance.now() - startedMs) / 1_000;
    const days = worlds * share.days;
    process.stdout.write(`${days} days simulated, ${(days / seconds).toFixed(1)} days/s, ${broken} violations${end}\n`);
  };
  const lived = ({ failure }: Lived): void => {
    worlds += 1;
    if (failure !== null) {
      broken += 1;
      process.stdout.write(`${failure}\n`);
    }
    if (performance.now() - saidMs < 10_000) return;
    saidMs = performance.now();
    say(" so far");
  };
  if (workers === 1) await liveAll(share, lived);
  else
    await Promise.all(
      Array.from({ length: workers }, (_, i) => inWorker({ ...share, from: share.from + i, step: workers }, lived)),
    );
  say(`, in ${((performance.now() - startedMs) / 1_000).toFixed(1)} s`);
  return broken === 0 ? 0 : 1;
}

async function liveAll(share: Share, lived: (lived: Lived) => void): Promise<void> {
  for (let seed = share.from; seed <= share.to; seed += share.step) {
    const { plan, violation } = await live(seed, share);
    const failure = violation === null ? null : failureText(seed, await shrink(plan, violation));
    lived({ seed, failure });
  }
}

const inWorker = (share: Share, lived: (lived: Lived) => void): Promise<void> =>
  new Promise((done, fail) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: share });
    worker.on("message", lived);
    worker.on("error", fail);
    worker.on("exit", () => done());
  });

function shareOf(): { readonly share: Share; readonly workers: number } | null {
  const { values } = parseArgs({
    options: {
      seeds: { type: "string", default: "1..100" },
      seed: { type: "string" },
      days: { type: "string", default: "10" },
      profile: { type: "string", default: "hostile" },
      venue: { type: "string" },
      workers: { type: "string", default: "1" },
    },
  });
  const [from, to] = (values.seed ?? values.seeds).split("..").map(Number);
  const [days, workers] = [Number(values.days), Number(values.workers)];
  const venue = values.venue ?? null;
  const numbers = [from, to ?? from, days, workers];
  if (!numbers.every((each) => Number.isSafeInteger(each) && Number(each) > 0)) return null;
  if (!(values.profile in PROFILES) || (venue !== null && venue !== "paper" && venue !== "exchange")) return null;
  const profile = values.profile as ProfileName;
  return { share: { from: from ?? 1, to: to ?? from ?? 1, step: 1, days, profile, venue }, workers };
}

if (isMainThread) process.exitCode = await main();
else await liveAll(workerData as Share, (lived) => parentPort?.postMessage(lived));
