import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { inputError } from "../src/store/input.ts";
import { type Home, homeAt } from "./home.ts";
import { answersAt } from "./operator.ts";

/**
 * The home whose gate a command means: this one if its gate runs, else the only run below it whose gate does (a replay
 * has a gate and a home of its own). @throws InputError when several run.
 */
export async function targetOf(home: Home): Promise<Home> {
  if (await answersAt(home)) return home;
  const runs = existsSync(home.runs) ? readdirSync(home.runs).map((name) => homeAt(join(home.runs, name))) : [];
  const candidates = runs.filter((run) => existsSync(run.gatePid));
  const alive: Home[] = [];
  for (const run of candidates) if (await answersAt(run)) alive.push(run);
  const [only, ...others] = alive;
  if (others.length === 0) return only ?? home;
  const names = alive.map(({ root }) => root).join(", ");
  throw inputError("--home", `several gates run (${names})`, "say which with --home DIR");
}
