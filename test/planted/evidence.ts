import type { Experiment, Measure } from "./experiment.ts";

const HEAD = `# Evidence

What the learning loops find where the truth was planted, and what they leave alone where there is none. This page is
made by \`UPDATE_DOCS=1 npm run planted\`; a slice of it runs with every \`npm test\` (test/planted). Seeds are 1 to the
number named; shares carry 95 % limits by Wilson's score, medians by order statistics, means two standard errors. Noise is
Student's t with 4 degrees of freedom and deviation 1 R. A *naive twin* is what a careless program would do in the same
place: it is there to fail, so that passing means something.

The worlds are worlds of trades: results in R whose edge is known. What the market itself does to rules, candles and fills
is measured elsewhere (test/agent, test/simulation).
`;

/** The page. */
export const pageOf = (sections: readonly (readonly [Experiment, readonly Measure[], number])[]): string =>
  [HEAD, ...sections.map((section) => sectionOf(...section)), missedOf(sections)].join("\n");

function sectionOf({ line, title, planted }: Experiment, measures: readonly Measure[], seeds: number): string {
  const rows = measures.map(
    ({ what, goal, seen, holds, isTwin }) =>
      `| ${what} | ${goal} | ${seen} | ${isTwin ? (holds ? "fails, as it should" : "**does not fail**") : holds ? "yes" : "**no**"} |`,
  );
  return `## ${line}. ${title}

Planted: ${planted}. Seeds 1 to ${seeds}.

| measured | asked | seen | holds |
| --- | --- | --- | --- |
${rows.join("\n")}
`;
}

function missedOf(sections: Parameters<typeof pageOf>[0]): string {
  const missed = sections.flatMap(([{ line }, measures]) =>
    measures.filter(({ holds }) => !holds).map(({ what }) => `- ${line}: ${what}`),
  );
  return `## What is missed\n\n${missed.length === 0 ? "Nothing of the above." : missed.join("\n")}\n`;
}
