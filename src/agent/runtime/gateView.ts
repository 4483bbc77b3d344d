import type { Portfolio } from "../../gate/contract/agentVerbs.ts";
import type { EventPublished } from "../../gate/contract/notification.ts";
import { gateEvents } from "../../store/events/gate.ts";
import type { Journal } from "../../store/journal/journal.ts";
import type { PaperCosts } from "../../store/words/account.ts";
import type { Trade } from "../../store/words/trade.ts";

/** An account's opening stands among its first events. */
const OPENED_WITHIN = 20;

const costsOf = (data: unknown): PaperCosts | null => gateEvents["account.opened"].safeParse(data).data?.costs ?? null;

/** The agent's copies of what the gate holds, and what the gate's events say about how current they are. */
export class GateView {
  /** Costs of the venue, once the account's opening was mirrored. */
  costs: PaperCosts | null;
  #portfolio: Portfolio | null = null;
  #rulesSeq = -1;
  /** The newest event that may have changed positions or working orders; a rule, its status or its record. */
  #changed = { portfolio: 0, rules: 0 };

  constructor(journal: Pick<Journal, "mirror">) {
    const opened = journal.mirror.read(1, OPENED_WITHIN).find(({ type }) => type === "account.opened");
    this.costs = costsOf(opened?.data);
  }

  /** Positions and working orders, unless they may have changed since they were fetched. */
  get portfolio(): Portfolio | null {
    return this.#portfolio !== null && this.#portfolio.gateSeq >= this.#changed.portfolio ? this.#portfolio : null;
  }

  get rulesDirty(): boolean {
    return this.#rulesSeq < this.#changed.rules;
  }

  /** Takes an event; the trade it closed, if it closed one. */
  observe({ event: { seq, type, data } }: EventPublished): Trade | null {
    if (/^(rule|proposal)\./.test(type) || type === "position.closed") this.#changed.rules = seq;
    if (/^(order|position|stop|account|flatten|proposal)\./.test(type)) this.#changed.portfolio = seq;
    if (type === "account.opened") this.costs = costsOf(data);
    return type === "position.closed" ? (gateEvents[type].safeParse(data).data ?? null) : null;
  }

  fetchedPortfolio(portfolio: Portfolio): void {
    this.#portfolio = portfolio;
  }

  fetchedRules(gateSeq: number): void {
    this.#rulesSeq = gateSeq;
  }

  /** After a break nothing fetched before counts. */
  forget(): void {
    this.#portfolio = null;
    this.#rulesSeq = -1;
  }
}
