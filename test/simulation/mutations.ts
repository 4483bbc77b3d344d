import { recover, snapshotOf } from "../../src/gate/heart/recover.ts";
import type { Command } from "../../src/gate/decide/command.ts";
import type { Venue } from "../../src/gate/venue/venue.ts";
import type { GateDraft, GateEvent } from "../../src/store/events/gate.ts";
import { JournalError } from "../../src/store/journal/error.ts";
import { multiply } from "../../src/store/money.ts";
import type { OrderSpec } from "../../src/store/words/order.ts";
import { idOf } from "../gate/facts.ts";
import type { VenueKind } from "./plan.ts";
import type { Planted } from "./planted.ts";
import {
  decided,
  doubled,
  executionsAs,
  heardAs,
  otherId,
  remembered,
  spoken,
  undecided,
  unrecorded,
} from "./plants.ts";

/** A bug as others have written it, planted from outside. `plant` gives a fresh one for each world. */
export interface Mutation {
  readonly bug: string;
  readonly venue: VenueKind;
  readonly plant: () => Planted;
}

const at = (venue: VenueKind, bug: string, plant: () => Planted): Mutation => ({ bug, venue, plant });

/** What the memory gets wrong. */
const ofMemory: readonly Mutation[] = [
  at("exchange", "what was submitted is acted on and never written down", () =>
    remembered((journal) => ({
      append: (drafts) => {
        const kept = journal.append(drafts.filter(({ type }) => type !== "order.submitted")) as readonly GateEvent[];
        const { seq } = journal.head();
        return (drafts as readonly GateDraft[]).map(
          (draft) => kept.find(({ id }) => id === draft.id) ?? unrecorded(draft, seq),
        );
      },
    })),
  ),
  at("paper", "a write that failed is taken for one that did not", () =>
    remembered((journal) => ({
      append: (drafts) => {
        try {
          return journal.append(drafts);
        } catch (error) {
          if (!(error instanceof JournalError) || error.code !== "WRITE_FAILED") throw error;
          return (drafts as readonly GateDraft[]).map((draft) => unrecorded(draft, journal.head().seq));
        }
      },
    })),
  ),
  at("exchange", "holds are forgotten by a rebirth", () =>
    remembered((journal) => ({
      replay: (from, limit) =>
        journal
          .replay(from, limit)
          .map((event) =>
            event.type === "hold.placed" ? { ...event, type: "gate.stopped", data: { reason: "" } } : event,
          ),
    })),
  ),
  at("paper", "a rebirth restores a snapshot that is older than it says", () =>
    remembered((journal) => ({
      loadSnapshot: () => {
        const { seq } = journal.head();
        const old = Math.max(0, seq - 20);
        const before = { ...journal, head: () => ({ seq: old, hash: "" }), loadSnapshot: () => null };
        const replay = (from: number) => journal.replay(from, old - from + 1);
        return { seq, state: snapshotOf({ ...recover({ ...before, replay }), seq }) };
      },
    })),
  ),
];

/** What the judgement gets wrong. */
const ofJudgement: readonly Mutation[] = [
  at("exchange", "the halt is forgotten: a kill takes entries back and lets others in", () =>
    undecided("hold.placed", ({ cause }) => cause === "kill"),
  ),
  at("exchange", "a kill leaves the working entries where they are", () =>
    undecided("order.pending_cancel", ({ cause }) => cause === "halted"),
  ),
  at("exchange", "a lost agent leaves its entries behind", () =>
    undecided("order.pending_cancel", ({ cause }) => cause === "agent lost"),
  ),
  at("exchange", "an entry that was given up is sent again under another id", () => {
    const specs = new Map<string, OrderSpec>();
    return decided((draft) => {
      if (draft.type === "order.reserved") specs.set(draft.data.clientOrderId, draft.data);
      const spec = draft.type === "order.abandoned" ? specs.get(draft.data.clientOrderId) : undefined;
      if (spec?.role !== "entry") return draft;
      const clientOrderId = otherId(spec.clientOrderId);
      const again = { ...draft, id: otherId(draft.id), type: "order.reserved", data: { ...spec, clientOrderId } };
      const sent = { ...draft, id: otherId(otherId(draft.id)), type: "order.submitted", data: { clientOrderId } };
      return [draft, again as GateDraft, { ...sent, id: idOf(specs.size, 0x99) } as GateDraft];
    });
  }),
  at("exchange", "stop and exit are sold at once: nobody waits for the stop to be gone", () => {
    let n = 0;
    return decided((draft, all) => {
      if (draft.type !== "order.reserved" || draft.data.role !== "exit") return draft;
      const { clientOrderId } = draft.data;
      if (all.some(({ type, data }) => type === "order.submitted" && data.clientOrderId === clientOrderId))
        return draft;
      const sent = { ...draft, id: idOf((n += 1), 0x98), type: "order.submitted", data: { clientOrderId } };
      return [draft, sent as GateDraft];
    });
  }),
  at("exchange", "an exit that ended unfilled is not tried again", () =>
    decided((draft, all) => {
      const retried = all.find(
        ({ type, data }) => type === "order.reserved" && data.role === "exit" && data.attempt > 0,
      );
      const id = retried?.type === "order.reserved" ? retried.data.clientOrderId : null;
      return id !== null && "clientOrderId" in draft.data && draft.data.clientOrderId === id ? null : draft;
    }),
  ),
  at("exchange", "a stop that the gate runs is not looked at", () =>
    decided((draft, all) => {
      const isIt = all.some(({ type }) => type === "stop.triggered");
      return isIt && /^(stop|order)\./.test(draft.type) ? null : draft;
    }),
  ),
  at("exchange", "a denied intent is approved", () =>
    decided((draft) => {
      if (draft.type !== "intent.denied" || draft.data.purpose !== "entry") return draft;
      const { intentId, checks } = draft.data;
      return { ...draft, type: "intent.approved", data: { intentId, clientOrderId: intentId, checks } };
    }),
  ),
  at("exchange", "the agent is believed when it says that a stop gets tighter", () => {
    let said: Command | null = null;
    let n = 0;
    return {
      command: (command) => {
        said = command;
        return [command];
      },
      journal: (journal) => ({
        ...journal,
        append: (drafts) => {
          if (drafts.length > 0 || said?.type !== "stop.tighten") return journal.append(drafts);
          const { positionId, stopPrice, by } = said;
          const id = idOf((n += 1), 0x97);
          const data = { positionId, from: stopPrice, to: stopPrice, by };
          return journal.append([{ id, ts: 0, type: "stop.tightened", causationId: null, correlationId: id, data }]);
        },
      }),
    };
  }),
];

