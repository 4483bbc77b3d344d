import { overfitting } from "../../statistics/overfitting.ts";
import { type Gate, result } from "./gate.ts";

const MOST = 0.2;
const BLOCKS = 10;

/** Choosing the best in one half of the time does not choose a mediocre one in the other. */
export const overfit: Gate = {
  code: "PBO",
  about: "probability of backtest overfitting over all ways to halve ten blocks",
  judge({ tested }) {
    const rows = tested.map(({ series }) => series);
    const isEnough = rows.length > 1 && (rows[0]?.length ?? 0) >= 2 * BLOCKS;
    const observed = isEnough ? overfitting(rows, BLOCKS).probability : null;
    return result("PBO", observed, { most: MOST }, (seen) => `${seen.toFixed(2)}, at most ${MOST} may be`);
  },
};
