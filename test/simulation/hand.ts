import type { Command } from "../../src/gate/decide/command.ts";
import type { Venue } from "../../src/gate/venue/venue.ts";
import type { Mortal } from "./mortal.ts";
import type { Planted } from "./planted.ts";

/** What the venue says, after whatever was planted there. */
export const heard =
  (planted: Planted, report: (command: Command) => void) =>
  (command: Command): void => {
    for (const each of planted.report?.(command) ?? [command]) report(each);
  };

export interface WatchedOptions {
  readonly venue: Venue;
  readonly mortal: Mortal;
  readonly planted: Planted;
  readonly report: (command: Command) => void;
}

/** The hand as the gate gets it: with the bug that was planted, and mortal right after it moved. */
export function watched({ venue, mortal, planted, report }: WatchedOptions): Venue {
  const bugged = planted.venue?.(venue, report) ?? venue;
  return {
    submit(spec) {
      bugged.submit(spec);
      mortal.pass("acting");
    },
    cancel(clientOrderId) {
      bugged.cancel(clientOrderId);
      mortal.pass("acting");
    },
    restore: (orders) => bugged.restore(orders),
    look: () => bugged.look(),
  };
}
