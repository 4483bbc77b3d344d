import type { View } from "../agent/cockpit/view.ts";
import type { Meaning } from "./theme.ts";

/** What stands across the top of the screen while something is wrong with the line or with the agent. */
export interface Alarm {
  readonly title: string;
  readonly text: string;
  readonly as: Meaning;
}

/** The worst thing that the screen knows of its line and its agent, what to do first; null while all is well. */
export function alarmOf({ link, agent }: View): Alarm | null {
  if (link.state === "connecting") return { title: "CONNECTING", text: link.detail, as: "warn" };
  if (link.state !== "live") return { title: "NO LINK", text: `all below is old · ${link.detail}`, as: "danger" };
  if (agent.state === "down") return { title: "AGENT DOWN", text: `no new entries · ${agent.detail}`, as: "danger" };
  if (agent.state === "restarting") return { title: "AGENT RESTARTING", text: agent.detail, as: "warn" };
  if (agent.state === "stale") return { title: "NO SIGNALS", text: agent.detail, as: "warn" };
  if (agent.state === "reconnecting") return { title: "AGENT RECONNECTING", text: agent.detail, as: "warn" };
  return null;
}

/** Whether what is shown of the gate may be older than it looks. */
export const isOld = ({ link }: View): boolean => link.state !== "live";
