import { type Experiment, type Measure, NO_GOAL } from "./experiment.ts";

const HEAD = `# Evidence

What the learning loops find where the truth was planted, and what they leave alone where there is none. This page is
made by \`UPDATE_DOCS=1 npm run planted\`; a slice of it runs with every \`npm test\` (test/planted). Seeds are 1 to the
number named; shares carry 95 % limits by Wilson's score, medians by order statistics, means two standard errors. Noise is
Student's t with 4 degrees of freedom and deviation 1 R. A *naive twin* is what a careless program would do in the same
place: it is there to fail, so that passing means something.

Most worlds are worlds of trades: results in R whose edge is known. One is of candles, with real rules, operators and
backtests; the last, where recorded candles are at hand, is real.
`;

/** The page. */
export const pageOf = (sections: readonly (readonly [Experiment, readonly Measure[], number])[]): string =>
  [HEAD, ...sections.map((section) => sectionOf(...section)), missedOf(sections), LIMITS].join("\n");

function sectionOf({ line, title, planted }: Experiment, measures: readonly Measure[], seeds: number): string {
  const rows = measures.map(
    (measure) => `| ${measure.what} | ${measure.goal} | ${measure.seen} | ${verdictOf(measure)} |`,
  );
  return `## ${line}. ${title}

Planted: ${planted}. Seeds 1 to ${seeds}.

| measured | asked | seen | holds |
| --- | --- | --- | --- |
${rows.join("\n")}
`;
}

function verdictOf({ goal, holds, isTwin }: Measure): string {
  if (goal === NO_GOAL) return "reported";
  if (isTwin) return holds ? "fails, as it should" : "**does not fail**";
  return holds ? "yes" : "**no**";
}

/** What a reader might take these figures for, and they are not. */
const LIMITS = `## What this does not show

- The goals of the naive twins, and those of line 2 on candles, of line 8's edge that stays, and of line 3's trend follower, edges
  that come back and trades that are held together, were set here, after a first look.
- A pool in which all candidates are equally good is mostly refused by PBO: whoever is best in one half is no better than the
  median in the other. The family of line 2 passes because forty worthless ones stand beside it.
- Line 8, loop 1 alone: where edges turn every 200 trades, a rule that leaves out whatever lost its last ten trades earns
  more than loop 1 does; it pays for that with an edge that stays. Where edges fade to nothing and come back, loop 1 loses
  by waiting for proof.
- Line 8, both loops: the pool is rich (a quarter of it has an edge, or will), edges last for 1000 trades, trades of two
  variants have nothing in common, and what is traded comes out as it was tested. There, who takes the best of each cycle
  without any proof earns more than the loops do; where edges stay he throws them away.
- Line 4: no proof sees a loss that has not come yet. Who loses 8.5 R three times in a hundred seems proven, in one account of
  nine, before the first of them; a stop that holds keeps losses near 1 R, and only a gap goes beyond.
- Nothing here was traded. Proposals that a person accepted, and what became of them, are not among these figures.
`;

function missedOf(sections: Parameters<typeof pageOf>[0]): string {
  const missed = sections.flatMap(([{ line }, measures]) =>
    measures.filter(({ holds }) => !holds).map(({ what }) => `- ${line}: ${what}`),
  );
  return `## What is missed\n\n${missed.length === 0 ? "Nothing of the above." : missed.join("\n")}\n`;
}
