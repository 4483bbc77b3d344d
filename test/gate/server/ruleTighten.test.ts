import test from "ava";
import { frame, hall } from "./hall.ts";

const asks = (status: string, ruleId = RULE): string =>
  frame("rule.tighten", { ruleId, status, reason: "its edge has turned" });
const RULE = "made-up";

function withAgent() {
  const place = hall();
  const [ruleId = RULE] = Object.keys(place.gate.state.rules);
  const agent = place.join("agent");
  const say = (line: string): void => {
    place.says(agent, line);
    place.settle();
  };
  return { ...place, agent, say, ruleId, statusOf: () => place.gate.state.rules[ruleId]?.document.status };
}

test("the agent may take a rule down a step, and never up again", (t) => {
  const { agent, say, ruleId, statusOf, world } = withAgent();
  t.is(statusOf(), "active");
  say(asks("probation", ruleId));
  t.deepEqual(agent.answers.at(-1), { status: "probation" });
  t.like(world.data("rule.status_changed").at(-1), {
    ruleId,
    status: "probation",
    by: "agent",
    reason: "its edge has turned",
  });
  say(asks("paused", ruleId));
  t.is(statusOf(), "paused");
  say(asks("probation", ruleId));
  t.deepEqual(agent.refusals, ["LOOSENS"]);
  t.is(statusOf(), "paused");
});

test("asking twice for the same changes nothing the second time", (t) => {
  const { say, ruleId, world, agent } = withAgent();
  say(asks("probation", ruleId));
  say(asks("probation", ruleId));
  t.is(world.data("rule.status_changed").length, 1);
  t.deepEqual(agent.refusals, []);
});

test("a rule that is not there, and a status that lets more through, are refused", (t) => {
  const { agent, say, ruleId } = withAgent();
  say(asks("paused", "no-such-rule"));
  say(asks("active", ruleId));
  say(asks("retired", ruleId));
  t.deepEqual(agent.refusals, ["UNKNOWN_ID", "INVALID_PARAMS", "INVALID_PARAMS"]);
});
