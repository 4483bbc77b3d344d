import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";

/**
 * The file gate/armed: while it is there, the gate's memory could be written when it ended. Without it a start is a
 * halted one. In it stands the last record that the gate knew of: a journal that ends before that has lost something.
 */
export class Armed {
  readonly #path: string;
  readonly #say: (line: string) => void;
  #seq = 0;
  #isCleared = false;

  constructor(path: string, say: (line: string) => void) {
    this.#path = path;
    this.#say = say;
  }

  get isSet(): boolean {
    return existsSync(this.#path);
  }

  /** The last record that a gate left word of; 0 when none did. */
  get lastSeq(): number {
    if (!this.isSet) return 0;
    const seq = Number(readFileSync(this.#path, "utf8"));
    return Number.isSafeInteger(seq) ? seq : 0;
  }

  /** From here on the memory is trusted: it was read, or could be written again. @throws Error when the disk refuses. */
  arm(seq: number): void {
    this.#isCleared = false;
    this.set(seq);
  }

  /**
   * To be called about once a second, and at the end, with the journal's last record. Once cleared it stays away: a gate
   * that is stopped while its memory fails must not leave word that it held. @throws Error when the disk refuses.
   */
  set(seq: number): void {
    if (this.#isCleared || seq === this.#seq) return;
    writeFileSync(this.#path, String(seq), { mode: 0o600 });
    this.#seq = seq;
  }

  /** Never throws: it is called when the disk has failed already, and then a start fails by itself. */
  clear(): void {
    this.#seq = 0;
    this.#isCleared = true;
    try {
      rmSync(this.#path, { force: true });
    } catch (error) {
      this.#say(`${this.#path} cannot be removed (${String(error)}); remove it before the next start`);
    }
  }
}
