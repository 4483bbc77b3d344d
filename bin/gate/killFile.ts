import { existsSync, renameSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** The file run/KILL (a walled cockpit leaves agent/KILL): whoever can write it halts trading, also with the gate down or every socket blocked. */
export class KillFile {
  readonly #path: string;
  readonly #halt: (reason: string) => void;
  readonly #say: (line: string) => void;
  #said = false;

  constructor(path: string, halt: (reason: string) => void, say: (line: string) => void) {
    this.#path = path;
    this.#halt = halt;
    this.#say = say;
  }

  /** Halts if it is there, then puts it aside. One that cannot be moved is obeyed again and again, and said once. */
  obey(): void {
    if (!existsSync(this.#path)) return;
    this.#halt(`the file ${join(basename(dirname(this.#path)), basename(this.#path))} was found`);
    try {
      renameSync(this.#path, `${this.#path}.obeyed`);
    } catch (error) {
      if (!this.#said) this.#say(`${this.#path} is obeyed but cannot be moved (${String(error)}); remove it to resume`);
      this.#said = true;
    }
  }
}
