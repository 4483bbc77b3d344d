import type { Recorded } from "../../store/events/envelope.ts";
import type { GateEvent, GateEventData, GateEventType } from "../../store/events/gate.ts";
import type { Hello } from "../contract/agentVerbs.ts";
import type { Status } from "../contract/status.ts";
import type { SeenIntent } from "../mind/state.ts";
import type { Safety } from "../safety/schema.ts";
import type { Gate } from "../heart/gate.ts";

/** What verbs may use of the running gate. bin/ puts it together. */
export interface Desk {
  readonly gate: Gate;
  readonly status: () => Status;
  readonly hello: () => Hello;
  /** The verdict that the journal remembers for an intent that the mind has forgotten. */
  readonly priorOf: (intentId: string) => SeenIntent | null;
  readonly readEvents: (fromSeq: number, limit: number) => readonly Recorded[];
  readonly story: (id: string) => readonly Recorded[];
  readonly acknowledge: (n: number) => void;
  /** Whether somebody starts this gate again when it dies. */
  readonly isSupervised: boolean;
  readonly knowsPassphrase: (passphrase: string) => boolean;
  /** safety.yaml as it is now. @throws Refusal SAFETY_UNUSABLE. */
  readonly readSafety: () => Safety;
  /** Ends the process once the answer has left. */
  readonly stop: (reason: string) => void;
}

/** The data of the first event of that type among those a command brought about. */
export function dataOf<Type extends GateEventType>(
  events: readonly GateEvent[],
  type: Type,
): GateEventData<Type> | undefined {
  return events.find((event) => event.type === type)?.data as GateEventData<Type> | undefined;
}
