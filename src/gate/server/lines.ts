/** Cuts a byte stream into lines of at most `maxBytes`, however it is chopped up on the way. */
export class LineCutter {
  readonly #maxBytes: number;
  #rest: Buffer = Buffer.alloc(0);

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The lines that are complete now, without their newline; null when one is longer than allowed: hang up then. */
  push(chunk: Buffer): readonly string[] | null {
    let rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const lines: string[] = [];
    for (let end = rest.indexOf(0x0a); end !== -1; end = rest.indexOf(0x0a)) {
      if (end + 1 > this.#maxBytes) return null;
      lines.push(rest.toString("utf8", 0, end));
      rest = rest.subarray(end + 1);
    }
    this.#rest = Buffer.from(rest);
    return rest.length >= this.#maxBytes ? null : lines;
  }
}
