import { join } from "node:path";
import type { GateState } from "../../src/gate/mind/state.ts";
import { positionsView, proposalsView, rulebookView } from "../../src/gate/report/projections.ts";
import type { Head } from "../../src/store/journal/head.ts";
import { openProjection } from "../../src/store/projections/projection.ts";

const VIEWS: Readonly<Record<string, (state: GateState) => unknown>> = {
  "positions.json": positionsView,
  "rulebook.json": rulebookView,
  "proposals.json": proposalsView,
};

/** The gate's mind in files that anybody may read or delete. One that cannot be written is said once, and no more. */
export class Projections {
  readonly #files: readonly { readonly show: (head: Head, state: GateState) => void }[];
  readonly #say: (line: string) => void;
  #said = false;

  constructor(folder: string, say: (line: string) => void) {
    this.#say = say;
    this.#files = Object.entries(VIEWS).map(([name, view]) => {
      const projection = openProjection(join(folder, name));
      return { show: (head, state) => projection.show(head, view(state)) };
    });
  }

  /** To be called about once a second, and last when the gate ends. */
  show(head: Head, state: GateState): void {
    try {
      for (const file of this.#files) file.show(head, state);
    } catch (error) {
      if (!this.#said) this.#say(`a projection was not written (${String(error)}); check the disk`);
      this.#said = true;
    }
  }
}
