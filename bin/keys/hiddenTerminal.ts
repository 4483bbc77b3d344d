import { closeSync, openSync, writeSync } from "node:fs";
import { isatty } from "node:tty";
import { EXIT, Exit } from "../exit.ts";
import { HiddenLines } from "./hiddenLines.ts";

const STDIN = 0;
/** Whoever does not answer for so long is not there: a gate that waits for ever would hold its lock for ever. */
const PATIENCE_MS = 5 * 60_000;

/** Asks what must not be seen: nothing that is typed is echoed, and nothing of it stays but the answer. */
export class HiddenTerminal {
  /** Not one of our own: a second one on the same terminal would stay open when the first is let go. */
  readonly #stream = process.stdin;
  readonly #lines = new HiddenLines();
  #wake: () => void = () => {};
  #ended = false;

  private constructor() {
    this.#stream.setEncoding("utf8").setRawMode(true);
    this.#stream.on("data", (text) => {
      this.#lines.push(String(text));
      this.#wake();
    });
    // Whoever asked before on this terminal, in the open, left it paused.
    this.#stream.resume();
    for (const end of ["end", "error", "close"]) {
      this.#stream.on(end, () => {
        this.#ended = true;
        this.#wake();
      });
    }
  }

  /** On this process's own terminal; null when it has none. */
  static open(): HiddenTerminal | null {
    return isatty(STDIN) ? new HiddenTerminal() : null;
  }

  /** One line. @throws Exit 2 when it is called off, when the terminal is gone, or when nobody answers. */
  async ask(question: string): Promise<string> {
    say(question);
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const line = this.#lines.isInterrupted ? null : this.#lines.next();
      if (line !== null) {
        say("\n");
        return line;
      }
      const left = deadline - performance.now();
      if (this.#lines.isInterrupted || this.#ended || left <= 0) throw this.#unanswered();
      await this.#more(left);
    }
  }

  /** Says something between two questions. */
  tell(line: string): void {
    say(`${line}\n`);
  }

  /** Echo is back; the terminal may go on being used. */
  close(): void {
    if (!this.#stream.destroyed) this.#stream.setRawMode(false);
    this.#stream.destroy();
  }

  /** The same, and this process has no terminal any more: for one that outlives whoever sits there. */
  letGo(): void {
    this.close();
    closeSync(STDIN);
    // The lowest number that is free is given: nothing else must ever be opened as the standard input.
    openSync("/dev/null", "r");
  }

  #unanswered(): Exit {
    say("\n");
    return new Exit(EXIT.usage, "there was no answer; run it again in a terminal");
  }

  async #more(withinMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const timer = setTimeout(resolve, withinMs);
    await promise;
    clearTimeout(timer);
  }
}

/** To the terminal itself, also where the output goes to a log. */
function say(text: string): void {
  try {
    writeSync(STDIN, text.replaceAll(/\n/g, "\r\n"));
  } catch {
    // It can be read from and not written to: whoever redirected it knows what is asked.
  }
}
