import { utcText } from "../../store/time.ts";
import { covers, minuteOfWeek } from "../safety/closedHours.ts";
import { type Check, ENTRY, holds } from "./check.ts";

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** There are hours in which nothing is begun: the operator's own, in UTC. */
export const restrictedHours: Check = {
  code: "RESTRICTED_HOURS",
  binds: ENTRY,
  judge: (_subject, _state, { now, safety }) => {
    const { closed } = safety.limits.hours;
    const within = closed.find((window) => covers(window, minuteOfWeek(now)));
    const time = `${DAYS[new Date(now).getUTCDay()] ?? ""} ${utcText(now).slice(11, 16)}`;
    return holds(within === undefined, time, within ?? (closed.join(", ") || "none"), safety.source("hours.closed"));
  },
};
