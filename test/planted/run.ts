import { writeFileSync } from "node:fs";
import { pageOf } from "./evidence.ts";
import { seedsTo } from "./experiment.ts";
import { experiments } from "./table.ts";

/** Measures every planted truth at full size; with UPDATE_DOCS=1 writes docs/evidence.md. Exit code 1 when one is missed. */
const sections = experiments.map((experiment) => {
  const started = performance.now();
  const measures = experiment.run(seedsTo(experiment.seeds.whole));
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  process.stdout.write(`\n${experiment.line}. ${experiment.title} (${experiment.seeds.whole} seeds, ${seconds} s)\n`);
  for (const { what, goal, seen, holds } of measures)
    process.stdout.write(`  ${holds ? "holds " : "MISSED"} ${what}: ${seen}; asked ${goal}\n`);
  return [experiment, measures, experiment.seeds.whole] as const;
});
if (process.env["UPDATE_DOCS"] === "1") writeFileSync("docs/evidence.md", pageOf(sections));
process.exitCode = sections.some(([, measures]) => measures.some(({ holds }) => !holds)) ? 1 : 0;
