import test from "ava";
import { INVARIANTS, NO_SURPRISE } from "./invariants.ts";
import type { ProfileName } from "./profile.ts";
import { live } from "./seeds.ts";

/** The nightly run goes on where these end: `npm run simulate -- --seeds 1..100000`. */
const SLICES: readonly { readonly profile: ProfileName; readonly days: number; readonly seeds: number }[] = [
  { profile: "hostile", days: 5, seeds: 340 },
  { profile: "ordinary", days: 5, seeds: 30 },
  { profile: "calm", days: 5, seeds: 30 },
];

const broken = new Map<string, string>();
const reached = new Map<string, number>();
let days = 0;

test.before(async (t) => {
  const startedMs = performance.now();
  for (const { profile, days: length, seeds } of SLICES) {
    for (let seed = 1; seed <= seeds; seed += 1) {
      const { violation, counts } = await live(seed, { profile, days: length, venue: null });
      days += length;
      for (const [type, count] of counts) reached.set(type, (reached.get(type) ?? 0) + count);
      if (violation !== null) {
        const replay = `npm run simulate -- --seed ${seed} --days ${length} --profile ${profile}`;
        broken.set(violation.name, `${violation.what}; ${replay}`);
      }
    }
  }
  t.log(`${days} days in ${((performance.now() - startedMs) / 1_000).toFixed(1)} s`);
});

for (const { name, law } of [...INVARIANTS, NO_SURPRISE]) {
  test(`${name}: ${law}`, (t) => {
    t.is(broken.get(name), undefined);
    t.is(days, 2_000, `every world was lived; broken: ${[...broken.keys()].join(", ")}`);
  });
}

test("few worlds end in what no gate can know", (t) => {
  t.true((reached.get("unknowable") ?? 0) <= 20, `${reached.get("unknowable")} of 400`);
});

test("these worlds reach what the invariants are about", (t) => {
  const wanted = [
    "births",
    "gate.recovered",
    "dead_man.warned",
    "hold.placed",
    "hold.cleared",
    "flatten.completed",
    "intent.approved",
    "intent.denied",
    "order.unknown",
    "order.missed",
    "order.abandoned",
    "order.resurfaced",
    "order.rejected",
    "order.expired",
    "order.canceled",
    "order.filled",
    "stop.triggered",
    "stop.tightened",
    "position.closed",
    "external.traded",
    "foreign.listed",
  ];
  for (const type of wanted) t.true((reached.get(type) ?? 0) >= 20, `${type}: ${reached.get(type) ?? 0}`);
});
