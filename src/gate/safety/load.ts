import { createHash } from "node:crypto";
import { basename } from "node:path";
import { readText } from "../../store/readText.ts";
import { parseYaml, yamlLines } from "../../store/yaml.ts";
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
  return {
    limits,
    hash: createHash("sha256").update(text).digest("hex"),
    source: (path) => `${name}:${lineOf(path)}`,
  };
}

/** The same of a file. @throws InputError also when it cannot be read. */
export const readSafety = (path: string): Safety => parseSafety(readText(path, MAX_BYTES), path);
