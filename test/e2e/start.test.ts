import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { statusOf } from "./gateLine.ts";
import { stageFor } from "./stage.ts";
import { FIXTURE, homeFor, type Ran, trade } from "./trade.ts";

/** One line that says what, where, what to do; nothing of a stack. */
function oneLine(t: ExecutionContext, ran: Ran, code: number, words: RegExp): void {
  t.is(ran.code, code, `${ran.stdout}${ran.stderr}`);
  t.is(ran.stderr.trim().split("\n").length, 1, ran.stderr);
  t.regex(ran.stderr, words);
  t.regex(ran.stderr, /^trade: .+[;:(].+/);
  t.notRegex(ran.stderr, /\n\s+at /);
}

test("what is not safe to start does not start: code 5, and why", async (t) => {
  const home = homeFor(t);
  oneLine(t, await trade(home, "gate", "start", "--mode", "live", "--market", "coinbase"), 5, /key/);
  mkdirSync(join(home, "gate"), { recursive: true });
  writeFileSync(join(home, "gate", "safety.yaml"), "schema: 2\nsymbols: { allow: any }\n");
  const malformed = await trade(home, "gate", "start", "--market", "sim");
  t.is(malformed.code, 5);
  t.regex(malformed.stderr, /safety\.yaml:\d+:\d+: .*is missing.*and \d+ more: `trade safety check/);
  const other = homeFor(t);
  mkdirSync(join(other, "gate"), { recursive: true });
  writeFileSync(join(other, "gate", "gate.db"), "this is no journal at all, and long enough to be looked at");
  oneLine(t, await trade(other, "gate", "run", "--market", "sim"), 5, /gate\.db/);
});

test("one gate a home, one account a home; a recording never lands in the operator's", async (t) => {
  const { home, starts, words, flags, venue } = await stageFor(t);
  t.is((await starts()).code, 0);
  oneLine(t, await trade(home, "gate", "run"), 5, /a gate already runs here/);
  const others = venue === "sim" ? [...flags, "--seed", "other"] : ["--mode", "live", "--symbols", "ETH/USD"];
  oneLine(t, await trade(home, "gate", "start", ...others), 5, new RegExp(`bound to ${words}`));
  t.is((await trade(home, "--headless", "--market", `replay:BTC/USD=${FIXTURE}`, "--until", "20")).code, 0);
  t.is(readdirSync(join(home, "runs")).length, 1);
  const now = await statusOf(home);
  t.is(now.market, venue);
  t.is(now.counts.intents, 0);
});

test("commands that need a gate say that there is none: code 4", async (t) => {
  const home = homeFor(t);
  for (const argv of [["status"], ["reduce"], ["resume"], ["rules"], ["proposals"]]) {
    oneLine(t, await trade(home, ...argv), 4, /trade gate start/);
  }
});
