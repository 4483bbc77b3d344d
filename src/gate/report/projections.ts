import { isZero } from "../../store/money.ts";
import type { ProposalRow, RuleRow } from "../contract/rulebook.ts";
import type { PositionRow } from "../contract/status.ts";
import type { GateState } from "../mind/state.ts";
import { positionRowOf } from "./status.ts";

/** What is held, by position id. */
export const positionsView = (state: GateState): Readonly<Record<string, PositionRow>> =>
  Object.fromEntries(
    Object.entries(state.positions)
      .filter(([, position]) => !isZero(position.quantity))
      .map(([key, position]) => [key, positionRowOf(state, position, state.at ?? position.openedAt)]),
  );

/** The rules in force with what each did so far, by rule id. */
export const rulebookView = ({ rules }: GateState): Readonly<Record<string, RuleRow>> => rules;

/** The changes that wait for a person, and those that were answered last, by proposal id. */
export const proposalsView = ({ proposals }: GateState): Readonly<Record<string, ProposalRow>> => proposals;
