import { wilcoxon } from "../../src/loops/statistics/wilcoxon.ts";
import { EVERY, type Learning, lived, type Lived, WINDOW } from "./account.ts";
import { type Experiment, type Measure, mean, pValue, share, twin, twoSided } from "./experiment.ts";
import { type TurningPlan, TurningWorld } from "./turningWorld.ts";

const DAYS = 2_500;
const LIFE = 1_000;
const BRIEF = 200;
const POOL = { days: DAYS, first: 3, unborn: 8, worthless: 32 } as const;

const WORLDS = {
  turns: { ...POOL, up: 0.3, down: -0.3, life: LIFE },
  brief: { ...POOL, up: 0.3, down: -0.3, life: BRIEF },
  fades: { ...POOL, up: 0.3, down: 0, life: LIFE },
  null: { ...POOL, up: 0, down: 0, life: LIFE },
  steady: { ...POOL, unborn: 0, worthless: 40, up: 0.3, down: 0.3, life: Number.POSITIVE_INFINITY },
} as const satisfies Readonly<Record<string, Omit<TurningPlan, "seed" | "name">>>;

/** With fewer seeds than this no order of signs reaches p 0.01, and what has no goal need not be measured. */
const FEW = 10;

/** 8: both loops, as they hang together, against an account that is left alone. */
export const bothLoops: Experiment = {
  line: 8,
  title: "Loops 1 and 2 on against off",
  planted: `3 rules at one trade a day for ${DAYS} days, 8 variants whose edge of 0.3 R is not yet born, 32 without one; edges are born and turn to −0.3 R and back every ${LIFE} days on average; every ${EVERY} days a cycle looks back on ${WINDOW} and tries all variants; a person accepts whatever is proposed, each step up that 20 to 1 speak for included`,
  seeds: { whole: 50, slice: 2 },
  run(seeds) {
    const nets = (world: keyof typeof WORLDS, learning: Learning): readonly Lived[] =>
      seeds.map((seed) => lived(new TurningWorld({ ...WORLDS[world], seed, name: world }), learning));
    const [off, first, both] = [nets("turns", "off"), nets("turns", "loop 1"), nets("turns", "both")];
    const gained = less(both, off);
    const [nothing, steady] = [nets("null", "both"), nets("steady", "both")];
    const steadyOff = nets("steady", "off");
    const kept = (account: readonly Lived[]) => account.map(({ net }, i) => net / steadyOff[i]!.net);
    const gain = (world: keyof typeof WORLDS) => less(nets(world, "both"), nets(world, "off"));
    const beside = () => [
      mean("edges that fade to nothing and come back, reported beside it", gain("fades"), {}),
      mean(`edges that turn every ${BRIEF} days: R gained`, gain("brief"), {}),
      mean("where edges turn, taking the best of each cycle whole gains", less(nets("turns", "naive"), off), {}),
    ];
    const careless = kept(nets("steady", "naive")).filter((each) => each < 0.9).length;
    return [
      mean("edges that are born and turn: R gained by both loops", gained, { least: 0 }),
      ...pValues(seeds.length, "the same by Wilcoxon, one-sided", wilcoxon(gained), { most: 0.01 }),
      mean("of this, what loop 2 adds to loop 1", less(both, first), { least: 0 }),
      ...pValues(seeds.length, "the same by Wilcoxon, one-sided", wilcoxon(less(both, first)), { most: 0.01 }),
      ...pValues(seeds.length, "no edges, no costs: two-sided", twoSided(less(nothing, nets("null", "off"))), {
        least: 0.05,
      }),
      share("no edges: cycles that propose", total(nothing, "proposals"), total(nothing, "cycles"), { most: 0.02 }),
      mean("edges that stay: share of their R that is kept", kept(steady), { least: 0.9 }),
      ...counts(both),
      ...(seeds.length < FEW ? [] : beside()),
      twin("naive twin: that keeps less than 90 % of edges that stay", careless, seeds.length, { least: 0.9 }),
    ];
  },
};

const less = (these: readonly Lived[], those: readonly Lived[]): readonly number[] =>
  these.map(({ net }, i) => net - those[i]!.net);

const total = (accounts: readonly Lived[], what: keyof Lived): number =>
  accounts.reduce((sum, each) => sum + each[what], 0);

const pValues = (seeds: number, ...measured: Parameters<typeof pValue>): readonly Measure[] =>
  seeds < FEW ? [] : [pValue(...measured)];

const NAMES = { proposals: "proposals", promotions: "steps up", rollbacks: "roll-backs" } as const;

/** What became of proposals where edges turn, an account. */
const counts = (accounts: readonly Lived[]): readonly Measure[] =>
  (["proposals", "promotions", "rollbacks"] as const).map((what) =>
    mean(
      `where edges turn: ${NAMES[what]} an account`,
      accounts.map((each) => each[what]),
      {},
    ),
  );
