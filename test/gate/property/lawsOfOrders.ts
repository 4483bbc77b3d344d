import { gateRunQuantity, restingStops } from "../../../src/gate/decide/protect.ts";
import { waitingOrders } from "../../../src/gate/ledger/waiting.ts";
import { VerdictReplay } from "../../../src/gate/report/replay.ts";
import { evolve } from "../../../src/gate/mind/evolve.ts";
import { type GateState, initialState } from "../../../src/gate/mind/state.ts";
import { canonicalJson } from "../../../src/store/canonical.ts";
import { gateEvents } from "../../../src/store/events/gate.ts";
import { add, isMore, isZero, subtract } from "../../../src/store/money.ts";
import { type Law, must } from "./law.ts";

const leftOf = ({ spec, filledQuantity }: GateState["orders"][string]): string =>
  subtract(spec.quantity, filledQuantity);

/** Orders, stops and the record of both. */
export const LAWS_OF_ORDERS: readonly Law[] = [
  {
    title: "stops that rest and stops that the gate runs are together what is held, after every event",
    watch: () => ({
      event({ after }) {
        for (const position of Object.values(after.positions)) {
          const run = gateRunQuantity(after, position);
          must(!isMore("0", run), `${run} to run: more rests than is held`);
          const resting = restingStops(after, position.positionId).map(leftOf);
          must(isZero(subtract(position.quantity, run, ...resting)), "covered is not held");
        }
      },
    }),
  },
  {
    title: "what stands at the venue to be sold is never more than what is held",
    watch: () => ({
      event({ after }) {
        for (const { positionId, quantity } of Object.values(after.positions)) {
          const live = Object.values(after.orders).filter(
            ({ spec, state }) => spec.positionId === positionId && spec.role !== "entry" && state !== "reserved",
          );
          const selling = add(...live.map(leftOf));
          must(!isMore(selling, quantity), `${selling} to sell of ${quantity} held`);
        }
      },
    }),
  },
  {
    title:
      "what gate or operator want out of is never blocked: an exit works, or waits for what stands in its way to go",
    watch: () => ({
      command({ command, refused, after }) {
        const isWayOut = ["trading.halt", "trading.reduce", "account.flatten"].includes(command.type);
        must(!(isWayOut && refused), `${command.type} was refused`);
        for (const { positionId, exitWanted, quantity } of Object.values(after.positions)) {
          if (exitWanted === null || isZero(quantity) || command.type !== "account.flatten") continue;
          const leaving = Object.values(after.orders).filter(({ spec }) => spec.positionId === positionId);
          must(
            leaving.some(
              ({ spec, state }) => spec.role === "exit" || state === "pending_cancel" || state === "unknown",
            ),
            `${positionId} is wanted out and nothing is done about it`,
          );
        }
      },
    }),
  },
  {
    title: "once killed no entry is left to fill unasked, nor one that waits for a person",
    watch: () => ({
      command({ command, after }) {
        if (command.type !== "trading.halt") return;
        const entering = Object.values(after.orders).filter(({ spec }) => spec.role === "entry");
        must(
          entering.every(({ state }) => state === "pending_cancel"),
          "an entry stays",
        );
        must(waitingOrders(after).length === 0, "an order still waits for a yes");
      },
    }),
  },
  {
    title: "what is to go out goes out: once a venue answers plainly, a flatten ends flat",
    watch: () => ({
      end(state) {
        must(Object.keys(state.positions).length === 0, "still held");
        must(state.flattening.length === 0, "still flattening");
      },
    }),
  },
  {
    title: "an order's id is never used twice",
    watch() {
      const ids = new Set<string>();
      return {
        event({ event }) {
          if (event.type !== "order.reserved") return;
          must(!ids.has(event.data.clientOrderId), `${event.data.clientOrderId} came again`);
          ids.add(event.data.clientOrderId);
        },
      };
    },
  },
  {
    title: "every event is of its schema: nothing leaves that a reader would refuse",
    watch: () => ({
      event({ event }) {
        const { success, error } = gateEvents[event.type].safeParse(event.data);
        must(success, `${event.type}: ${error?.message ?? ""}`);
      },
    }),
  },
  {
    title: "the fold of the journal is the gate's mind",
    watch: () => ({
      end(state, history) {
        const folded = history.reduce((each, event) => ({ ...evolve(each, event), seq: event.seq }), initialState);
        must(canonicalJson(folded) === canonicalJson(state), "they differ");
      },
    }),
  },
  {
    title: "every verdict, judged again from the record alone, is the same to the letter",
    watch: () => ({
      end(_state, history) {
        const replay = new VerdictReplay();
        for (const event of history) replay.next(event);
        const { verdicts, differences } = replay.result;
        must(differences.length === 0, JSON.stringify(differences[0]));
        const judged = history.filter(({ type }) => type === "intent.approved" || type === "intent.waiting").length;
        must(verdicts >= judged, `${verdicts} of at least ${judged} were judged again`);
      },
    }),
  },
];
