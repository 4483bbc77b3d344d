import { INVARIANTS, NO_SURPRISE } from "../simulation/invariants.ts";
import { MUTATIONS } from "../simulation/mutations.ts";
import { PROFILES } from "../simulation/profile.ts";

/** The generated half of docs/simulation.md: what is held, what happens how often a day, which bugs are found. */
export function simulationLists(): string {
  const laws = [...INVARIANTS, NO_SURPRISE].map(({ name, law }) => `- **${name}**: ${law}.`);
  const { hostile } = PROFILES;
  const kinds = Object.entries(hostile).map(([kind, perDay]) => `${kind} ${perDay}`);
  const bugs = MUTATIONS.map(({ bug }) => `- ${bug}`);
  return `
## What cannot happen

${laws.join("\n")}

## What happens, on a hostile day

So many times on the average: ${kinds.join(", ")}.

## Bugs that are planted, and found

${bugs.join("\n")}
`;
}
