import test from "ava";
import { tempDir } from "../store/temp.ts";
import { fuzzJournal } from "./journal.ts";

test("a damaged journal is refused in one line, gives the mind that was written, or ends too early: never another one", (t) => {
  const { files, outcomes, silent } = fuzzJournal(tempDir(t), "slice", 400);
  t.log(`${files} files: ${JSON.stringify(outcomes)}`);
  t.is(silent, 0);
  t.true((outcomes["ALTERED"] ?? 0) > 0 && (outcomes["UNREADABLE"] ?? 0) > 0);
});
