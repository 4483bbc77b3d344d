import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../../src/store/time.ts";
import { agentDeeds } from "./agent.ts";
import type { Boundary } from "./mortal.ts";
import { operatorDeeds } from "./operator.ts";
import type { Move } from "./plan.ts";
import type { MoveKind } from "./profile.ts";
import type { World } from "./world.ts";

const BOUNDARIES: Readonly<Partial<Record<Move["kind"], Boundary>>> = {
  crashBefore: "before",
  crashAfter: "after",
  crashActing: "acting",
};
/** It dies within so many of its next boundaries. */
const NEXT = 6;

/** A move becomes a deed: whoever it is up to does it to the world as it is now. */
export function happen(world: World, move: Move): void {
  const boundary = BOUNDARIES[move.kind];
  if (boundary !== undefined) world.mortal.dieAt(boundary, 1 + (move.pick % NEXT));
  else if (move.kind in agentDeeds) agentActs(world, move);
  else if (move.kind in operatorDeeds) {
    for (const command of operatorDeeds[move.kind as keyof typeof operatorDeeds](move)) world.does(command);
  } else {
    const befalls = machineFaults[move.kind];
    if (befalls === undefined) world.stage.befalls(move);
    else befalls(world, move);
  }
}

function agentActs(world: World, move: Move): void {
  const { life } = world;
  if (life === null || world.timeline.monotonicMs < world.silentUntilMs) return;
  const sight = { state: life.gate.state, now: world.timeline.now(), n: world.plan.moves.indexOf(move) + 1 };
  for (const command of agentDeeds[move.kind as keyof typeof agentDeeds](sight, move)) world.does(command);
}

/** What befalls the machine, its clock, its wires. */
const machineFaults: Readonly<Partial<Record<MoveKind, (world: World, move: Move) => void>>> = {
  silence: (world, { size }) => fallSilent(world, (1 + size / 1_000) * HOUR_MS),
  diskFull: (world, { size, pick }) => {
    world.disk.isFull = true;
    world.disk.isDead = pick > 800;
    world.timeline.after((size / 1_000) * 30 * MINUTE_MS, () => {
      world.disk.mend();
      world.life?.takesOver();
    });
  },
  clockJump: ({ timeline }, { size }) => timeline.jump((size - 500) * 240),
  quotesStale: ({ timeline, feed }, { size }) => {
    feed.isStale = true;
    timeline.after((size / 1_000) * 2 * HOUR_MS, () => {
      feed.isStale = false;
    });
  },
  quotesCrossed: ({ timeline, feed }, { size }) => {
    feed.isCrossed = true;
    timeline.after((size / 1_000) * 2 * HOUR_MS, () => {
      feed.isCrossed = false;
    });
  },
};

/** The agent is neither seen nor heard: the gate's watch says so aloud, and then takes its entries back. */
function fallSilent(world: World, forMs: number): void {
  const { timeline, life } = world;
  const limits = life?.gate.safety.limits.agent;
  if (limits === undefined || timeline.monotonicMs < world.silentUntilMs) return;
  world.silentUntilMs = timeline.monotonicMs + forMs;
  const { warnAfterMs, cancelEntriesAfterMs } = limits;
  timeline.after(warnAfterMs, () => world.does({ type: "agent.silent", stage: "warn", silentMs: warnAfterMs }));
  timeline.after(cancelEntriesAfterMs, () =>
    world.does({ type: "agent.silent", stage: "cancel", silentMs: cancelEntriesAfterMs }),
  );
  timeline.after(forMs + SECOND_MS, () => world.does({ type: "agent.heard" }));
}
