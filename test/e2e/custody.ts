import { existsSync } from "node:fs";
import { sep } from "node:path";
import { contentOf, filesBelow, formsOf, tracesIn } from "./secrets.ts";

/** What is known of a test's home: how commands run there, what must never be left there, and what was said. */
interface Custody {
  env: NodeJS.ProcessEnv;
  readonly forms: Map<string, Buffer>;
  /** Files that hold a secret because that is what they are for, by exact path. */
  readonly allowed: Set<string>;
  /** Folders beside the home in which its runs leave files as well. */
  readonly folders: Set<string>;
  readonly said: { readonly where: string; readonly text: string }[];
}

const homes = new Map<string, Custody>();

/** The words of the home at a path or above it: a run's account lies below the home that it belongs to. */
function custodyOf(path: string): Custody | undefined {
  const found = [...homes.keys()].find((home) => path === home || path.startsWith(home + sep));
  return found === undefined ? undefined : homes.get(found);
}

export function opensCustody(home: string): void {
  homes.set(home, { env: {}, forms: new Map(), allowed: new Set(), folders: new Set(), said: [] });
}

/** The environment that every command of that home gets. */
export const envOf = (path: string): NodeJS.ProcessEnv => custodyOf(path)?.env ?? {};

export function keepsEnv(home: string, env: NodeJS.ProcessEnv): void {
  const custody = custodyOf(home);
  if (custody === undefined) throw new Error(`${home}: made by homeFor first`);
  custody.env = { ...custody.env, ...env };
}

/** What a person or a command was told, looked through when the test is over. */
export function hears(path: string, where: string, text: string): void {
  custodyOf(path)?.said.push({ where, text });
}

export interface Secret {
  readonly key: { readonly privateKey: string };
  readonly passphrase: string;
  /** Secrets that are plain words, as other exchanges have. */
  readonly words?: readonly string[];
  /** Where they lie because a test or the vault put them there. */
  readonly allowed: readonly string[];
  /** Where else its runs leave files: looked through like the home, and so to be there until it closes. */
  readonly folders?: readonly string[];
}

/** From now on none of these may be left anywhere in what that home's runs leave behind. */
export function guards(home: string, { key, passphrase, words = [], allowed, folders = [] }: Secret): void {
  const custody = custodyOf(home);
  if (custody === undefined) throw new Error(`${home}: made by homeFor first`);
  for (const [name, form] of formsOf(key, passphrase)) custody.forms.set(name, form);
  for (const word of words) custody.forms.set(`the secret ${word.slice(0, 3)}…`, Buffer.from(word));
  for (const path of allowed) custody.allowed.add(path);
  for (const folder of folders) custody.folders.add(folder);
}

/**
 * Where a guarded secret stands: in a file below the home (journals, logs, projections, sockets' folder) or a folder beside
 * it, or in what was said. A folder that is gone was not looked through, and is told like a leak.
 */
export function leaksOf(home: string): readonly string[] {
  const custody = custodyOf(home);
  if (custody === undefined || custody.forms.size === 0) return [];
  const { forms, allowed, said } = custody;
  const folders = [...custody.folders];
  const files = [home, ...folders].filter((folder) => existsSync(folder)).flatMap(filesBelow);
  return [
    ...folders.filter((folder) => !existsSync(folder)).map((folder) => `${folder}: gone before it was looked through`),
    ...files.filter((path) => !allowed.has(path)).flatMap((path) => tracesIn(path, contentOf(path), forms)),
    ...said.flatMap(({ where, text }) => tracesIn(where, text, forms)),
  ];
}

/** @throws Error naming every place where a secret of this home was left. */
export function closesCustody(home: string): void {
  const leaks = leaksOf(home);
  homes.delete(home);
  if (leaks.length > 0) throw new Error(`a secret was left behind:\n${leaks.join("\n")}`);
}
