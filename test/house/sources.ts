import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A file of ours; `path` from the project's root, with slashes: "src/store/money.ts". */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** The project's root: ava runs there. */
const ROOT = process.cwd();

/** Every TypeScript file below the given folders of the project, in order; a folder that is not there has none. */
export const sourcesIn = (...folders: readonly string[]): readonly Source[] =>
  folders
    .flatMap((folder) => filesIn(folder))
    .filter((path) => /\.tsx?$/.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));

function filesIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(ROOT.length + 1)
          .replaceAll("\\", "/"),
      );
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** What stands directly in a folder of the project. */
export const entriesOf = (folder: string) => readdirSync(join(ROOT, folder), { withFileTypes: true });

const STRING_OR_COMMENT = /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/** The text with comments blanked, every line where it was. */
export const codeOf = (text: string): string =>
  text.replaceAll(STRING_OR_COMMENT, (all: string, kept: string | undefined) => kept ?? all.replaceAll(/[^\n]/g, " "));

export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

/** The one escape from a house rule, on the line itself or on the line above: `// house-ok: reason`. */
export function isEscaped(text: string, line: number): boolean {
  const lines = text.split("\n");
  return [line - 1, line - 2].some((i) => /\/\/ house-ok: \S.{7,}/.test(lines[i] ?? ""));
}
