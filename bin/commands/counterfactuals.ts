import { existsSync } from "node:fs";
import { type Blocked, isOfMiss } from "../../src/loops/counterfactual/blocked.ts";
import { checkValues, type CheckValue } from "../../src/loops/counterfactual/checkValue.ts";
import { portfolioLines, portfolioOf } from "../counterfactuals/portfolio.ts";
import { recordIn } from "../counterfactuals/record.ts";
import { EXIT, Exit } from "../exit.ts";
import { targetOf } from "../target.ts";
import type { Command } from "./command.ts";

/**
 * What every check was worth, by what became of the entries that it stood against, and to the account as a whole, replayed
 * without it. Straight from the agent's journal.
 */
export const counterfactuals: Command = {
  usage: "counterfactuals [--rule ID] [--json]",
  about: "what blocked entries would have brought, and what each check was worth",
  async run({ home, flags, say }) {
    const target = await targetOf(home);
    const { agentDb } = target;
    if (!existsSync(agentDb)) throw new Exit(EXIT.failed, `${agentDb}: no journal yet; run \`trade\` first`);
    const { rule } = flags;
    const isAsked = ({ ruleId }: { readonly ruleId: string }) => typeof rule !== "string" || ruleId === rule;
    const record = recordIn(agentDb);
    const followed = record.resolved.filter(isAsked).filter(ofNow(record.resolved, typeof rule === "string"));
    const denied = record.denied.filter(({ intent }) => isAsked(intent));
    const values = checkValues(followed);
    const portfolio = portfolioOf({ ...record, denied }, target);
    if (flags["json"] === true) say(JSON.stringify({ followed, checks: values.map(jsonOf), portfolio }));
    else {
      if (values.length === 0) say("insufficient data: no blocked entry has come to its end yet");
      for (const { sentence } of values) say(sentence);
      for (const line of portfolioLines(portfolio)) say(line);
    }
    return EXIT.done;
  },
};

/** What a rule's conditions kept out is told of one rule alone, and of its newest version: others have other conditions. */
function ofNow(all: readonly Blocked[], isOneRule: boolean): (blocked: Blocked) => boolean {
  const newest = new Map<string, number>();
  for (const { ruleId, ruleVersion = 0 } of all) newest.set(ruleId, Math.max(ruleVersion, newest.get(ruleId) ?? 0));
  return ({ ruleId, ruleVersion = 0, by }) => !isOfMiss(by) || (isOneRule && ruleVersion === newest.get(ruleId));
}

/** JSON holds no infinities: ends that are not known are null. */
function jsonOf({ net, ...value }: CheckValue): unknown {
  const finite = (end: number) => (Number.isFinite(end) ? end : null);
  return { ...value, net: { ...net, low: finite(net.low), high: finite(net.high) } };
}
