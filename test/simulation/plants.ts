import type { GateDraft, GateEvent } from "../../src/store/events/gate.ts";
import type { GateJournal } from "../../src/gate/heart/gate.ts";
import type { Command } from "../../src/gate/decide/command.ts";
import type { Exchange } from "../../src/gate/venue/exchange.ts";
import { multiply } from "../../src/store/money.ts";
import type { OrderSpec } from "../../src/store/words/order.ts";
import type { Planted } from "./planted.ts";

/** Tools to plant bugs with, from outside of the gate. */

type Change = (draft: GateDraft, all: readonly GateDraft[]) => GateDraft | readonly GateDraft[] | null;

/** What is decided is changed on its way to the disk, as if it had been decided so: null leaves it out. */
export const decided = (change: Change): Planted => ({
  journal: (journal) => ({
    ...journal,
    append: (drafts) => {
      const all = drafts as readonly GateDraft[];
      return journal.append(all.flatMap((draft) => change(draft, all) ?? []));
    },
  }),
});

/** Events of that type are not decided, where `when` says so. */
export const undecided = <Type extends GateDraft["type"]>(
  type: Type,
  when: (data: Extract<GateDraft, { type: Type }>["data"]) => boolean = () => true,
): Planted => decided((draft) => (draft.type === type && when(draft.data as never) ? null : draft));

/** Beside another journal. */
export const remembered = (change: (journal: GateJournal) => Partial<GateJournal>): Planted => ({
  journal: (journal) => ({ ...journal, ...change(journal) }),
});

/** The exchange is spoken to otherwise. */
export const spoken = (change: (exchange: Exchange) => Partial<Exchange>): Planted => ({
  exchange: (exchange) => ({ ...exchange, ...change(exchange) }),
});

/** What the venue says is heard otherwise. */
export const heardAs = (change: (command: Command) => Command | readonly Command[]): Planted => ({
  report: (command) => [change(command)].flat(),
});

/** Executions that the venue tells of are heard otherwise; an empty list leaves one out. */
type Told = Extract<Command, { type: "venue.seen" }>["snapshot"]["fills"][number];
export const executionsAs = (
  change: <Fill extends Omit<Told, "clientOrderId">>(fill: Fill) => readonly Fill[],
): Planted =>
  heardAs((command) => {
    if (command.type === "venue.found") return { ...command, fills: command.fills.flatMap(change) };
    if (command.type !== "venue.seen") return command;
    return { ...command, snapshot: { ...command.snapshot, fills: command.snapshot.fills.flatMap(change) } };
  });

/** Another id that nobody has: of the same form. */
export const otherId = (id: string): string => `${id.slice(0, -12)}${"f".repeat(4)}${id.slice(-8)}`;

export const doubled = (spec: OrderSpec): OrderSpec => ({ ...spec, quantity: multiply(spec.quantity, "2") });

/** An event as if it had been recorded. */
export const unrecorded = (draft: GateDraft, seq: number): GateEvent => ({ ...draft, seq, prevHash: "", hash: "" });
