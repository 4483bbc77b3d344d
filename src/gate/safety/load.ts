import { createHash } from "node:crypto";
import { lstatSync } from "node:fs";
import { basename } from "node:path";
import { type InputError, inputError, shellWord } from "../../store/input.ts";
import { readText } from "../../store/readText.ts";
import { parseYaml, yamlLines } from "../../store/yaml.ts";
import { type FileFacts, fileTrust } from "./fileTrust.ts";
import { limitsBytes, MAX_LIMITS_BYTES } from "./recordSize.ts";
import { type Limits, otherSchema, type Safety, safetySchema } from "./schema.ts";

const MAX_BYTES = 1 << 20;

/**
 * The limits of safety.yaml text, strictly.
 * @throws InputError "safety.yaml:12:3: what; what to do": the gate does not start on a file it does not understand.
 */
export function parseSafety(text: string, source: string): Safety {
  const limits = parseYaml<Limits>(text, source, (file) => otherSchema(file) ?? safetySchema, "plain");
  const lineOf = yamlLines(text);
  const name = basename(source);
  const hash = createHash("sha256").update(text).digest("hex");
  const safety = { limits, hash, source: remembering((path) => `${name}:${lineOf(path)}`) };
  const bytes = limitsBytes(safety);
  if (bytes <= MAX_LIMITS_BYTES) return safety;
  const remedy = `at most ${MAX_LIMITS_BYTES} fit; shorten its lists`;
  throw inputError(`${source}:1:1`, `the limits and their places take ${bytes} bytes of a record`, remedy);
}

/** The same answer to the same question, without looking again: every verdict asks for some eighty places. */
function remembering(look: (path: string) => string): (path: string) => string {
  const places = new Map<string, string>();
  return (path) => {
    const place = places.get(path) ?? look(path);
    places.set(path, place);
    return place;
  };
}

/** The same of a file. @throws InputError also when it cannot be read. */
export const readSafety = (path: string): Safety => parseSafety(readText(path, MAX_BYTES), path);

/**
 * The same of the file that binds an account: only one that nobody else could have written.
 * @param uid the gate's user; null where files have no owner (Windows).
 * @throws InputError also when somebody else could have.
 */
export function readOwnSafety(path: string, uid: number | null): Safety {
  const distrust = distrustOf(path, uid);
  if (distrust !== null) throw distrust;
  return readSafety(path);
}

/** Why a gate of that user would not take its limits from the file, whatever it holds; null when it would. */
function distrustOf(path: string, uid: number | null): InputError | null {
  const facts = uid === null ? null : factsOf(path);
  const distrust = uid === null || facts === null ? null : fileTrust(facts, uid);
  if (distrust === null) return null;
  const { what, cure } = distrust;
  return inputError(path, what, cure === null ? "put the file itself there" : `\`${cure} ${shellWord(path)}\``);
}

/** Null when the file system says nothing: whoever reads the file then says why. */
function factsOf(path: string): FileFacts | null {
  try {
    const stat = lstatSync(path);
    const kind = stat.isFile() ? "file" : stat.isSymbolicLink() ? "link" : "other";
    return { kind, uid: stat.uid, mode: stat.mode };
  } catch {
    return null;
  }
}
