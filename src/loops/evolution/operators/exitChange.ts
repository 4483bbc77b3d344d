import type { RuleDocument } from "../../../store/rules/document.ts";
import { type Operator, pick } from "../operator.ts";

type Exit = RuleDocument["exit"];
/** One way to leave otherwise: what it says, and the exit it makes; null when that exit is so already. */
type Change = (exit: Exit) => readonly [change: string, exit: Exit] | null;

const stop =
  (factor: number): Change =>
  (exit) => [`stop at ${factor} of its distance`, { ...exit, stop: `${factor} * (${exit.stop})` }];
const target =
  (to: string): Change =>
  (exit) =>
    exit.target === to ? null : [`target ${exit.target} → ${to}`, { ...exit, target: to }];
const time =
  (factor: number): Change =>
  (exit) => {
    const bars = exit.timeBars === "none" ? 96 : Math.max(1, Math.round(exit.timeBars * factor));
    return [`time ${exit.timeBars} → ${bars} candles`, { ...exit, timeBars: bars }];
  };
const trail =
  (to: string): Change =>
  (exit) =>
    exit.trail === to ? null : [`trail ${exit.trail} → ${to}`, { ...exit, trail: to }];
const unasked: Change = (exit) =>
  exit.when === "none" ? null : [`without leaving on "${exit.when}"`, { ...exit, when: "none" }];

const CHANGES: readonly Change[] = [
  ...[0.75, 1.25, 1.5].map(stop),
  ...["1R", "1.5R", "2R", "3R", "none"].map(target),
  ...[0.5, 2].map(time),
  ...["none", "2 * atr(14)", "3 * atr(14)"].map(trail),
  unasked,
];

/** Changes how the rule leaves: stop, target, time, trail, or its condition. */
export const exitChange: Operator = {
  name: "exit change",
  vary(parent, { random }) {
    const made = pick(CHANGES, random)(parent.exit);
    if (made === null) return null;
    const [change, exit] = made;
    return { document: { ...parent, exit }, change };
  },
};
