/** The braille canvas that blessed-contrib draws on: 2 × 4 dots a cell. */
declare module "drawille-canvas-blessed-contrib" {
  export interface Context {
    readonly canvas: { frame(): string };
  }
  export class Canvas {
    constructor(width: number, height: number);
    getContext(): Context;
  }
}

/** blessed-contrib's line chart, loaded by its file: the whole package takes twice the time and memory. */
declare module "blessed-contrib/lib/widget/charts/line.js" {
  import type { Context } from "drawille-canvas-blessed-contrib";

  export interface LineOptions {
    showNthLabel: number;
    style: { line: number; text: number; baseline: number };
    xLabelPadding: number;
    xPadding: number;
    numYLabels: number;
    legend: Record<string, never>;
    wholeNumbersOnly: boolean;
    minY: number;
    maxY: number;
  }
  export interface LineWidget {
    options: LineOptions;
    canvasSize: { width: number; height: number };
    ctx: Context;
    calcSize(): void;
    setData(series: { x: readonly string[]; y: readonly number[] }): void;
  }
  const Line: { readonly prototype: LineWidget };
  export default Line;
}
