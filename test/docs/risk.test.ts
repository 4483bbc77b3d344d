import { readFileSync } from "node:fs";
import test from "ava";
import { portfolioGreeks } from "../../src/gate/risk/greeks.ts";
import { stress, worstOf } from "../../src/gate/risk/stress.ts";
import { valueAtRisk } from "../../src/gate/risk/valueAtRisk.ts";
import { shipped, T0 } from "../gate/facts.ts";
import { spot } from "../gate/risk/anyExposure.ts";
import { keysOf } from "./safety.ts";

const page = readFileSync("docs/risk.md", "utf8");
const { risk } = shipped.limits;

test("docs/risk.md names every key of safety.yaml's risk once in its table, with what is shipped", (t) => {
  const rows = new Map(
    [...page.matchAll(/^\| `(risk\.[a-zA-Z.]+)` +\| ([^|]+)/gm)].map(([, key, value]) => [key, value?.trim()]),
  );
  t.deepEqual(
    [...rows.keys()],
    keysOf().filter((key) => key.startsWith("risk.")),
  );
  for (const [key, value] of rows) {
    const names = key?.split(".").slice(1) ?? [];
    const limit = names.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], risk);
    t.is(value, [limit].flat().join(" "), key);
  }
});

test("docs/risk.md reckons its example as the gate does", (t) => {
  const exposures = [spot("BTC/USD", 0.02, 60_000), spot("ETH/USD", 0.5, 2_000)];
  const answer = (question: string, value: number) => {
    const [, money, percent] =
      new RegExp(`^\\| ${question}.*\\| ([\\d,]+) +\\| ([\\d.]+) % +\\|$`, "m").exec(page) ?? [];
    t.is(money, Math.round(value).toLocaleString("en-US"));
    t.is(Number(percent), Number(((value / 5_000) * 100).toFixed(1)));
  };
  const { assumedDayMovePct, varConfidencePct: confidencePct } = risk;
  const day = { exposures, days: [], minScenarios: 1, confidencePct, assumedDayMovePct, now: T0 };
  answer("What does it gain if all prices double", portfolioGreeks(exposures, T0).delta);
  answer("What does the assumed day cost", valueAtRisk(day).valueAtRisk);
  answer("What does the worst corner cost", -worstOf(stress(exposures, risk.stress, T0)).pnl);
});
