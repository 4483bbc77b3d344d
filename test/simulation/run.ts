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

/** What a worker says of one world. */
interface Lived {
  readonly failure: string | null;
  /** It ended in what no gate can know, and was not judged from there on. */
  readonly isUnknowable: boolean;
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
  let [worlds, broken, unjudged, saidMs] = [0, 0, 0, startedMs];
  const say = (end: string): void => {
    const seconds = (performance.now() - startedMs) / 1_000;
    const days = worlds * share.days;
    const left = unjudged === 0 ? "" : `, ${unjudged} worlds not judged to their end`;
    process.stdout.write(
      `${days} days simulated, ${(days / seconds).toFixed(1)} days/s, ${broken} violations${left}${end}\n`,
    );
  };
  const lived = ({ failure, isUnknowable }: Lived): void => {
    worlds += 1;
    if (isUnknowable) unjudged += 1;
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
    const { plan, violation, counts } = await live(seed, share);
    const again = `  again: npm run simulate -- --seed ${seed} --days ${share.days} --profile ${share.profile} --venue ${plan.venue}`;
    const failure = violation === null ? null : `${failureText(seed, await shrink(plan, violation))}\n${again}`;
    lived({ failure, isUnknowable: counts.get("unknowable") === 1 });
  }
}

const inWorker = (share: Share, lived: (lived: Lived) => void): Promise<void> =>
  new Promise((done, fail) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: share });
    worker.on("message", lived);
    worker.on("error", fail);
    worker.on("exit", () => done());
  });

const OPTIONS = {
  seeds: { type: "string", default: "1..100" },
  seed: { type: "string" },
  days: { type: "string", default: "5" },
  profile: { type: "string", default: "hostile" },
  venue: { type: "string" },
  workers: { type: "string", default: "1" },
} as const;

/** What the command line asks for; null when it cannot be understood. */
function shareOf(): { readonly share: Share; readonly workers: number } | null {
  const values = valuesOf();
  if (values === null) return null;
  const [from, to] = (values.seed ?? values.seeds).split("..").map(Number);
  const [days, workers] = [Number(values.days), Number(values.workers)];
  const venue = values.venue ?? null;
  const numbers = [from, to ?? from, days, workers];
  if (!numbers.every((each) => Number.isSafeInteger(each) && Number(each) > 0)) return null;
  if (!(values.profile in PROFILES) || (venue !== null && venue !== "paper" && venue !== "exchange")) return null;
  const profile = values.profile as ProfileName;
  return { share: { from: from ?? 1, to: to ?? from ?? 1, step: 1, days, profile, venue }, workers };
}

function valuesOf() {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch {
    return null;
  }
}

if (isMainThread) process.exitCode = await main();
else await liveAll(workerData as Share, (lived) => parentPort?.postMessage(lived));
