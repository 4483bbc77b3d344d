import { type Examination, good, weak } from "./examination.ts";

/** Whether there is a terminal for the cockpit and for passphrases, and whether it outlives a dropped line. */
export const terminal: Examination = {
  name: "terminal",
  examine({ env }) {
    const { columns, rows, isTTY } = process.stdout;
    const screen = !isTTY
      ? weak("no terminal: neither the cockpit nor a passphrase has a place here", "run it in one")
      : columns < 80 || rows < 20
        ? weak(`a terminal of ${columns}×${rows} is too small to draw in`, "make it 80×20 or larger")
        : good(`a terminal of ${columns}×${rows}, TERM=${env["TERM"] ?? "?"}`);
    const kept =
      env["TMUX"] !== undefined || env["STY"] !== undefined
        ? good("the cockpit outlives a dropped line (tmux or screen)")
        : weak("a dropped line ends the cockpit and its agent; the gate goes on", "run `trade` in tmux");
    return [screen, kept];
  },
};
