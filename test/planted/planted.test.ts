import test from "ava";
import { seedsTo } from "./experiment.ts";
import { experiments } from "./table.ts";

// A slice of `npm run planted`: few seeds, so a figure fails here only when its confidence limits leave the goal no room.
for (const { line, title, seeds, run } of experiments) {
  test(`planted truth ${line}, ${title}: what is there is found, what is not is left alone, and the naive twin fails`, (t) => {
    const measures = run(seedsTo(seeds.slice));
    t.true(measures.some(({ isTwin }) => isTwin));
    for (const { what, seen, goal, refuted } of measures) t.false(refuted, `${what}: ${seen}; asked ${goal}`);
  });
}
