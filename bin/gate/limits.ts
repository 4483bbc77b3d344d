import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { GateState } from "../../src/gate/mind/state.ts";
import { safetyOf } from "../../src/gate/safety/accepted.ts";
import { changeLines, compareLimits } from "../../src/gate/safety/compare.ts";
import { readOwnSafety } from "../../src/gate/safety/load.ts";
import type { Safety } from "../../src/gate/safety/schema.ts";
import { InputError } from "../../src/store/input.ts";
import { EXIT, Exit } from "../exit.ts";
import { flagOf, type Home, ownUid, packageRoot } from "../home.ts";

/** For editors, beside the file that names it. */
const SCHEMA = "safety.schema.json";

/** The limits that a gate starts with, and the file it did not take, if it did not. */
export interface StartLimits {
  readonly safety: Safety;
  readonly refused: { readonly hash: string | null; readonly lines: readonly string[] } | null;
}

/**
 * The limits of the account's own file. Under a supervisor nobody is there to be refused: what is looser than the limits
 * on record, or cannot be used, is not taken, and the gate goes on protecting what is held under those limits.
 * @param onRecord what the journal knows, of a supervised gate; null when it is for a person to answer.
 * @throws Exit 5 on a file that cannot be used, when there are no limits to go on with.
 */
export function limitsToStart(home: Home, onRecord: GateState | null): StartLimits {
  const file = usable(home);
  const accepted = onRecord && acceptedOf(onRecord);
  if (file instanceof InputError) {
    if (accepted === null) throw refusalOf(home, file);
    const lines = file.problems.map((line) => line.replace(home.safety, basename(home.safety)));
    return { safety: accepted, refused: { hash: hashOf(home.safety), lines } };
  }
  // Without limits on record the gate itself says what is looser.
  if (accepted === null) return { safety: file, refused: null };
  const lines = changeLines(
    compareLimits(accepted.limits, file.limits),
    file.source,
    ({ direction }) => direction === "looser",
  );
  return lines.length === 0
    ? { safety: file, refused: null }
    : { safety: accepted, refused: { hash: file.hash, lines } };
}

const acceptedOf = ({ acceptedLimits, acceptedPlaces, safetyHash }: GateState): Safety | null =>
  acceptedLimits === null || safetyHash === null ? null : safetyOf(acceptedLimits, acceptedPlaces, safetyHash);

/** The shipped limits become the account's own at its first start. */
function usable(home: Home): Safety | InputError {
  try {
    if (!existsSync(home.safety)) {
      copyFileSync(join(packageRoot, "safety.yaml"), home.safety);
      copyFileSync(join(packageRoot, SCHEMA), join(home.gate, SCHEMA));
      for (const copied of [home.safety, join(home.gate, SCHEMA)]) chmodSync(copied, 0o600);
    }
    return readOwnSafety(home.safety, ownUid());
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

function refusalOf(home: Home, { message, problems }: InputError): Exit {
  const [, ...others] = problems;
  const more = others.length === 0 ? "" : ` (and ${others.length} more: \`trade safety check${flagOf(home)}\`)`;
  return new Exit(EXIT.unsafe, `${message}${more}`);
}

function hashOf(path: string): string | null {
  try {
    return createHash("sha256").update(readFileSync(path)).digest("hex");
  } catch {
    return null;
  }
}
