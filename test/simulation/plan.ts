import { type Random, seededRandom } from "../../src/store/random.ts";
import { DAY_MS } from "../../src/store/time.ts";
import { STEP_MS } from "./market.ts";
import { AGENT_MOVES, type MoveKind, type ProfileName, PROFILES } from "./profile.ts";

/** One thing that happens to a world, before it is known to whom: numbers that the world turns into a deed. */
export interface Move {
  /** Since the world began. */
  readonly atMs: number;
  readonly kind: MoveKind;
  /** Each from 0 to 999. */
  readonly pick: number;
  readonly size: number;
  readonly price: number;
}

/** Where orders go: the gate's own matching engine, or a hostile exchange. */
export type VenueKind = "paper" | "exchange";

/** A world before it is lived: the seed makes its prices and delays, the moves are everything that is done to it. */
export interface Plan {
  readonly seed: number;
  readonly days: number;
  readonly venue: VenueKind;
  readonly moves: readonly Move[];
}

const STEPS_A_DAY = DAY_MS / STEP_MS;
/** The agent acts on a price that it has just seen. */
const AGENT_HASTE_MS = 80_000;
const AGENTS: ReadonlySet<MoveKind> = new Set(AGENT_MOVES);

/** The world of a seed. The same seed, length, profile and venue make the same plan on every machine. */
export function planOf(seed: number, days: number, profile: ProfileName, venue: VenueKind): Plan {
  const random = seededRandom(seed, "moves");
  const moves: Move[] = [];
  for (let day = 0; day < days; day += 1) {
    for (const [kind, perDay] of Object.entries(PROFILES[profile]) as [MoveKind, number][]) {
      for (let left = perDay; left > 0; left -= 1) {
        if (random() < left) moves.push(moveOf(random, day, kind));
      }
    }
  }
  return { seed, days, venue, moves: moves.toSorted((a, b) => a.atMs - b.atMs) };
}

function moveOf(random: Random, day: number, kind: MoveKind): Move {
  const step = day * STEPS_A_DAY + Math.floor(random() * STEPS_A_DAY);
  const within = Math.floor(random() * (AGENTS.has(kind) ? AGENT_HASTE_MS : STEP_MS)) + 1;
  const some = (): number => Math.floor(random() * 1_000);
  return { atMs: step * STEP_MS + within, kind, pick: some(), size: some(), price: some() };
}

/** A move as one line: "day 2 03:15:07 crashAfter 120 400 7". */
export function moveLine({ atMs, kind, pick, size, price }: Move): string {
  const time = new Date(atMs % DAY_MS).toISOString().slice(11, 19);
  return `day ${Math.floor(atMs / DAY_MS) + 1} ${time} ${kind} ${pick} ${size} ${price}`;
}
