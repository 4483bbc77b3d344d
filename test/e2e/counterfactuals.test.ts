import { readdirSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import type { GateEvent } from "../../src/store/events/gate.ts";
import { FIXTURE, homeFor, trade } from "./trade.ts";
import { law } from "./law.ts";

interface Answer {
  readonly followed: readonly {
    readonly intentId: string;
    readonly kind: string;
    readonly by: readonly string[];
    readonly r: number | null;
  }[];
  readonly portfolio: { readonly reason: string | null };
  readonly checks: readonly {
    readonly code: string;
    readonly verdict: string;
    readonly net: { readonly total: number };
  }[];
}

law("what the gate denied over a recording is followed to its end, and adds up by check", async (t) => {
  const home = homeFor(t);
  const market = `replay:BTC/USD=${FIXTURE}`;
  const ran = await trade(home, "--headless", "--market", market, "--speed", "max", "--until", "end", "--json");
  t.is(ran.code, 0, ran.stderr);
  const [name = ""] = readdirSync(join(home, "runs"));
  const run = join(home, "runs", name);
  const log = await trade(run, "log", "--json");
  const events = log.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as GateEvent);
  const denied = new Map(
    events.flatMap((event) =>
      event.type === "intent.denied" && event.data.purpose === "entry"
        ? [[event.data.intentId, event.data.denials]]
        : [],
    ),
  );
  const { followed, checks, portfolio } = JSON.parse((await trade(run, "counterfactuals", "--json")).stdout) as Answer;
  const stopped = followed.filter(({ kind }) => kind === "denied");
  t.true(stopped.length > 0);
  t.regex(portfolio.reason ?? "", /no check that may be given up/, "here all were against ruin");
  for (const { intentId, by } of stopped) t.deepEqual(by, denied.get(intentId), "under the checks that denied it");
  const saved = followed.reduce((sum, { r }) => sum - (r ?? 0), 0);
  const told = checks.reduce((sum, { net }) => sum + net.total, 0);
  t.true(Math.abs(saved - told) < 1e-9, "nothing is counted twice and nothing left out");
  const story = await trade(run, "why", stopped[0]!.intentId);
  t.regex(story.stdout, /intent\.denied[^]*counterfactual\.resolved/);
});

test("an account without a record has nothing to say, and says what to do", async (t) => {
  const { code, stderr } = await trade(homeFor(t), "counterfactuals");
  t.is(code, 1);
  t.regex(stderr, /no journal yet; run `trade` first/);
});
