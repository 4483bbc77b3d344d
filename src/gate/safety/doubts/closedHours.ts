const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const DAY = 24 * 60;

/** Whether hours such as "23:50-00:10" and "sat 00:00-24:00", all together, leave no minute of the week open. */
export function closedAllWeek(windows: readonly string[]): boolean {
  const closed = new Set<number>();
  for (const window of windows) {
    const day = DAYS.indexOf(window.slice(0, 3) as (typeof DAYS)[number]);
    const [from = 0, until = 0] = window.slice(-11).split("-").map(minuteOf);
    // What ends before it begins runs into the next day.
    const length = until > from ? until - from : until - from + DAY;
    for (const start of day < 0 ? DAYS.keys() : [day]) {
      for (let n = 0; n < length; n++) closed.add((start * DAY + from + n) % (DAYS.length * DAY));
    }
  }
  return closed.size === DAYS.length * DAY;
}

function minuteOf(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
