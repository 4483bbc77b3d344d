import { existsSync } from "node:fs";
import type { Blocked } from "../../src/loops/counterfactual/blocked.ts";
import { checkValues, type CheckValue } from "../../src/loops/counterfactual/checkValue.ts";
import type { AgentEvent } from "../../src/store/events/agent.ts";
import { openJournalToRead } from "../../src/store/journal/journal.ts";
import { EXIT, Exit } from "../exit.ts";
import { targetOf } from "../target.ts";
import type { Command } from "./command.ts";

const PAGE = 1_000;

/** What every check was worth, by what became of the entries that it stood against. Straight from the agent's journal. */
export const counterfactuals: Command = {
  usage: "counterfactuals [--rule ID] [--json]",
  about: "what blocked entries would have brought, and what each check was worth",
  async run({ home, flags, say }) {
    const { agentDb } = await targetOf(home);
    if (!existsSync(agentDb)) throw new Exit(EXIT.failed, `${agentDb}: no journal yet; run \`trade\` first`);
    const rule = flags["rule"];
    const followed = blockedIn(agentDb).filter(({ ruleId }) => typeof rule !== "string" || ruleId === rule);
    const values = checkValues(followed);
    if (flags["json"] === true) say(JSON.stringify({ followed, checks: values.map(jsonOf) }));
    else if (values.length === 0) say("insufficient data: no blocked entry has come to its end yet");
    else for (const { sentence } of values) say(sentence);
    return EXIT.done;
  },
};

function blockedIn(path: string): readonly Blocked[] {
  const journal = openJournalToRead(path);
  try {
    const all: Blocked[] = [];
    for (let from = 1, last = journal.head().seq; from <= last; from += PAGE) {
      for (const event of journal.read(from, PAGE) as readonly AgentEvent[])
        if (event.type === "counterfactual.resolved") all.push(event.data);
    }
    return all;
  } finally {
    journal.close();
  }
}

/** JSON holds no infinities: ends that are not known are null. */
function jsonOf({ net, ...value }: CheckValue): unknown {
  const finite = (end: number) => (Number.isFinite(end) ? end : null);
  return { ...value, net: { ...net, low: finite(net.low), high: finite(net.high) } };
}
