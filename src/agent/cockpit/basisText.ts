import { perDay } from "../../store/perDay.ts";
import type { Basis } from "../../store/words/basis.ts";

/** One fact of what a proposal rests on: a name, what is said of it, and whether it speaks for or against. */
export interface BasisFact {
  readonly name: string;
  readonly text: string;
  readonly tone: "plain" | "good" | "bad";
}

/** What a proposal of the loops rests on, in the order a person asks: what it promises, what would refute it, what was seen. */
export function basisFacts({
  change,
  predicted,
  expectedR,
  deviationR,
  falsifier,
  evidence,
}: Basis): readonly BasisFact[] {
  const plain = (name: string, text: string): BasisFact => ({ name, text, tone: "plain" });
  return [
    plain("how", change),
    ...(predicted === null ? [] : [plain("predicted", predictedText(predicted))]),
    plain(
      "held to",
      `${expectedR.toFixed(3)} R a trade${deviationR === undefined ? "" : `, swinging by ${deviationR.toFixed(1)} R`}`,
    ),
    plain("wrong if", falsifier.replace(/^wrong if /, "")),
    ...evidence.map(({ passed, sentence }): BasisFact => ({
      name: passed ? "ok" : "NO",
      text: sentence,
      tone: passed ? "good" : "bad",
    })),
  ];
}

function predictedText({ mean, low, high, periodMs }: NonNullable<Basis["predicted"]>): string {
  const [seen, least, most] = [mean, low, high].map((each) => perDay(each, periodMs).toFixed(4));
  return `${seen} R a day above what runs now (90 %: ${least} to ${most})`;
}
