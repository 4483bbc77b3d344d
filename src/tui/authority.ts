import type { View } from "../agent/cockpit/view.ts";
import { operatorVerbs } from "../gate/contract/operatorVerbs.ts";
import type { SendCommand } from "./model.ts";

const ELSEWHERE: Readonly<Record<string, (params: SendCommand["params"], view: View) => string>> = {
  "trading.arm": ({ level }) => `trade arm --${String(level)}`,
  "trading.resume": () => "trade resume",
  "proposal.accept": (params, view) => `trade proposals accept ${beginningOf(String(params["proposalId"]), view)}`,
  "rule.resume": (params) => `trade rules resume ${String(params["ruleId"])}`,
};

/** Date and time of an id: what tells most of them apart. */
const SHORTEST = "01234567-9abc".length;

/** As much of a proposal's id as no other one begins with: a whole one is cut off at the edge of the screen. */
function beginningOf(id: string, { proposals }: View): string {
  const others = proposals.map(({ proposal }) => proposal.proposalId).filter((other) => other !== id);
  let length = SHORTEST;
  while (length < id.length && others.some((other) => other.startsWith(id.slice(0, length)))) length += 1;
  return id.slice(0, length);
}

const tightens = (view: View, { verb, params }: SendCommand): boolean =>
  verb === "proposal.accept" &&
  view.proposals.some(
    ({ proposal }) => proposal.proposalId === params["proposalId"] && proposal.direction === "tighten",
  );

/**
 * Why this screen does not send that command, with what to type instead; null when it may. The gate refuses by
 * itself: this only spares the operator a round trip. A watcher reads, and may still kill.
 */
export function refusedHere(view: View, command: SendCommand): string | null {
  if (view.role === "watch" && command.verb !== "trading.halt") {
    return "this is a watcher: it only reads. K still kills; for the rest use the cockpit or `trade` in a shell";
  }
  const needsPerson = operatorVerbs[command.verb].power === "person" && !tightens(view, command);
  if (!needsPerson || view.status?.mode !== "live") return null;
  return `LIVE: type this in another terminal: ${ELSEWHERE[command.verb]?.(command.params, view) ?? "trade --help"}`;
}
