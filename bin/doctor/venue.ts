import { coinbaseUrl } from "../standIns.ts";
import { venueClock } from "../gate/venueClock.ts";
import { bad, type Examination, good, weak } from "./examination.ts";

/** Tokens are good for two minutes; candles close by the venue's clock. */
const MAX_SKEW_MS = 1_000;

/** Whether Coinbase answers, and how far this machine's clock is from its own. */
export const venue: Examination = {
  name: "venue",
  async examine({ env, exchange, other }) {
    if (other !== null) return [];
    const before = Date.now();
    const theirs = await venueClock(coinbaseUrl(env))();
    const unreachable = "Coinbase does not answer";
    const remedy = "check the network; the synthetic market needs none (--market sim)";
    if (theirs === null) return [exchange === null ? weak(unreachable, remedy) : bad(unreachable, remedy)];
    const skewMs = Math.round((before + Date.now()) / 2 - theirs);
    if (Math.abs(skewMs) <= MAX_SKEW_MS) return [good(`Coinbase answers; the clocks differ by ${skewMs} ms`)];
    return [bad(`this machine's clock is ${skewMs} ms from Coinbase's`, "let NTP set it (timedatectl set-ntp true)")];
  },
};
