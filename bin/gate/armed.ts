import { existsSync, rmSync, writeFileSync } from "node:fs";

/** The file gate/armed: while it is there, the gate's memory could be written when it ended. Without it a start is a halted one. */
export class Armed {
  readonly #path: string;
  readonly #say: (line: string) => void;

  constructor(path: string, say: (line: string) => void) {
    this.#path = path;
    this.#say = say;
  }

  get isSet(): boolean {
    return existsSync(this.#path);
  }

  /** @throws Error when the disk refuses. */
  set(): void {
    writeFileSync(this.#path, "", { mode: 0o600 });
  }

  /** Never throws: it is called when the disk has failed already, and then a start fails by itself. */
  clear(): void {
    try {
      rmSync(this.#path, { force: true });
    } catch (error) {
      this.#say(`${this.#path} cannot be removed (${String(error)}); remove it before the next start`);
    }
  }
}
