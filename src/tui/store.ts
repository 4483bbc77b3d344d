import type { CockpitPort } from "../agent/cockpit/port.ts";
import { createModel, isTextField, type Model, type SendCommand } from "./model.ts";
import { type Message, update } from "./update.ts";

/** What the screen's loop may do to the world: all of it comes from mountCockpit. */
interface Hands {
  readonly quit: () => void;
  readonly redraw: () => void;
  /** Told whenever a text field gains or loses the focus: the kill reader must know that `K` is a letter. */
  readonly textField: (isFocused: boolean) => void;
}

export interface CockpitStore {
  readonly model: () => Model;
  readonly subscribe: (changed: () => void) => () => void;
  readonly dispatch: (message: Message) => void;
  readonly close: () => void;
}

interface StoreOptions {
  readonly port: CockpitPort;
  readonly columns: number;
  readonly rows: number;
  readonly hands: Hands;
  /** Views that come within this many ms of each other are drawn as one. */
  readonly frameMs: number;
}

/** Holds the model, runs update on every message and carries its commands out. */
export function createCockpitStore({ port, columns, rows, hands, frameMs }: StoreOptions): CockpitStore {
  let model = createModel(port.view(), columns, rows);
  const listeners = new Set<() => void>();

  function dispatch(message: Message): void {
    const before = model;
    const step = update(model, message);
    model = step.model;
    if (isTextField(model) !== isTextField(before)) hands.textField(isTextField(model));
    for (const command of step.commands) {
      if (command.kind === "send") void send(command);
      else if (command.kind === "quit") hands.quit();
      else if (command.kind === "cancelCycle") port.cancelCycle();
      else hands.redraw();
    }
    if (model !== before) for (const changed of listeners) changed();
  }

  async function send({ verb, params }: SendCommand): Promise<void> {
    dispatch({ type: "answered", verb, answer: await port.send(verb, params) });
  }

  const stopWatching = watch(port, frameMs, () => dispatch({ type: "viewChanged", view: port.view() }));
  return {
    model: () => model,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    dispatch,
    close: stopWatching,
  };
}

/** Calls `draw` at the first change, and once more for all that follow within `frameMs`. */
function watch(port: CockpitPort, frameMs: number, draw: () => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  let isDirty = false;
  const elapsed = (): void => {
    timer = null;
    if (isDirty) changed();
  };
  function changed(): void {
    isDirty = timer !== null;
    if (isDirty) return;
    timer = setTimeout(elapsed, frameMs);
    draw();
  }
  const unsubscribe = port.subscribe(changed);
  return () => {
    unsubscribe();
    if (timer !== null) clearTimeout(timer);
  };
}
