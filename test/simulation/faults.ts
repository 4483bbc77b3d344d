/** What an exchange, a machine or a hand may do to a gate. One word each: they are what a profile counts a day of. */
export const EXCHANGE_FAULTS = [
  // Of the next order that is sent:
  "dropAfterAccept",
  "errorAfterAccept",
  "timeoutBeforeAccept",
  "acceptLate",
  "reject",
  // Of the next cancel:
  "cancelLost",
  "cancelUnanswered",
  "cancelSlow",
  "cancelLosesRace",
  // Of the next stop that is touched:
  "stopJumped",
  // Of the next executions:
  "fillPart",
  // For a while, whatever is asked:
  "outage",
  "findBlind",
  "pagesLag",
  "fillsLate",
  "fillsTwice",
  "fillsShuffled",
] as const;
export type ExchangeFault = (typeof EXCHANGE_FAULTS)[number];

/** Those that stand for a while, whatever is asked; the others wait for a call that they fit. */
export const STANDING: ReadonlySet<string> = new Set([
  "outage",
  "findBlind",
  "pagesLag",
  "fillsLate",
  "fillsTwice",
  "fillsShuffled",
] satisfies ExchangeFault[]);

interface Armed {
  readonly fault: ExchangeFault;
  readonly untilMs: number;
}

/** The faults that are armed: some wait for the next call that they fit, others stand for a while. */
export class Faults {
  readonly #monotonicMs: () => number;
  #armed: Armed[] = [];

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
  }

  arm(fault: ExchangeFault, forMs: number): void {
    this.#armed.push({ fault, untilMs: this.#monotonicMs() + forMs });
  }

  /** Whether it stands now. */
  has(fault: ExchangeFault): boolean {
    const now = this.#monotonicMs();
    return this.#armed.some((each) => each.fault === fault && each.untilMs > now);
  }

  /** Whether any of those stands that stand for a while. */
  get isAnyStanding(): boolean {
    const now = this.#monotonicMs();
    return this.#armed.some(({ fault, untilMs }) => untilMs > now && STANDING.has(fault));
  }

  /** The first of these that is armed; it is used up. */
  take<Fault extends ExchangeFault>(...wanted: readonly Fault[]): Fault | null {
    const now = this.#monotonicMs();
    this.#armed = this.#armed.filter(({ untilMs }) => untilMs > now);
    const found = this.#armed.findIndex(({ fault }) => (wanted as readonly ExchangeFault[]).includes(fault));
    return found < 0 ? null : (this.#armed.splice(found, 1)[0]?.fault as Fault);
  }

  heal(): void {
    this.#armed = [];
  }
}
