/** Where a process may die: right before a batch is durable, right after, or right after the hand has moved. */
export type Boundary = "before" | "after" | "acting";

/** The power went. */
export class Crash extends Error {
  constructor(boundary: Boundary) {
    super(`died ${boundary}`);
    this.name = "Crash";
  }
}

/** Whether one process still lives. It dies at the boundary that was planned for it, in the middle of what it does. */
export class Mortal {
  #alive = true;
  #planned: { readonly boundary: Boundary; left: number } | null = null;

  get isAlive(): boolean {
    return this.#alive;
  }

  /** It dies at the `nth` boundary of that kind from now. */
  dieAt(boundary: Boundary, nth: number): void {
    this.#planned ??= { boundary, left: nth };
  }

  /** It is to live after all. */
  spare(): void {
    this.#planned = null;
  }

  /** Called where it may die. @throws Crash when it does, and ever after: the dead write nothing. */
  pass(boundary: Boundary): void {
    if (this.#planned?.boundary === boundary) {
      this.#planned.left -= 1;
      if (this.#planned.left <= 0) this.#alive = false;
    }
    if (!this.#alive) throw new Crash(boundary);
  }

  die(): void {
    this.#alive = false;
  }
}
