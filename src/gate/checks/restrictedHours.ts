import { DAY_MS, MINUTE_MS, type Timestamp, utcText } from "../../store/time.ts";
import { type Check, ENTRY, holds } from "./check.ts";

/** There are hours in which nothing is begun: the operator's own, in UTC. */
export const restrictedHours: Check = {
  code: "RESTRICTED_HOURS",
  binds: ENTRY,
  judge: (_subject, _state, { now, safety }) => {
    const { closed } = safety.limits.hours;
    const within = closed.find((window) => isWithin(window, now));
    const time = `${DAYS[new Date(now).getUTCDay()] ?? ""} ${utcText(now).slice(11, 16)}`;
    return holds(within === undefined, time, within ?? (closed.join(", ") || "none"), safety.source("hours.closed"));
  },
};

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** "23:50-00:10" goes past midnight; a day's name is that of its beginning. */
function isWithin(window: string, now: Timestamp): boolean {
  const [hours = "", day] = window.split(" ").toReversed();
  const [from = 0, to = 0] = hours.split("-").map(minutesOf);
  const minute = Math.floor((now % DAY_MS) / MINUTE_MS);
  const [today, yesterday] = [now, now - DAY_MS].map((at) => DAYS[new Date(at).getUTCDay()]);
  const begunOn = (name: string | undefined): boolean => day === undefined || day === name;
  if (from < to) return begunOn(today) && minute >= from && minute < to;
  return (begunOn(today) && minute >= from) || (begunOn(yesterday) && minute < to);
}
