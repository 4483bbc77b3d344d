import type { AgentEventData } from "../../store/events/agent.ts";
import { gateEvents } from "../../store/events/gate.ts";
import type { Id } from "../../store/ids.ts";
import { isAllowed, loopSettingName, type SettingChange } from "../../store/settings/loopSetting.ts";
import type { Actor } from "../../store/words/proposal.ts";

interface Story {
  readonly id: Id;
  readonly correlationId: Id;
}

interface Fact extends Story {
  readonly type: string;
  readonly data: unknown;
}

/** A change of the loops' own settings that somebody spoke of, and the event that did. */
export interface Spoken {
  readonly change: SettingChange;
  readonly story: Story;
}

/** What is known of changes of the loops' own settings. Plain data: the same events give the same bits. */
export interface SettingsMemory {
  /** What loop 3's newest look asks for and nobody was asked yet, with why. */
  readonly wish: (Spoken & { readonly sentence: string }) | null;
  /** Those that wait for a person, by proposal. */
  readonly waiting: Readonly<Record<Id, { readonly change: SettingChange; readonly filedBy: Actor }>>;
  /** Those that a person accepted and no process has taken up yet, oldest first. */
  readonly accepted: readonly (Spoken & { readonly proposalId: Id })[];
  /** Under which the loops filed the newest, so that what becomes of one joins the story of the look that asked for it. */
  readonly filed: readonly { readonly proposalId: Id; readonly story: Story }[];
}

/** More than can wait. */
const MAX_FILED = 20;

export const noSettings: SettingsMemory = { wish: null, waiting: {}, accepted: [], filed: [] };

/** What is known after one more event of the gate. */
export function settingsAfterGate(memory: SettingsMemory, { type, data, id, correlationId }: Fact): SettingsMemory {
  if (type === "proposal.submitted") {
    const filed = gateEvents[type].safeParse(data).data;
    if (filed?.kind !== "settings.change") return memory;
    const { proposalId, filedBy, key, value, before } = filed;
    return { ...memory, waiting: { ...memory.waiting, [proposalId]: { change: { key, value, before }, filedBy } } };
  }
  if (type !== "proposal.accepted" && type !== "proposal.rejected" && type !== "proposal.expired") return memory;
  const proposalId = gateEvents[type].safeParse(data).data?.proposalId ?? "";
  const { [proposalId]: asked, ...waiting } = memory.waiting;
  if (asked === undefined) return memory;
  const { change } = asked;
  const taken = type === "proposal.accepted" ? [{ proposalId, change, story: { id, correlationId } }] : [];
  return { ...memory, waiting, accepted: [...memory.accepted, ...taken] };
}

/** What is known after one more of the agent's own events. */
export function settingsAfterAgent(memory: SettingsMemory, { type, data, id, correlationId }: Fact): SettingsMemory {
  switch (type) {
    case "meta.reviewed":
      return { ...memory, wish: wishIn(data as AgentEventData<"meta.reviewed">, { id, correlationId }) };
    case "settings.filed": {
      const { proposalId } = data as AgentEventData<"settings.filed">;
      const made = proposalId === null ? [] : [{ proposalId, story: { id, correlationId } }];
      return { ...memory, wish: null, filed: [...memory.filed, ...made].slice(-MAX_FILED) };
    }
    case "settings.taken": {
      const { proposalId } = data as AgentEventData<"settings.taken">;
      return { ...memory, accepted: memory.accepted.filter((each) => each.proposalId !== proposalId) };
    }
    default:
      return memory;
  }
}

/** What that look asks for; of a look that did not say what it is now, nobody is asked. */
function wishIn({ settings }: AgentEventData<"meta.reviewed">, story: Story): SettingsMemory["wish"] {
  const key = loopSettingName.safeParse(settings?.key).data;
  if (settings === null || settings.before === undefined || key === undefined) return null;
  const { value, before, sentence } = settings;
  const change = { key, value, before };
  return isAllowed(change) ? { change, sentence, story } : null;
}
