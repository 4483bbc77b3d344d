import { MarketClock } from "../../src/gate/heart/marketClock.ts";
import { WallTime } from "../../src/gate/heart/marketTime.ts";
import { PaperVenue } from "../../src/gate/venue/paper.ts";
import type { Venue } from "../../src/gate/venue/venue.ts";
import type { GateEvent } from "../../src/store/events/gate.ts";
import type { Tick } from "../../src/store/market/source/source.ts";
import type { Clock } from "../../src/store/time.ts";
import type { ExchangeFill } from "../../src/gate/venue/exchange.ts";
import type { OrderSpec } from "../../src/store/words/order.ts";
import { instrument, open } from "../gate/facts.ts";
import { PaperGrounds } from "./grounds.ts";
import { heard, watched } from "./hand.ts";
import type { Life } from "./life.ts";
import { CANDLE_MS } from "./market.ts";
import type { Mortal } from "./mortal.ts";
import type { Planted } from "./planted.ts";
import type { Joined, Stage } from "./stage.ts";

export interface PaperStageOptions {
  readonly now: Clock;
  readonly planted: Planted;
  readonly onSent: (spec: OrderSpec) => void;
  readonly onExecuted: (clientOrderId: string, fill: ExchangeFill) => void;
}

/** The paper venue, on the prices of the world. Nothing befalls it but what befalls the process it lives in. */
export class PaperStage implements Stage {
  readonly grounds = new PaperGrounds(open.startingCash);
  readonly #options: PaperStageOptions;

  constructor(options: PaperStageOptions) {
    this.#options = options;
  }

  join(mortal: Mortal, life: Life): Joined {
    const { now, planted, onSent } = this.#options;
    const told = heard(planted, life.gate.report);
    const venue = new PaperVenue({
      costs: open.costs,
      instrument,
      now,
      report: (outcome) => {
        this.grounds.said(outcome);
        told(outcome);
      },
    });
    const seen: Venue = {
      submit: (spec) => {
        onSent(spec);
        this.grounds.sent(spec);
        venue.submit(spec);
      },
      cancel: (clientOrderId) => venue.cancel(clientOrderId),
      restore: (orders) => {
        this.grounds.restored(orders.filter(({ state }) => state !== "reserved").map(({ spec }) => spec));
        venue.restore(orders);
      },
      look: () => venue.look(),
    };
    return {
      venue: watched({ venue: seen, mortal, planted, report: life.gate.report }),
      ...clockOf(venue, now, life),
    };
  }

  traded(): void {}
  readonly isStirred = false;
  readonly isDown = false;
  befalls(): void {}
  commanded(): void {}
  heal(): void {}

  durable(event: GateEvent): void {
    if (event.type !== "order.filled") return;
    const fill = this.grounds.booked(event.data.tradeId);
    if (fill !== null) this.#options.onExecuted(event.data.clientOrderId, fill);
  }
}

/** The paper venue fills on what the market clock shows it. */
function clockOf(venue: PaperVenue, now: Clock, life: Life): Omit<Joined, "venue"> {
  const coming: Tick[] = [];
  const clock = new MarketClock({
    gate: life.gate,
    venue,
    source: { next: () => coming.shift() ?? null },
    time: new WallTime(now),
    candleMs: CANDLE_MS,
  });
  return {
    quote(at, marks) {
      for (const [symbol, { price, at: seenAt }] of Object.entries(marks)) {
        life.enters(() => clock.glance(symbol, { price, at: seenAt }));
      }
      life.does({ type: "market.quote", at, marks });
    },
    close(candleTs, _closedAt, candles) {
      coming.push({ candleTs, candles });
      life.enters(() => void clock.step());
    },
  };
}
