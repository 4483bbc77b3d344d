import test from "ava";
import { richView } from "./fixtures.ts";
import { openScreen } from "./terminal.ts";

test.serial(
  "why no cycle begins is told above the proposals that it waits for, also where they fill the pane",
  async (t) => {
    const held = "no new cycle: 10 proposals wait for you";
    const view = richView();
    const [row] = view.proposals;
    const proposals = Array.from({ length: 10 }, (_, n) => ({
      ...row!,
      proposal: { ...row!.proposal, proposalId: `${row!.proposal.proposalId.slice(0, -2)}${10 + n}` },
    }));
    const agent = { ...view.agent, held };
    const screen = openScreen(richView({ agent, proposals }), { columns: 120, rows: 40 });
    await screen.settle();
    t.regex(screen.text(), /no new cycle: 10 proposals wait for you/);
    await screen.press("X");
    t.is(screen.canceled(), 0, "that is no cycle");
    screen.app.unmount();
  },
);

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
