import type { ColorSupportLevel } from "chalk";
import { type Instance, render } from "ink";
import type { Answer, CockpitPort } from "../agent/cockpit/port.ts";
import { App } from "./App.tsx";
import { type CockpitStore, createCockpitStore } from "./store.ts";
import { createTheme, type PaletteName } from "./theme.ts";

/** How many frames a second are drawn: more cost CPU, and nobody reads faster. */
const MAX_FPS = 10;
/** A window being dragged sends a stream of sizes: the full redraw waits for this much quiet. */
const RESIZE_QUIET_MS = 120;
const CLEAR_AND_HOME = "\u001b[2J\u001b[H";

export interface MountOptions {
  readonly port: CockpitPort;
  /** The terminal, or a stream fed by the worker that owns it. */
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WriteStream;
  /** `none` under NO_COLOR. */
  readonly palette: PaletteName;
  readonly colorLevel: ColorSupportLevel;
  /** Told when `K` becomes a letter and when it is the kill key again. */
  readonly textField?: (isFocused: boolean) => void;
  /** Calls back when the worker took the kill key (null), and with what came of it. The function returned stops that. */
  readonly killed?: (listener: (answer: Answer | null) => void) => () => void;
  readonly maxFps?: number;
}

export interface MountedCockpit {
  /** Resolves when the operator left the screen, the terminal restored. The gate goes on. */
  readonly waitUntilExit: () => Promise<void>;
  readonly unmount: () => void;
  /** Resolves when what is to be drawn now has been written. */
  readonly settle: () => Promise<void>;
}

/** Opens the cockpit on the alternate screen. */
export function mountCockpit(options: MountOptions): MountedCockpit {
  const { port, stdin, stdout, palette, colorLevel, maxFps = MAX_FPS } = options;
  let instance: Instance | null = null;
  const quit = (): void => instance?.unmount();
  const redraw = (): void => {
    instance?.clear();
    stdout.write(CLEAR_AND_HOME);
    instance?.rerender(screen(nextPaint()));
  };
  const hands = { quit, redraw, textField: options.textField ?? (() => {}) };
  const { columns, rows } = sizeOf(stdout);
  const store = createCockpitStore({ port, columns, rows, hands, frameMs: Math.round(1_000 / maxFps) });
  const theme = createTheme(palette, colorLevel);
  let paint = 0;
  const nextPaint = (): number => (paint += 1);
  const screen = (key: number) => <App key={key} store={store} theme={theme} />;
  instance = render(screen(paint), { stdin, stdout, ...RENDER_OPTIONS, maxFps });
  const stopResize = followResize(stdout, store, redraw);
  const stopKilled = options.killed?.((answer) => store.dispatch({ type: "killed", answer }));
  const waitUntilExit = async (): Promise<void> => {
    await instance?.waitUntilExit();
    stopResize();
    stopKilled?.();
    store.close();
  };
  const closed = waitUntilExit();
  return { waitUntilExit: () => closed, unmount: quit, settle: instance.waitUntilRenderFlush };
}

/** As measured: without `incrementalRendering` a dashboard writes twenty times the bytes over SSH. */
const RENDER_OPTIONS = {
  alternateScreen: true,
  incrementalRendering: true,
  interactive: true,
  patchConsole: false,
  exitOnCtrlC: false,
} as const;

const sizeOf = ({ columns, rows }: NodeJS.WriteStream) => ({ columns: columns || 80, rows: rows || 24 });

/** The new size at once, the screen cleared and drawn anew when it stands still: tmux leaves remnants. */
function followResize(stdout: NodeJS.WriteStream, store: CockpitStore, redraw: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const resized = (): void => {
    store.dispatch({ type: "resize", ...sizeOf(stdout) });
    clearTimeout(timer);
    timer = setTimeout(redraw, RESIZE_QUIET_MS);
  };
  stdout.on("resize", resized);
  return () => {
    clearTimeout(timer);
    stdout.off("resize", resized);
  };
}
