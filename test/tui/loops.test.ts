import test from "ava";
import { richView } from "./fixtures.ts";
import { openScreen } from "./terminal.ts";

const held = "no new cycle: 10 proposals wait for you";

for (const [columns, rows] of [
  [80, 24],
  [120, 40],
  [200, 60],
] as const) {
  test.serial(`why no cycle begins is told at ${columns}×${rows}, also where proposals fill the pane`, async (t) => {
    const view = richView();
    const [row] = view.proposals;
    const proposals = Array.from({ length: 10 }, (_, n) => ({
      ...row!,
      proposal: { ...row!.proposal, proposalId: `${row!.proposal.proposalId.slice(0, -2)}${10 + n}` },
    }));
    const agent = { ...view.agent, held };
    const screen = openScreen(richView({ agent, proposals }), { columns, rows });
    await screen.settle();
    t.regex(screen.text(), /no new cycle: 10 proposals wait for you/);
    await screen.change(richView({ agent, proposals: [] }));
    t.regex(screen.text(), /no new cycle: 10 proposals wait for you/, "and where none is left to be seen");
    await screen.press("X");
    t.is(screen.canceled(), 0, "that is no cycle");
    screen.app.unmount();
  });
}

test.serial(
  "what the last cycle came to stays in the pane, in as many rows as are free; what waits for a person comes first",
  async (t) => {
    const evolution =
      "cycle 3: no proposal: DSR: 0.61 of 0.95 needed, best of 319 tries; needs about 51 more trades like these";
    const view = richView();
    const agent = { ...view.agent, evolution };
    const screen = openScreen(richView({ agent, proposals: [] }), { columns: 120, rows: 40 });
    await screen.settle();
    t.regex(screen.text(), /cycle 3: no proposal: DSR: 0\.61/);
    t.regex(screen.text(), /more trades like these/);
    t.regex(screen.text(), /none waits for you/);
    await screen.press("X");
    t.is(screen.canceled(), 0, "it runs no more");
    await screen.change(richView({ agent: { ...agent, held: "no new cycle: 10 proposals wait for you" } }));
    t.regex(screen.text(), /no new cycle: 10 proposals/);
    t.notRegex(screen.text(), /cycle 3/);
    screen.app.unmount();
  },
);
