import { v5, v7 } from "uuid";
import { z } from "zod";
import type { Random } from "./random.ts";
import type { Clock } from "./time.ts";

/** The wall for every id that crosses it: a lower-case UUID, so that no id is ever a path or a query. */
export const id = z
  .string()
  .regex(
    /^[0-9a-f]{8}-[0-9a-f]{4}-[57][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    "a lower-case UUID of version 5 or 7",
  );
export type Id = string;

/** Gives a fresh id at each call, ascending in time. */
export type IdSource = () => Id;

/** UUIDv7 from the clock and random passed in: in sim and replay the same seed and market clock give the same ids. */
export function idSource(now: Clock, random: Random): IdSource {
  let sequence = 0;
  return () => {
    sequence = (sequence + 1) >>> 0;
    const bytes = Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256));
    return v7({ msecs: now(), seq: sequence, random: bytes });
  };
}

/**
 * The id of an order that is not an entry: the same position, role and attempt always give the same id, so that an
 * order sent again after a crash is the same order. (An entry's clientOrderId is its intentId.)
 */
export const orderIdOf = (positionId: Id, role: string, attempt: number): Id => v5(`${role}:${attempt}`, positionId);

/** A fixed namespace, so that one name always gives one id. */
const NAMES = "6f1d3c1a-7b0e-5c55-9d43-0a4b5f0f7a10";

/** The id that stands for a name: the same on every machine. */
export const idOfName = (name: string): Id => v5(name, NAMES);
