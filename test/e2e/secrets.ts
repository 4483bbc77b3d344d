import { createPrivateKey } from "node:crypto";
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from "node:fs";
import { join } from "node:path";

/** Fewer bytes could be there by chance. */
const SHORTEST = 8;

/** A secret in every form in which it could be left somewhere, by name. */
export function formsOf(key: { readonly privateKey: string }, passphrase: string): ReadonlyMap<string, Buffer> {
  const pem = key.privateKey.trim();
  const object = createPrivateKey(pem);
  const { d = "" } = object.export({ format: "jwk" });
  const scalar = Buffer.from(d, "base64url");
  const lines = pem.split("\n").slice(1, -1);
  const pkcs8 = object.export({ type: "pkcs8", format: "pem" }).trim().split("\n").slice(1, -1);
  const forms: (readonly [string, Buffer])[] = [
    ["its bytes", scalar],
    ["its bytes in hex", Buffer.from(scalar.toString("hex"))],
    ["its bytes in HEX", Buffer.from(scalar.toString("hex").toUpperCase())],
    ["its bytes in base64", Buffer.from(scalar.toString("base64").slice(0, -2))],
    ["its bytes in base64url", Buffer.from(d)],
    ["the passphrase", Buffer.from(passphrase)],
    ["the passphrase in hex", Buffer.from(Buffer.from(passphrase).toString("hex"))],
    ["the passphrase in base64", Buffer.from(Buffer.from(passphrase).toString("base64").slice(0, -4))],
    ["the passphrase in UTF-16", Buffer.from(passphrase, "utf16le")],
  ];
  for (const [i, line] of [...lines, ...pkcs8].entries()) {
    forms.push([`line ${i} of the PEM`, Buffer.from(line)]);
    forms.push([`line ${i} of the PEM in UTF-16`, Buffer.from(line, "utf16le")]);
    forms.push([`line ${i} of the PEM in base64`, Buffer.from(Buffer.from(line).toString("base64").slice(0, -4))]);
  }
  return new Map(forms.filter(([, bytes]) => bytes.length >= SHORTEST));
}

/** Where one of these forms stands in a text, a file or a process: "place: form", a line each. */
export function tracesIn(place: string, bytes: Buffer | string, forms: ReadonlyMap<string, Buffer>): readonly string[] {
  const whole = Buffer.from(bytes);
  return [...forms].filter(([, form]) => whole.includes(form)).map(([name]) => `${place}: ${name}`);
}

/** The same of every file below a folder, whatever it is called. */
export const tracesBelow = (folder: string, forms: ReadonlyMap<string, Buffer>): readonly string[] =>
  filesBelow(folder).flatMap((path) => tracesIn(path, contentOf(path), forms));

/** What a file holds; nothing of one that its process took away since it was listed, as a database does with its index. */
export function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return Buffer.alloc(0);
    throw error;
  }
}

export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);

/** The same of how a process was started: what everybody (its words) and its user (its environment) may read. */
export const tracesOfStart = (pid: number, forms: ReadonlyMap<string, Buffer>): readonly string[] =>
  ["cmdline", "environ"].flatMap((name) =>
    tracesIn(`/proc/${pid}/${name}`, readFileSync(`/proc/${pid}/${name}`), forms),
  );

/** The same of all that a process has in memory and may write to. How many bytes were looked at comes with it. */
export function tracesInMemory(pid: number, forms: ReadonlyMap<string, Buffer>) {
  const memory = openSync(`/proc/${pid}/mem`, "r");
  const found: string[] = [];
  let bytes = 0;
  try {
    for (const [from, to] of writableOf(pid)) {
      const piece = Buffer.alloc(to - from);
      const length = readable(memory, piece, from);
      bytes += length;
      found.push(...tracesIn(`memory of ${pid} at ${from.toString(16)}`, piece.subarray(0, length), forms));
    }
  } finally {
    closeSync(memory);
  }
  return { found, bytes };
}

const LARGEST = 512 << 20;

const writableOf = (pid: number): readonly (readonly [number, number])[] =>
  readFileSync(`/proc/${pid}/maps`, "utf8")
    .split("\n")
    .filter((line) => / rw/.test(line))
    .map(
      (line) =>
        line
          .split(" ")[0]
          ?.split("-")
          .map((hex) => Number.parseInt(hex, 16)) ?? [],
    )
    .flatMap(([from = 0, to = 0]) => (to > from && to - from <= LARGEST ? [[from, to] as const] : []));

/** A mapping may be gone by now, or none that can be read: then nothing of it is. */
function readable(memory: number, piece: Buffer, from: number): number {
  try {
    return readSync(memory, piece, 0, piece.length, from);
  } catch {
    return 0;
  }
}
