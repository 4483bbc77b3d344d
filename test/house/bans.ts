import { codeOf, isEscaped, lineOf, type Source } from "./sources.ts";

interface Ban {
  readonly name: string;
  readonly pattern: RegExp;
  /** Folders it holds in. */
  readonly where: readonly string[];
  readonly instead: string;
}

/** Clock, chance and world come from bin as arguments; types are proven, not asserted; nothing sleeps to be right. */
export const BANS: readonly Ban[] = [
  { name: "Date.now", pattern: /\bDate\s*\.\s*now\b/g, where: ["src"], instead: "take a Clock" },
  { name: "new Date()", pattern: /\bnew\s+Date\s*(?:\(\s*\)|(?!\s*\())/g, where: ["src"], instead: "take a Clock" },
  { name: "Date()", pattern: /(?<!new\s+)(?<![\w.])Date\s*\(/g, where: ["src"], instead: "take a Clock" },
  {
    name: "performance.now",
    pattern: /\bperformance\s*\.\s*now\b|\bprocess\s*\.\s*hrtime\b/g,
    where: ["src"],
    instead: "take a monotonic Clock",
  },
  { name: "Math.random", pattern: /\bMath\s*\.\s*random\b/g, where: ["src", "bin"], instead: "take a Random" },
  { name: "randomUUID", pattern: /\brandomUUID\b/g, where: ["src", "bin"], instead: "take an IdSource" },
  { name: "process.env", pattern: /\bprocess\s*\.\s*env\b/g, where: ["src"], instead: "read it in bin" },
  { name: "process.argv", pattern: /\bprocess\s*\.\s*argv\b/g, where: ["src"], instead: "read it in bin" },
  {
    name: "sleep",
    pattern: /\bnew\s+Promise\b[^;]{0,200}?\bsetTimeout\s*\(|\bnode:timers\/promises\b|\bAtomics\s*\.\s*wait\b/g,
    where: ["src"],
    instead: "wait for the event itself",
  },
  {
    name: "eval",
    pattern: /(?<![\w.])eval\s*\(|\bnew\s+Function\s*\(/g,
    where: ["src", "bin"],
    instead: "compile to closures",
  },
  {
    name: "as any",
    pattern: /\bas\s+any\b|:\s*any\b/g,
    where: ["src", "bin"],
    instead: "parse with zod, or write the type",
  },
  {
    name: "as unknown as",
    pattern: /\bas\s+unknown\s+as\b/g,
    where: ["src", "bin"],
    instead: "parse with zod, or write the type",
  },
  {
    name: "ts-ignore",
    pattern: /@ts-(?:ignore|nocheck|expect-error)/g,
    where: ["src", "bin"],
    instead: "mend the type",
  },
  {
    name: "unfinished",
    pattern: /\b(?:TODO|FIXME|XXX)\b/g,
    where: ["src", "bin", "test", "bench"],
    instead: "finish it or leave it out",
  },
  {
    name: "test.only",
    pattern: /\btest\s*(?:\.\w+)*\s*\.\s*(?:only|skip|todo|failing)\b/g,
    where: ["test"],
    instead: "let it run",
  },
];

/** These speak of comments too. */
const IN_COMMENTS = new Set(["unfinished", "ts-ignore"]);

/** Every banned thing in a file, one line each: "path:line: name; what instead". */
export const banProblems = ({ path, text }: Source): readonly string[] =>
  BANS.filter(({ where }) => where.some((folder) => path.startsWith(`${folder}/`))).flatMap((ban) => {
    const searched = IN_COMMENTS.has(ban.name) ? text : codeOf(text);
    return [...searched.matchAll(ban.pattern)]
      .map((match) => lineOf(searched, match.index))
      .filter((line) => !isEscaped(text, line))
      .map((line) => `${path}:${line}: ${ban.name}; ${ban.instead}`);
  });
