import test from "ava";
import { decideOn } from "../../../src/agent/runtime/round.ts";
import type { World } from "../../../src/agent/runtime/world.ts";
import type { Readings } from "../../../src/agent/strategy/compile.ts";
import { ruleWith } from "../strategy/rule.ts";

const candle = { ts: 300_000, open: 100, high: 101, low: 99, close: 100, volume: 1 };
const readings: Readings = {
  ready: true,
  entry: false,
  missedBy: "volume > 7",
  stopDistance: 2,
  targetDistance: null,
  trailDistance: null,
  exitWhen: false,
  volatility: null,
  evidence: [],
};
const flat = { positions: [], working: [] };

/** One rule whose entry one condition alone keeps out, in a world that knows what is held, or for exits alone. */
async function round(isKnown: boolean) {
  const told: string[] = [];
  const asked: string[] = [];
  let looks = 0;
  const world = {
    crew: { on: () => [{ rule: ruleWith({}), readings, symbol: "BTC/USD", stats: { trades: 0, sumR: 0 } }] },
    view: {
      // An event since the exits were decided has made it old.
      get portfolio() {
        return looks++ === 0 || isKnown ? flat : null;
      },
      fetchedPortfolio: () => {},
    },
    shadows: { isFollowing: () => false, isFollowingMiss: () => false, lastExit: () => null },
    record: { lastExit: () => null },
    memory: { nextId: () => "id", tell: (type: string) => void told.push(type) },
    call(verb: string) {
      asked.push(verb);
      return Promise.resolve(flat);
    },
    done: new Set(),
    say: () => {},
  } as unknown as World;
  const tick = { n: 1, live: true, at: 600_000, candleTs: candle.ts, candles: new Map([["BTC/USD", candle]]) };
  await decideOn(world, tick, false, { signals: 0, intents: 0 });
  return { told, asked };
}

test("what a shadow would need to know is not asked of the gate: a passing no to it would cost real entries", async (t) => {
  t.deepEqual(await round(true), { told: ["signal.generated", "signal.skipped"], asked: [] });
  t.deepEqual(await round(false), { told: [], asked: [] }, "what is not known is done without");
});
