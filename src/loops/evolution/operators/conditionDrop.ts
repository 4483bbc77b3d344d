import { conjunctsOf } from "../../../store/rules/fingerprint.ts";
import { allOf } from "../genome.ts";
import { type Operator, pick } from "../operator.ts";

/** Leaves one of the entry's conditions out: what does not carry its weight only costs trades. */
export const conditionDrop: Operator = {
  name: "rule drop",
  vary(parent, { random }) {
    const conjuncts = conjunctsOf(parent.entry);
    if (conjuncts.length < 2) return null;
    const dropped = pick(conjuncts, random);
    const entry = allOf(conjuncts.filter((each) => each !== dropped));
    return entry === "" ? null : { document: { ...parent, entry }, change: `without "${dropped}"` };
  },
};