/** What the hand gets wrong. */
const ofHand: readonly Mutation[] = [
  at("exchange", "submit, then log", () => {
    let hand: Venue | null = null;
    const specs = new Map<string, OrderSpec>();
    return {
      venue: (venue) => {
        hand = venue;
        return { ...withHand(venue), submit: () => {} };
      },
      journal: (journal) => ({
        ...journal,
        append: (drafts) => {
          for (const { type, data } of drafts as readonly GateDraft[]) {
            if (type === "order.reserved") specs.set(data.clientOrderId, data);
            const spec = type === "order.submitted" ? specs.get(data.clientOrderId) : undefined;
            if (spec !== undefined) hand?.submit(spec);
          }
          return journal.append(drafts);
        },
      }),
    };
  }),
  at("exchange", "a retry gets a fresh client id", () =>
    spoken((exchange) => ({
      place: async (spec) => {
        const answer = await exchange.place(spec);
        return answer.known ? answer : exchange.place({ ...spec, clientOrderId: otherId(spec.clientOrderId) });
      },
    })),
  ),
  at("exchange", "a timeout is called rejected", () =>
    spoken((exchange) => ({
      place: async (spec) => {
        const answer = await exchange.place(spec);
        return answer.known ? answer : { known: true, value: { outcome: "rejected", reason: answer.cause } };
      },
    })),
  ),
  at("exchange", "the stop leaves before its entry has filled", () => ({
    venue: (venue) => ({
      ...withHand(venue),
      submit(spec) {
        venue.submit(spec);
        if (spec.protection === null) return;
        const { stopPrice, targetPrice } = spec.protection;
        const clientOrderId = otherId(spec.clientOrderId);
        venue.submit({ ...spec, clientOrderId, role: "stop", side: "sell", type: "stop", stopPrice, targetPrice });
      },
    }),
  })),
  at("exchange", "a cancel never reaches the venue", () =>
    spoken(() => ({ cancel: () => Promise.resolve({ known: true, value: { outcome: "asked" } } as const) })),
  ),
  at("exchange", "a stop never reaches the venue, and is called accepted", () =>
    spoken((exchange) => ({
      place: (spec) =>
        spec.role === "stop"
          ? Promise.resolve({ known: true, value: { outcome: "accepted", venueOrderId: `s-${spec.clientOrderId}` } })
          : exchange.place(spec),
    })),
  ),
  at("exchange", "twice as much is sent as was decided", () =>
    spoken((exchange) => ({ place: (spec) => exchange.place(doubled(spec)) })),
  ),
  at("paper", "what was out is not taken up by a rebirth", () => ({
    venue: (venue) => ({ ...withHand(venue), restore: () => venue.restore([]) }),
  })),
];

/** What the ear gets wrong. */
const ofEar: readonly Mutation[] = [
  at("exchange", "an order that one look does not find is gone", () =>
    heardAs((command) =>
      command.type === "venue.absent" ? { ...command, type: "venue.canceled", cause: "absent" } : command,
    ),
  ),
  at("exchange", "an execution is booked twice", () =>
    executionsAs((fill) => [fill, { ...fill, tradeId: `${fill.tradeId}-again` }]),
  ),
  at("exchange", "a commission is forgotten", () => executionsAs((fill) => [{ ...fill, commission: "0" }])),
  at("exchange", "the price of an order is booked, not that of its execution", () =>
    executionsAs((fill) => [{ ...fill, lastPrice: multiply(fill.lastPrice, "1.001") }]),
  ),
  at("exchange", "every seventh execution is lost", () =>
    executionsAs((fill) => (Number(fill.tradeId.slice(2)) % 7 === 0 ? [] : [fill])),
  ),
  at("paper", "an order that expired is still thought to work", () =>
    heardAs((command) => (command.type === "venue.expired" ? [] : command)),
  ),
];

const withHand = (venue: Venue): Venue => ({
  submit: (spec) => venue.submit(spec),
  cancel: (clientOrderId) => venue.cancel(clientOrderId),
  restore: (orders) => venue.restore(orders),
  look: () => venue.look(),
});

/** Bugs that were seen in the open, or could have been: the laws have to find each of them. */
export const MUTATIONS: readonly Mutation[] = [...ofMemory, ...ofJudgement, ...ofHand, ...ofEar];
