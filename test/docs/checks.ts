import { readFileSync } from "node:fs";
import { checks } from "../../src/gate/checks/table.ts";

/** docs/checks.md: one row a check, its words from the docstring of its own file. */
export function checksPage(folder: string): string {
  const rows = checks.map(({ code, binds }) => `| ${code} | ${binds.join(", ")} | ${docOf(folder, code)} |`);
  return `# What does the gate check?

Every check below is evaluated for every intent it binds, and every answer is reported, also those after the first no:
\`trade why ID\` shows them with what was observed, the limit, its unit and where the limit stands. One that lacks its
input, or cannot be computed, did not pass. Exits by the gate and by the operator do not climb this ladder: they are
bound by what is held, and by nothing else.

This page is made from the program's own table; \`UPDATE_DOCS=1 npm test\` makes it anew.

| code | binds | why |
|---|---|---|
${rows.join("\n")}
`;
}

function docOf(folder: string, code: string): string {
  const table = readFileSync(`${folder}/table.ts`, "utf8");
  const files = [...table.matchAll(/from "\.\/(\w+)\.ts"/g)].map((match) => `${folder}/${match[1]}.ts`);
  const source = files
    .map((file) => readFileSync(file, "utf8"))
    .find((text) => text.includes(`code: "${code}"`) || text.includes(`code: ${code}`));
  const doc = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export const \w+: Check/.exec(source ?? "")?.[1];
  return (doc ?? "").replaceAll(/\s*\n\s*\*\s?/g, " ").trim();
}
