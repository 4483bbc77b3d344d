import { posix } from "node:path";
import { codeOf, isEscaped, lineOf, type Source } from "./sources.ts";

/** The rooms, and what of ours each may import beside itself. bin may import everything. */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  "src/store": [],
  "src/gate": ["src/store"],
  "src/loops": ["src/store"],
  "src/agent": ["src/store", "src/loops", "src/gate/contract"],
  "src/tui": ["src/store", "src/agent/cockpit", "src/gate/contract"],
};

/** What other rooms look through must not open a way behind it. */
const WINDOWS: Readonly<Record<string, readonly string[]>> = {
  "src/gate/contract": ["src/store"],
  "src/agent/cockpit": ["src/store", "src/gate/contract"],
};

/** Which npm package (or guarded part of Node) may be imported where. One that is not listed may be imported nowhere. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  "node:sqlite": ["src/store"],
  lowdb: ["src/store"],
  yaml: ["src/store"],
  "decimal.js": ["src/store/money.ts"],
  uuid: ["src/store/ids.ts"],
  "pure-rand": ["src/store/random.ts"],
  leven: ["src/store/nearest.ts"],
  chevrotain: ["src/store/rules"],
  zod: ["src/store", "src/gate", "src/agent", "src/tui", "bin"],
  ccxt: ["src/gate/venue", "src/agent/market"],
  ink: ["src/tui"],
  react: ["src/tui"],
  blessed: ["src/tui/charts"],
  "blessed-contrib": ["src/tui/charts"],
  "drawille-canvas-blessed-contrib": ["src/tui/charts"],
  chalk: ["src/tui", "bin"],
  meow: ["bin"],
  "age-encryption": ["bin/keys/vault.ts"],
};
/** Where a package stays out of a part of a room that may have it. */
const EXCEPT: Readonly<Record<string, readonly string[]>> = { zod: ["src/tui/panes"] };
/** Pure rooms: not even Node's own modules, through which the world would come in. */
const PURE = ["src/loops"];

// A word in a text, such as "from", imports nothing.
const IMPORT = /(?:(?<!["'`-])\bfrom|\bimport|\bimport\s*\(|\brequire\s*\(|\bresolve\s*\()\s*(["'`])([^"'`\n]+)\1/g;

/** Every import of a file that goes through a wall, one line each: "path:line: what". */
export function wallProblems({ path, text }: Source): readonly string[] {
  const code = codeOf(text);
  return [...code.matchAll(IMPORT)].flatMap((match) => {
    const line = lineOf(code, match.index);
    const problem = importProblem(path, match[2] ?? "");
    return problem === null || isEscaped(text, line) ? [] : [`${path}:${line}: ${problem}`];
  });
}

function importProblem(path: string, specifier: string): string | null {
  if (specifier.startsWith(".")) return oursProblem(path, posix.join(posix.dirname(path), specifier));
  const name = packageOf(specifier);
  if (isIn(path, PURE) && specifier.startsWith("node:")) return `a pure room imports ${name}`;
  if (specifier.startsWith("node:") && PACKAGES[name] === undefined) return null;
  const allowed = PACKAGES[name];
  if (allowed === undefined) return `imports ${name}, which no room has: say in test/house/walls.ts who may`;
  return isIn(path, allowed) && !isIn(path, EXCEPT[name] ?? [])
    ? null
    : `imports ${name}, which only ${allowed.join(", ")} may`;
}

function oursProblem(path: string, target: string): string | null {
  if (isIn(path, ["bin"])) return null;
  const [room, behind] = [roomOf(path, ROOMS), roomOf(path, WINDOWS)];
  if (room === undefined) return "stands in no room";
  if (behind !== undefined && !isIn(target, [behind, ...(WINDOWS[behind] ?? [])])) return `${behind} imports ${target}`;
  return isIn(target, [room, ...(ROOMS[room] ?? [])]) ? null : `${room} imports ${target}`;
}

const roomOf = (path: string, rooms: typeof ROOMS) => Object.keys(rooms).find((room) => isIn(path, [room]));
const isIn = (path: string, places: readonly string[]) =>
  places.some((place) => path === place || path.startsWith(`${place}/`));

/** "@scope/name/part" is of "@scope/name", "pure-rand/x" of "pure-rand", "node:fs/promises" itself. */
function packageOf(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
