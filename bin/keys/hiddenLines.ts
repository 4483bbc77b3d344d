const ESCAPE_SEQUENCE = new RegExp(String.raw`\x1b\[[0-9;?]*[ -/]*[@-~]`, "g");
const BACKSPACE = new Set(["\u007F", "\b"]);
const INTERRUPT = new Set(["\u0003", "\u0004"]);
const KILL_LINE = "\u0015";
/** More than any key has: what goes on beyond it is no answer. */
const MAX_LENGTH = 20_000;

/** What a keyboard sends to a terminal that does not echo, made into lines: typed, corrected or pasted. */
export class HiddenLines {
  readonly #whole: string[] = [];
  #line = "";
  #afterReturn = false;
  #interrupted = false;

  /** Whether Ctrl-C or Ctrl-D came, or more than any answer has. */
  get isInterrupted(): boolean {
    return this.#interrupted;
  }

  push(text: string): void {
    for (const letter of text.replaceAll(ESCAPE_SEQUENCE, "")) this.#take(letter);
  }

  /** The oldest line that is whole, without its end; null while there is none. */
  next(): string | null {
    return this.#whole.shift() ?? null;
  }

  #take(letter: string): void {
    const isLineFeed = letter === "\n";
    if (isLineFeed && this.#afterReturn) this.#afterReturn = false;
    else if (isLineFeed || letter === "\r") {
      this.#whole.push(this.#line);
      this.#line = "";
      this.#afterReturn = !isLineFeed;
    } else {
      this.#afterReturn = false;
      this.#edit(letter);
    }
  }

  #edit(letter: string): void {
    if (INTERRUPT.has(letter)) this.#interrupted = true;
    else if (letter === KILL_LINE) this.#line = "";
    else if (BACKSPACE.has(letter)) this.#line = Array.from(this.#line).slice(0, -1).join("");
    else if (letter >= " " || letter === "\t") this.#line += letter;
    if (this.#line.length > MAX_LENGTH) this.#interrupted = true;
  }
}
