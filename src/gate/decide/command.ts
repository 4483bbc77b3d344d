import type { SeenPosition } from "../../store/events/exposureSeen.ts";
import type { GateEventData } from "../../store/events/gate.ts";
import type { FrameOrigin } from "../../store/events/intentReceived.ts";
import type { Id } from "../../store/ids.ts";
import type { InstrumentFacts } from "../../store/market/instruments.ts";
import type { Money } from "../../store/money.ts";
import type { RuleStatus } from "../../store/rules/document.ts";
import type { Timestamp } from "../../store/time.ts";
import type { AccountBinding, PaperCosts } from "../../store/words/account.ts";
import type { ArmingLevel } from "../../store/words/arming.ts";
import type { Intent } from "../../store/words/intent.ts";
import type { FillReport } from "../../store/words/order.ts";
import type { Actor, ProposalDraft, SettingsDraft } from "../../store/words/proposal.ts";
import type { GateState, SeenIntent } from "../mind/state.ts";
import type { Safety } from "../safety/schema.ts";
import type { ExchangeFill, ExchangeOrder } from "../venue/exchange.ts";
import type { VenueSnapshot } from "../venue/snapshot.ts";
import type { Story } from "./story.ts";

/** One symbol's closed candle as the gate books it. */
export interface MarkCandle {
  readonly symbol: string;
  readonly high: Money;
  readonly low: Money;
  readonly close: Money;
}

/** How the gate's own process does; null: not measured here. */
export interface Readings {
  readonly lagMs: number | null;
  readonly clockSkewMs: number | null;
  readonly freeDiskMb: number | null;
  readonly memoryMb: number | null;
}

/** Prices seen between two closes, by symbol, each with the venue's own time of it. */
export type Marks = GateState["marks"];

/** Everything that can be asked of the gate's judgement: frames after the wall, the venue's answers, the market, timers. */
export type Command =
  | {
      readonly type: "account.open";
      readonly binding: AccountBinding;
      readonly startingCash: Money;
      readonly costs: PaperCosts;
      readonly instruments: readonly InstrumentFacts[];
      readonly starters: readonly ProposalDraft[];
    }
  | {
      readonly type: "gate.start";
      readonly protocol: number;
      readonly recoveredSeq: number;
      readonly instruments: readonly InstrumentFacts[];
    }
  | { readonly type: "instruments.list"; readonly instruments: readonly InstrumentFacts[] }
  | { readonly type: "gate.stop"; readonly reason: string }
  | { readonly type: "safety.reload"; readonly safety: Safety; readonly by: Actor }
  | { readonly type: "safety.accept"; readonly safety: Safety }
  | { readonly type: "safety.refuse"; readonly hash: string | null; readonly lines: readonly string[] }
  | {
      readonly type: "intent.submit";
      readonly intent: Intent;
      readonly prior: SeenIntent | null;
      readonly origin: FrameOrigin;
    }
  | { readonly type: "order.cancel"; readonly clientOrderId: Id; readonly cause: string }
  | { readonly type: "stop.tighten"; readonly positionId: Id; readonly stopPrice: Money; readonly by: Actor }
  | { readonly type: "proposal.submit"; readonly draft: ProposalDraft; readonly by: Actor }
  | { readonly type: "settings.propose"; readonly draft: SettingsDraft; readonly by: Actor }
  | { readonly type: "proposal.accept"; readonly proposalId: Id; readonly by: Actor; readonly reason: string }
  | { readonly type: "proposal.reject"; readonly proposalId: Id; readonly by: Actor; readonly reason: string }
  | { readonly type: "rule.rollback"; readonly ruleId: string; readonly by: Actor; readonly reason: string }
  | {
      readonly type: "rule.status";
      readonly ruleId: string;
      readonly status: RuleStatus;
      readonly by: Actor;
      readonly reason: string;
    }
  | { readonly type: "trading.halt"; readonly cause: "kill" | "manual" | "flood" | "journal"; readonly reason: string }
  | { readonly type: "trading.reduce"; readonly reason: string }
  | { readonly type: "trading.resume"; readonly reason: string }
  | {
      readonly type: "trading.arm";
      readonly level: Exclude<ArmingLevel, "off">;
      readonly acceptsGateOnly: boolean;
      /** Whether somebody starts this gate again when it dies. */
      readonly isSupervised: boolean;
      readonly reason: string;
    }
  | { readonly type: "trading.disarm"; readonly reason: string }
  | { readonly type: "arming.review"; readonly isSupervised: boolean }
  | { readonly type: "cash.move"; readonly amount: Money; readonly reference: string }
  | {
      readonly type: "external.adopt";
      readonly symbol: string;
      readonly ruleId: string;
      readonly quantity: Money;
      readonly stopPrice: Money;
    }
  | {
      readonly type: "order.adopt";
      readonly venueOrderId: string;
      readonly ruleId: string;
      readonly stopPrice: Money;
    }
  | { readonly type: "account.flatten"; readonly symbol: string | null }
  | {
      readonly type: "market.advance";
      readonly n: number;
      readonly at: Timestamp;
      readonly candleTs: Timestamp;
      readonly candles: readonly MarkCandle[];
    }
  | { readonly type: "market.quote"; readonly at: Timestamp; readonly marks: Marks }
  | { readonly type: "exposure.watch"; readonly sources: readonly string[] }
  | {
      readonly type: "exposure.see";
      readonly source: string;
      readonly at: Timestamp;
      readonly positions: readonly SeenPosition[];
    }
  | { readonly type: "venue.down"; readonly why: string }
  | { readonly type: "venue.up"; readonly at: Timestamp; readonly marks: Marks }
  | { readonly type: "venue.accepted"; readonly clientOrderId: Id; readonly venueOrderId: string }
  | { readonly type: "venue.rejected"; readonly clientOrderId: Id; readonly reason: string }
  | { readonly type: "venue.unknown"; readonly clientOrderId: Id; readonly cause: string }
  | { readonly type: "venue.filled"; readonly fill: FillReport }
  | {
      readonly type: "venue.found";
      readonly clientOrderId: Id;
      readonly order: ExchangeOrder;
      /** Those of this order that the venue tells of, booked before or not. */
      readonly fills: readonly ExchangeFill[];
    }
  | { readonly type: "venue.absent"; readonly clientOrderId: Id }
  | { readonly type: "venue.seen"; readonly snapshot: VenueSnapshot }
  | { readonly type: "venue.lost"; readonly why: string }
  | { readonly type: "venue.foreign"; readonly fill: GateEventData<"external.traded"> }
  | { readonly type: "venue.canceled"; readonly clientOrderId: Id; readonly cause: string }
  | { readonly type: "venue.expired"; readonly clientOrderId: Id; readonly cause: string }
  | { readonly type: "agent.attach"; readonly client: string }
  | { readonly type: "agent.detach"; readonly cause: string }
  | { readonly type: "agent.silent"; readonly stage: "warn" | "cancel" | "liquidate"; readonly silentMs: number }
  | { readonly type: "agent.heard" }
  | { readonly type: "watchdog.read"; readonly readings: Readings }
  | { readonly type: "rate.limited"; readonly frames: number };

export type CommandType = Command["type"];
export type CommandOf<Type extends CommandType> = Extract<Command, { type: Type }>;
/** Judges one kind of command: tells what happens; throws Refusal, before telling anything, when it may not. */
export type Decider<Type extends CommandType> = (story: Story, command: CommandOf<Type>) => void;
