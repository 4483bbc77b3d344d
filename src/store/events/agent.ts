import type { z } from "zod";
import { doubtSettled } from "./doubtSettled.ts";
import { agentStarted } from "./agentStarted.ts";
import { candleProcessed } from "./candleProcessed.ts";
import { counterfactualResolved } from "./counterfactualResolved.ts";
import { dataFresh } from "./dataFresh.ts";
import { dataStale } from "./dataStale.ts";
import { entryBlocked } from "./entryBlocked.ts";
import type { Draft, Recorded } from "./envelope.ts";
import { evolutionEnded } from "./evolutionEnded.ts";
import { evolutionFiled } from "./evolutionFiled.ts";
import { evolutionStarted } from "./evolutionStarted.ts";
import { intentCreated } from "./intentCreated.ts";
import { lessonLearned } from "./lessonLearned.ts";
import { metaReviewed } from "./metaReviewed.ts";
import { promotionFiled } from "./promotionFiled.ts";
import { settingsFiled } from "./settingsFiled.ts";
import { settingsTaken } from "./settingsTaken.ts";
import { ruleDoubted } from "./ruleDoubted.ts";
import { signalGenerated } from "./signalGenerated.ts";
import { signalSkipped } from "./signalSkipped.ts";
import { verdictReceived } from "./verdictReceived.ts";

/** The agent's vocabulary: what it saw, thought, asked and learned. The gate's events stand beside it in the mirror. */
export const agentEvents = {
  "agent.started": agentStarted,
  "signal.generated": signalGenerated,
  "signal.skipped": signalSkipped,
  "intent.created": intentCreated,
  "verdict.received": verdictReceived,
  "entry.blocked": entryBlocked,
  "counterfactual.resolved": counterfactualResolved,
  "lesson.learned": lessonLearned,
  "rule.doubted": ruleDoubted,
  "doubt.settled": doubtSettled,
  "evolution.started": evolutionStarted,
  "evolution.ended": evolutionEnded,
  "evolution.filed": evolutionFiled,
  "meta.reviewed": metaReviewed,
  "promotion.filed": promotionFiled,
  "settings.filed": settingsFiled,
  "settings.taken": settingsTaken,
  "candle.processed": candleProcessed,
  "data.stale": dataStale,
  "data.fresh": dataFresh,
} as const;

export type AgentEventType = keyof typeof agentEvents;
export type AgentEventData<Type extends AgentEventType> = z.infer<(typeof agentEvents)[Type]>;
/** Any event of the agent, told apart by `type`. */
export type AgentDraft = { [Type in AgentEventType]: Draft<Type, AgentEventData<Type>> }[AgentEventType];
export type AgentEvent = { [Type in AgentEventType]: Recorded<Type, AgentEventData<Type>> }[AgentEventType];
