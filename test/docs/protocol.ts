import { agentVerbs } from "../../src/gate/contract/agentVerbs.ts";
import { MAX_LINE_BYTES, PROTOCOL_VERSION } from "../../src/gate/contract/frame.ts";
import { notifications } from "../../src/gate/contract/notification.ts";
import { operatorVerbs } from "../../src/gate/contract/operatorVerbs.ts";
import { REFUSALS } from "../../src/gate/contract/refusal.ts";
import { gateEvents } from "../../src/store/events/gate.ts";
import { proposal } from "../../src/store/words/proposal.ts";
import { intent } from "../../src/store/words/intent.ts";
import { verdict } from "../../src/store/words/verdict.ts";
import { ruleDocument } from "../../src/store/rules/document.ts";
import { status } from "../../src/gate/contract/status.ts";
import { shapeOf } from "./shape.ts";

/** Shapes that are spelled out once and named elsewhere. */
const NAMED = { Intent: intent, Verdict: verdict, Rule: ruleDocument, Status: status, Proposal: proposal };

function named(text: string): string {
  let short = text;
  for (const [name, schema] of Object.entries(NAMED)) short = short.replaceAll(shapeOf(schema), name);
  return short;
}

/** The generated half of docs/protocol.md: every verb, notification, refusal and event, from the schemas themselves. */
export function protocolTables(): string {
  const verbs = (table: Record<string, { params: never; result: never; power?: string }>): string =>
    Object.entries(table)
      .map(
        ([verb, { params, result, power }]) =>
          `### \`${verb}\`${power === undefined ? "" : ` · ${power}`}\n\n- params \`${named(shapeOf(params))}\`\n- result \`${named(shapeOf(result))}\`\n`,
      )
      .join("\n");
  return [
    `Protocol version ${PROTOCOL_VERSION}, at most ${MAX_LINE_BYTES} bytes a line. This part is made from the program's own schemas.\n`,
    "## Shapes\n",
    ...Object.entries(NAMED).map(([name, schema]) => `- **${name}** \`${shapeOf(schema)}\``),
    "\n## Verbs of agent.sock\n",
    verbs(agentVerbs as never),
    "## Verbs of operator.sock\n",
    verbs(operatorVerbs as never),
    "## Notifications\n",
    ...Object.entries(notifications).map(([name, schema]) => `- \`${name}\` \`${named(shapeOf(schema))}\``),
    "\n## Refusals\n",
    "| reason | code | lasts | what to do |\n|---|---|---|---|",
    ...Object.entries(REFUSALS).map(
      ([reason, { code, lasts, remedy }]) => `| ${reason} | ${code} | ${lasts} | ${remedy} |`,
    ),
    "\n## Events\n",
    ...Object.entries(gateEvents).map(([type, schema]) => `- \`${type}\` \`${named(shapeOf(schema))}\``),
    "",
  ].join("\n");
}
