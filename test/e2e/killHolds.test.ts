import test from "ava";
import { hasTmux } from "../terminal/tmux.ts";
import { killHolds } from "./killHolds.ts";
import { stageFor } from "./stage.ts";

// The one journey of `npm run e2e:coinbase` that is taken each time: both processes, a real agent, an exchange, a person.
const run = hasTmux() ? test : test.skip; // house-ok: a machine without tmux says so below

test("a person at a terminal is played by tmux", (t) => {
  if (!hasTmux()) t.log("not run: there is no tmux on this machine");
  t.pass();
});

run("at an exchange, a kill holds through the death of both processes until the operator resumes", async (t) =>
  killHolds(t, await stageFor(t, {}, "coinbase")),
);
