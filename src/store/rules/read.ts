import { z } from "zod";
import { readText } from "../readText.ts";
import { parseYaml } from "../yaml.ts";
import { type RuleDocument, ruleDocument } from "./document.ts";

const MAX_RULES = 500;
const MAX_BYTES = 1 << 20;

const ruleList = z
  .array(ruleDocument)
  .min(1)
  .max(MAX_RULES)
  .superRefine((rules, context) => {
    const seen = new Set<string>();
    for (const [i, { id }] of rules.entries()) {
      if (seen.has(id)) context.addIssue({ code: "custom", path: [i, "id"], message: "Another rule has this id" });
      seen.add(id);
    }
  });
const oneRule = ruleDocument.transform((rule) => [rule]);

/**
 * The rules of a file: one document or a list. Expressions are held as text here; the strategy kernel compiles them.
 * @throws InputError "rules.yaml:3:7: what; what to do" for the first thing that is wrong, also a duplicate id.
 */
export const readRules = (text: string, source: string): readonly RuleDocument[] =>
  parseYaml<readonly RuleDocument[]>(text, source, (value) => (Array.isArray(value) ? ruleList : oneRule));

/** The same of a file. @throws InputError also when it cannot be read. */
export const readRulesFile = (path: string): readonly RuleDocument[] => readRules(readText(path, MAX_BYTES), path);
