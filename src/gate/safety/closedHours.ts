import { DAY_MS, MINUTE_MS, type Timestamp } from "../../store/time.ts";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const DAY = 24 * 60;
const WEEK = DAYS.length * DAY;

/** Whole minutes since Monday, 00:00 UTC. */
export const minuteOfWeek = (at: Timestamp): number =>
  ((new Date(at).getUTCDay() + 6) % 7) * DAY + Math.floor((at % DAY_MS) / MINUTE_MS);

/**
 * Whether hours such as "23:50-00:10" (of every day) or "sat 00:00-24:00" hold a minute of the week. What ends before it
 * begins runs into the next day; the day named is that of its beginning.
 */
export function covers(window: string, minute: number): boolean {
  const day = DAYS.indexOf(window.slice(0, 3) as (typeof DAYS)[number]);
  const [from = 0, until = 0] = window.slice(-11).split("-").map(minuteOf);
  const length = until > from ? until - from : until - from + DAY;
  // Minutes since it last began: of one day in the week, or of every day.
  const since = day < 0 ? (minute - from + DAY) % DAY : (minute - day * DAY - from + WEEK) % WEEK;
  return since < length;
}

/** Whether such hours, all together, leave no minute of the week open. */
export const closedAllWeek = (windows: readonly string[]): boolean =>
  Array.from({ length: WEEK }, (_, minute) => minute).every((minute) => windows.some((each) => covers(each, minute)));

function minuteOf(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
