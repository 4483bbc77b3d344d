import { Chalk, type ChalkInstance, type ColorSupportLevel } from "chalk";

/** What a color is for. Panes name meanings; only this file knows colors. */
const MEANINGS = [
  "plain",
  "strong",
  "label",
  "faint",
  "gain",
  "loss",
  "warn",
  "danger",
  "good",
  "live",
  "paper",
  "brand",
  "frame",
  "focus",
  "selected",
  "key",
] as const;
export type Meaning = (typeof MEANINGS)[number];
export type PaletteName = "default" | "colorblind" | "none";

/** Colors of the chart by number of the 256-color palette. */
export interface ChartColors {
  readonly up: number;
  readonly down: number;
  readonly text: number;
  readonly axis: number;
}

export interface Theme {
  readonly name: string;
  readonly paint: (as: Meaning, text: string) => string;
  /** Null: the chart is drawn without color. */
  readonly chart: ChartColors | null;
}

type Brush = (chalk: ChalkInstance) => ChalkInstance;
type Palette = Readonly<Record<Meaning, Brush>>;

const common = {
  plain: (c: ChalkInstance) => c,
  strong: (c: ChalkInstance) => c.bold,
  label: (c: ChalkInstance) => c.hex("#9e9e9e"),
  faint: (c: ChalkInstance) => c.hex("#767676"),
  warn: (c: ChalkInstance) => c.hex("#ffaf00"),
  paper: (c: ChalkInstance) => c.bgHex("#005f87").hex("#ffffff").bold,
  brand: (c: ChalkInstance) => c.bgHex("#303030").hex("#ffffff").bold,
  frame: (c: ChalkInstance) => c.hex("#585858"),
  focus: (c: ChalkInstance) => c.hex("#5fd7ff").bold,
  selected: (c: ChalkInstance) => c.bgHex("#303a4a").hex("#ffffff").bold,
  key: (c: ChalkInstance) => c.hex("#ffd75f").bold,
};

const PALETTES: { readonly [Name in PaletteName]: Palette } = {
  default: {
    ...common,
    gain: (c) => c.hex("#5fd787"),
    loss: (c) => c.hex("#ff5f5f"),
    good: (c) => c.hex("#5fd787"),
    danger: (c) => c.bgHex("#d70000").hex("#ffffff").bold,
    live: (c) => c.bgHex("#d70000").hex("#ffffff").bold,
  },
  colorblind: {
    ...common,
    gain: (c) => c.hex("#5fafff"),
    loss: (c) => c.hex("#ff8700"),
    good: (c) => c.hex("#5fafff"),
    danger: (c) => c.bgHex("#ff8700").hex("#000000").bold,
    live: (c) => c.bgHex("#ff8700").hex("#000000").bold,
  },
  none: {
    plain: (c) => c,
    strong: (c) => c.bold,
    label: (c) => c,
    faint: (c) => c.dim,
    gain: (c) => c,
    loss: (c) => c,
    warn: (c) => c.bold,
    danger: (c) => c.inverse.bold,
    good: (c) => c,
    live: (c) => c.inverse.bold,
    paper: (c) => c.inverse,
    brand: (c) => c.bold,
    frame: (c) => c.dim,
    focus: (c) => c.bold,
    selected: (c) => c.inverse,
    key: (c) => c.bold,
  },
};

const CHARTS: { readonly [Name in PaletteName]: ChartColors | null } = {
  default: { up: 78, down: 203, text: 245, axis: 240 },
  colorblind: { up: 75, down: 208, text: 245, axis: 240 },
  none: null,
};

/**
 * A palette at the terminal's color level (0 none, 1 sixteen, 2 256, 3 true color; chalk finds the nearest).
 * `none` is for NO_COLOR: bold, dim and inverse are attributes, not colors, and stay.
 */
export function createTheme(name: PaletteName, level: ColorSupportLevel): Theme {
  const chalk = new Chalk({ level: name === "none" && level === 0 ? 1 : level });
  const palette = PALETTES[level === 0 ? "none" : name];
  const brushes = Object.fromEntries(MEANINGS.map((meaning) => [meaning, palette[meaning](chalk)]));
  return {
    name,
    paint: (as, text) => brushes[as]?.(text) ?? text,
    chart: level < 2 ? null : CHARTS[name],
  };
}

/** Everything faint: what is shown is not known to be true any more. Words and signs stay as they are. */
export function faded(theme: Theme): Theme {
  return { ...theme, name: `${theme.name} faded`, paint: (_as, text) => theme.paint("faint", text), chart: null };
}
