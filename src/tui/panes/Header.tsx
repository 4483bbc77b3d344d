import { memo } from "react";
import type { View } from "../../agent/cockpit/view.ts";
import type { Status } from "../../gate/contract/status.ts";
import { utcText } from "../../store/time.ts";
import { clockText, duration, minuteText, NONE, rounded } from "../format.ts";
import type { Box } from "../layout.ts";
import { joined, type Line, lineWidth, span, spread } from "../line.ts";
import type { Meaning, Theme } from "../theme.ts";
import { Rows } from "./Panel.tsx";

const DOT = span(" · ", "faint");
/** From here on there is room for two symbols and the date. */
const ROOMY = 110;

/** Two rows: what this is and who lives; what may be traded and when it is. */
export const Header = memo(function Header({
  box,
  view,
  theme,
}: {
  readonly box: Box;
  readonly view: View;
  readonly theme: Theme;
}) {
  const { status } = view;
  const first = identityAndLights(view, box.width);
  const second = spread(trading(view), marketTime(status, box.width < ROOMY), box.width);
  return <Rows box={box} theme={theme} lines={[first, second]} />;
});

/** On a narrow screen the gate's pid gives way first: `trade status` has it too. */
function identityAndLights(view: View, width: number): Line {
  const left = identity(view.status, view.role, width < ROOMY);
  const right = lights(view, true);
  return spread(left, lineWidth(left) + lineWidth(right) <= width ? right : lights(view, false), width);
}

const REAL = { off: "not armed", shadow: "shadow", small: "real money, small", full: "real money" } as const;

/** LIVE, PAPER and SIM in words: color alone never says whose money it is. */
function identity(status: Status | null, role: View["role"], isNarrow: boolean): Line {
  const brand = span(role === "watch" ? " TRADE watch " : " TRADE ", "brand");
  if (status === null) return [brand, span("  waiting for the gate's first status", "faint")];
  const live = status.mode === "live";
  const mode = span(live ? ` LIVE ${REAL[status.arming ?? "off"]} ` : " PAPER ", live ? "live" : "paper");
  const market: Line = [
    span(` ${status.market.toUpperCase()} `, "strong"),
    ...(status.binding.market.kind === "ccxt" ? [span("EXPERIMENTAL ", "warn")] : []),
  ];
  const shown = status.binding.symbols.slice(0, isNarrow ? 1 : 2);
  const others = status.binding.symbols.length - shown.length;
  const symbols = [...shown, ...(others > 0 ? [`+${others}`] : [])];
  const speed = status.speed === null ? "" : status.speed === "max" ? " at max speed" : ` ×${status.speed}`;
  return [brand, mode, ...market, span(symbols.join(" ")), span(` ${status.binding.timeframe}${speed}`, "label")];
}

function lights(view: View, withPid: boolean): Line {
  const { status } = view;
  const pid: Line = status === null || !withPid ? [] : [span("gate ", "label"), span(String(status.gate.pid))];
  return [span("  "), ...joined([pid, agentLight(view), dataAge(view), wallsLight(view)], DOT), span(" ")];
}

/** Whether the agent could reach the key's folder: said in a word, open or closed. */
const wallsLight = ({ walls }: View): Line =>
  walls === null ? [] : [span("walls ", "label"), walls ? span("■") : span("□ open", "warn")];

const LIGHTS: Readonly<Record<View["agent"]["state"], readonly [string, Meaning]>> = {
  off: ["○ elsewhere", "label"],
  starting: ["◐ starting", "warn"],
  running: ["● running", "good"],
  stale: ["◐ no signals", "warn"],
  reconnecting: ["◐ reconnecting", "warn"],
  restarting: ["◐ restarting", "warn"],
  down: ["✖ down", "danger"],
};

function agentLight({ agent, status, role }: View): Line {
  const [text, as] = LIGHTS[agent.state];
  const silence = status === null ? null : silenceOf(status.agent);
  if (silence !== null) return [span("agent ", "label"), span(silence, "loss")];
  if (role === "watch" && status !== null) {
    return [span("agent ", "label"), status.agent.connected ? span("● connected", "good") : span("○ none", "warn")];
  }
  const again = agent.restarts > 0 ? ` (${agent.restarts}×)` : "";
  return [span("agent ", "label"), span(`${text}${again}`, as)];
}

const THEN = { warn: "warned of", cancel: "entries off", liquidate: "closing all" } as const;

/** How far the dead-man's switch has come, and what more silence brings; null while the agent is heard. */
function silenceOf({ deadMan, deadManNext }: Status["agent"]): string | null {
  if (deadMan === "off" || deadMan === "armed") return null;
  const next = deadManNext === null ? "" : `, ${THEN[deadManNext.stage]} in ${duration(deadManNext.inMs)}`;
  const said = { warned: "✖ silent", entries_canceled: "✖ silent, entries off", liquidated: "✖ silent, all closed" };
  return `${said[deadMan]}${next}`;
}

function dataAge({ status, link }: View): Line {
  if (status === null) return [];
  if (link.state !== "live") return [span("data ", "label"), span("old", "warn")];
  const { ageMs, stale } = status.data;
  const age = ageMs === null ? NONE : duration(ageMs);
  const data: Line = [span("data ", "label"), stale ? span(`STALE ${age}`, "warn") : span(age)];
  return status.venue.reconciled ? data : [...data, DOT, span("NOT RECONCILED", "danger")];
}

const STATES: Readonly<Record<Status["trading"]["state"], Meaning>> = {
  active: "good",
  reducing: "warn",
  halted: "danger",
};
const WAYS_OUT = {
  operator: "until R",
  day: "until the UTC day ends",
  week: "until the UTC week ends",
  cause: "until the cause ends",
} as const;

function trading({ status, agent }: View): Line {
  if (status === null) return [span(" ")];
  const { state, holds } = status.trading;
  const chip = span(` ${state.toUpperCase()} `, STATES[state]);
  const worst = [...holds].sort((a, b) => severity(b.level) - severity(a.level));
  const isTold = agent.detail !== "" && (agent.state === "running" || agent.state === "off");
  if (worst.length === 0 && isTold) return [chip, span(" "), span(`agent: ${agent.detail}`, "warn")];
  if (worst.length === 0) return [chip, span(" "), span("no hold; the gate judges every intent", "faint")];
  // Causes and ways out first: on a narrow screen the details are what is cut off.
  const causes = worst.map(({ cause, clearedBy }): Line => [span(cause, "strong"), span(` ${WAYS_OUT[clearedBy]}`)]);
  const details = worst.map(({ detail, since }): Line => [
    span(`${detail === "" ? "" : `${rounded(detail)}, `}since ${minuteText(since)}`, "label"),
  ]);
  return [chip, span(" "), ...joined([...causes, ...details], DOT)];
}

const severity = (level: "reducing" | "halted"): number => (level === "halted" ? 1 : 0);

function marketTime(status: Status | null, isNarrow: boolean): Line {
  const at = status?.data.at ?? null;
  return at === null
    ? []
    : [span("  market ", "label"), span(isNarrow ? clockText(at) : utcText(at)), span(" UTC ", "label")];
}
