import { bothLoops } from "./bothLoops.ts";
import { budget } from "./budget.ts";
import { candles } from "./candles.ts";
import { comeback } from "./comeback.ts";
import { checkWorth } from "./checkWorth.ts";
import { decay } from "./decay.ts";
import { edge } from "./edge.ts";
import type { Experiment } from "./experiment.ts";
import { nullMarket } from "./nullMarket.ts";
import { onOff } from "./onOff.ts";
import { peeking } from "./peeking.ts";
import { replay } from "./replay.ts";
import { together } from "./together.ts";
import { traps } from "./traps.ts";
import { tuned } from "./tuned.ts";

/** Every planted truth. */
export const experiments: readonly Experiment[] = [
  nullMarket,
  tuned,
  edge,
  candles,
  decay,
  comeback,
  together,
  peeking,
  checkWorth,
  budget,
  traps,
  onOff,
  bothLoops,
  replay,
];
