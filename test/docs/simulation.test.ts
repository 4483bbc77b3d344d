import { readFileSync, writeFileSync } from "node:fs";
import test from "ava";
import { INVARIANTS, NO_SURPRISE } from "../simulation/invariants.ts";
import { simulationLists } from "./simulation.ts";

const GENERATED = "<!-- generated below this line -->\n";

test("docs/simulation.md lists every invariant, every fault and every planted bug as they are", (t) => {
  const path = "docs/simulation.md";
  const [head = "", lists] = readFileSync(path, "utf8").split(GENERATED);
  const wanted = simulationLists();
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync(path, `${head}${GENERATED}${wanted}`);
  else t.is(lists, wanted, "run UPDATE_DOCS=1 npm test");
  for (const { name } of INVARIANTS) t.true(wanted.includes(`- **${name}**: `), name);
});

test("ARCHITECTURE.md names every invariant that the simulated worlds are held to", (t) => {
  const page = readFileSync("ARCHITECTURE.md", "utf8");
  for (const { name } of [...INVARIANTS, NO_SURPRISE]) t.true(page.includes(name), name);
});
