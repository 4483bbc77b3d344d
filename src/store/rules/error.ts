/** Where something stands in an expression: `offset` counts from 0, `line` and `column` from 1. */
export interface Place {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/**
 * What is wrong with a rule, where, and what to write instead. `field` names the part of the document ("exit.stop",
 * "params.fast"), null while a lone expression is read; `place` is null when the fault has no one place in a text.
 */
export class RuleError extends Error {
  override readonly name = "RuleError";
  readonly problem: string;
  readonly place: Place | null;
  readonly field: string | null;

  constructor(problem: string, place: Place | null, field: string | null = null) {
    const where = [field, place && `${place.line}:${place.column}`].filter(Boolean).join(" ");
    super(where ? `${where}: ${problem}` : problem);
    this.problem = problem;
    this.place = place;
    this.field = field;
  }

  /** The same fault, said of that part of the document. */
  in(field: string): RuleError {
    return new RuleError(this.problem, this.place, field);
  }
}
