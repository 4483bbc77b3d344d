import test from "ava";
import * as fc from "fast-check";
import { type Box, layout, MIN_COLUMNS, MIN_ROWS, PANES } from "../../src/tui/layout.ts";

const size = {
  columns: fc.integer({ min: 1, max: 400 }),
  rows: fc.integer({ min: 1, max: 150 }),
  hasBanner: fc.boolean(),
};
const cells = ({ left, top, width, height }: Box): string[] =>
  Array.from({ length: width * height }, (_, index) => `${left + (index % width)},${top + Math.floor(index / width)}`);

test("the last row of the terminal is never used, whatever its size", (t) => {
  fc.assert(
    fc.property(fc.record(size), ({ columns, rows, hasBanner }) => {
      const place = layout(columns, rows, hasBanner);
      const boxes =
        place.kind === "small" ? [place.body] : [place.header, place.body, place.footer, ...Object.values(place.panes)];
      return boxes.every(
        ({ top, height, left, width }) => top + height <= Math.max(1, rows - 1) && left + width <= columns,
      );
    }),
  );
  t.pass();
});

test("panes cover the body without a gap or an overlap, and each has room for its title and a row", (t) => {
  const full = {
    columns: fc.integer({ min: MIN_COLUMNS, max: 260 }),
    rows: fc.integer({ min: MIN_ROWS, max: 90 }),
    hasBanner: fc.boolean(),
  };
  fc.assert(
    fc.property(fc.record(full), ({ columns, rows, hasBanner }) => {
      const place = layout(columns, rows, hasBanner);
      if (place.kind === "small") return false;
      const boxes = PANES.map((pane) => place.panes[pane]);
      const taken = boxes.flatMap(cells);
      const room = place.framed ? 3 : 2;
      return (
        new Set(taken).size === taken.length &&
        taken.length === cells(place.body).length &&
        boxes.every(({ height }) => height >= room)
      );
    }),
    { numRuns: 40 },
  );
  t.pass();
});

test("a window smaller than 80×20 shows no panes", (t) => {
  t.is(layout(79, 40).kind, "small");
  t.is(layout(120, 19).kind, "small");
  t.is(layout(80, 20).kind, "full");
});
