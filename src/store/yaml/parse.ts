import { type Document, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { InputError, problemLine } from "../input.ts";
import { findingsOf } from "./issue.ts";
import { keyOffsetOf, offsetOf } from "./place.ts";
import { fancyProblems, type Placed, unseenProblems } from "./plain.ts";
import { deepProblems, keyProblems } from "./traps.ts";

/** A configuration file is small; aliases are for people, not for bombs. */
const MAX_LENGTH = 1 << 20;
const MAX_ALIASES = 100;

/** A schema, or a choice of one by what the file holds (a list or a single document). */
export type SchemaChoice<Value> = z.ZodType<Value> | ((value: unknown) => z.ZodType<Value>);

/** How much of YAML may be used. "plain" is for files whose every line must say by itself what holds. */
export type Writing = "any" | "plain";

/**
 * The value of YAML 1.2 text under a schema. Strict: a duplicate, unknown or missing key and a wrong type are errors.
 * @param source stands for the text in messages: "safety.yaml".
 * @throws InputError "safety.yaml:12:3: what; what to do" for the first problem; `problems` lists them all in order.
 */
export function parseYaml<Value>(
  text: string,
  source: string,
  choice: SchemaChoice<Value>,
  writing: Writing = "any",
): Value {
  if (text.length > MAX_LENGTH) {
    throw new InputError(problemLine(source, `longer than ${MAX_LENGTH} characters`, "split the file"));
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const isPlain = writing === "plain";
  // Each kind only where there is none of the kind before: what it would find is mostly their echo.
  const found = [
    () => (isPlain ? unseenProblems(text) : []),
    () => syntaxProblems(document),
    () => deepProblems(document),
    () => [...keyProblems(document), ...(isPlain ? fancyProblems(document, text) : [])],
  ];
  for (const look of found) {
    const placed = look();
    if (placed.length > 0) throw inputErrorOf(placed, source, lines);
  }
  const value = plainValue(document, source);
  const schema = typeof choice === "function" ? choice(value) : choice;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const findings = findingsOf(parsed.error.issues, schema, value);
  const problems = findings.map(({ path, key, what, remedy }) => {
    const offset = key === undefined ? offsetOf(document, path) : keyOffsetOf(document, path, key);
    return { offset, what, remedy };
  });
  throw inputErrorOf(problems, source, lines);
}

function syntaxProblems(document: Document.Parsed): readonly Placed[] {
  return [...document.errors, ...document.warnings].map(({ pos, code, message }) => {
    const remedy = REMEDIES[code] ?? "mend the YAML there";
    return { offset: pos[0], what: message, remedy };
  });
}

const REMEDIES: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: "keep one of the two",
  MULTIPLE_DOCS: "keep one document; several rules are a list",
  TAB_AS_INDENT: "indent with spaces",
  TAG_RESOLVE_FAILED: "remove the tag",
  BAD_COLLECTION_TYPE: "remove the tag",
  BAD_INDENT: "indent with the same number of spaces as its neighbors",
  BAD_ALIAS: "write the value out instead of the alias",
  BAD_DIRECTIVE: "remove the line",
  NON_STRING_KEY: "write a plain name before the colon",
  MULTILINE_IMPLICIT_KEY: "write `name: value` on one line",
  MISSING_CHAR: "write `name: value` with a space after the colon, and close what was opened",
  RESOURCE_EXHAUSTION: "nest it less deeply",
};

function plainValue(document: Document.Parsed, source: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputError(problemLine(source, why, "write the value out instead of the alias"));
  }
}

function inputErrorOf(problems: readonly Placed[], source: string, lines: LineCounter): InputError {
  const [first = `${source}: not usable`, ...others] = problems
    .toSorted((a, b) => a.offset - b.offset)
    .map(({ offset, what, remedy }) => {
      const { line, col } = lines.linePos(offset);
      return problemLine(`${source}:${Math.max(1, line)}:${Math.max(1, col)}`, what, remedy);
    });
  return new InputError(first, others);
}
