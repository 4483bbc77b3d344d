import test from "ava";
import { MUTATIONS } from "./mutations.ts";
import { live } from "./seeds.ts";

const SEEDS = 30;
const DAYS = 3;

for (const { bug, venue, plant } of MUTATIONS) {
  test(`it is found that ${bug}`, async (t) => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { violation } = await live(seed, { days: DAYS, profile: "hostile", venue }, plant());
      if (violation === null) continue;
      t.log(`seed ${seed} breaks ${violation.name}: ${violation.what}`);
      t.pass();
      return;
    }
    t.fail(`not within ${SEEDS} worlds of ${DAYS} days`);
  });
}
