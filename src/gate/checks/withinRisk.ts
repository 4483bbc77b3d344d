import { percentOf } from "../../store/money.ts";
import { equityAt } from "../ledger/equity.ts";
import { type AccountRisk, amountOf } from "../risk/account.ts";
import type { Limits } from "../safety/schema.ts";
import { atMost, type Check } from "./check.ts";

type PctKey = Exclude<keyof Limits["risk"], "stress">;

/** A figure of the whole account's risk after the entry, held to its share of equity. */
export const withinRisk =
  (key: PctKey, figure: (risk: AccountRisk) => number): Check["judge"] =>
  ({ risk }, state, { safety }) => {
    const limit = percentOf(equityAt(state), safety.limits.risk[key]);
    return atMost(amountOf(figure(risk())), limit, state.binding?.currency ?? "", safety.source(`risk.${key}`));
  };
