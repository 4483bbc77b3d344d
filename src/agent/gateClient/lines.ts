/** Cuts a byte stream into lines of at most `maxBytes` (newline included), however it is chopped up on the way. */
export class LineReader {
  readonly #maxBytes: number;
  #rest: Buffer = Buffer.alloc(0);

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The lines complete by now, without their newlines; null when one is too long: hang up then. */
  push(chunk: Buffer): readonly string[] | null {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const lines: string[] = [];
    let start = 0;
    for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, start)) {
      if (end + 1 - start > this.#maxBytes) return null;
      lines.push(bytes.toString("utf8", start, end));
      start = end + 1;
    }
    this.#rest = Buffer.from(bytes.subarray(start));
    return this.#rest.length >= this.#maxBytes ? null : lines;
  }
}
