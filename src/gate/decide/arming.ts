import type { GateEventData } from "../../store/events/gate.ts";
import type { ArmingLevel } from "../../store/words/arming.ts";
import { Refusal } from "../contract/refusal.ts";
import type { GateState } from "../mind/state.ts";
import { cancelEntries } from "./cancel.ts";
import type { Decider } from "./command.ts";
import type { Story } from "./story.ts";

const sends = (level: ArmingLevel): boolean => level === "small" || level === "full";

/**
 * A person lets a live account go further, or less far. @throws Refusal in paper, before ledger and venue agree, past a
 * step of the ramp, and while stops would end with a gate that nobody starts again.
 */
export const tradingArm: Decider<"trading.arm"> = (story, { level, acceptsGateOnly, isSupervised, reason }) => {
  const { state } = story;
  if (state.binding?.mode !== "live") throw new Refusal("NOT_ALLOWED_NOW", "only a live account is armed");
  if (sends(level)) {
    requireReady(state, level);
    const bare = bareSymbols(state);
    if (bare.length > 0 && !isSupervised && !acceptsGateOnly) {
      throw new Refusal("GATE_ONLY_STOPS", `stops of ${bare.join(", ")} work only while this gate lives`);
    }
  }
  if (state.arming.level === level && state.arming.acceptsGateOnly === acceptsGateOnly) return;
  change(story, { level, acceptsGateOnly, by: "operator", reason });
};

/** No entry leaves any more; those that wait are taken back; stops stay. */
export const tradingDisarm: Decider<"trading.disarm"> = (story, { reason }) => {
  if (story.state.arming.level === "off") return;
  change(story, { level: "off", acceptsGateOnly: false, by: "operator", reason });
};

/** A gate that starts is not armed by what was accepted of another way to run it. */
export const armingReview: Decider<"arming.review"> = (story, { isSupervised }) => {
  const { arming } = story.state;
  const bare = bareSymbols(story.state);
  if (!sends(arming.level) || isSupervised || arming.acceptsGateOnly || bare.length === 0) return;
  const reason = `stops of ${bare.join(", ")} work only while this gate lives, and nobody starts it again: arm it anew`;
  change(story, { level: "off", acceptsGateOnly: false, by: "gate", reason });
};

function change(story: Story, changed: GateEventData<"arming.changed">): void {
  story.tell("arming.changed", { ...changed, reason: changed.reason.slice(0, 500) });
  if (!sends(changed.level)) cancelEntries(story, "disarmed");
}

function requireReady(state: GateState, level: ArmingLevel): void {
  if (!state.reconciled) {
    throw new Refusal(
      "NOT_ALLOWED_NOW",
      "ledger and venue are not known to agree yet: arm once `trade status` says so",
    );
  }
  if (level === "full" && !sends(state.arming.level)) {
    throw new Refusal("NOT_ALLOWED_NOW", "full comes after small: arm with --small first, and look at its trades");
  }
}

/** The symbols of which no whole stop can rest at the venue. */
const bareSymbols = ({ instruments, binding }: GateState): readonly string[] =>
  (binding?.symbols ?? []).filter((symbol) => (instruments[symbol]?.stops ?? "EXCHANGE") === "GATE-ONLY");
