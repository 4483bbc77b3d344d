import type { z } from "zod";

/** What one side of the wire may ask: parameters and answer of every verb, as the contract has them. */
export type VerbTable = Readonly<Record<string, { readonly params: z.ZodType; readonly result: z.ZodType }>>;
export type VerbOf<Verbs extends VerbTable> = keyof Verbs & string;
export type ParamsOf<Verbs extends VerbTable, Verb extends VerbOf<Verbs>> = z.input<Verbs[Verb]["params"]>;
export type ResultOf<Verbs extends VerbTable, Verb extends VerbOf<Verbs>> = z.output<Verbs[Verb]["result"]>;

/** Asks the gate. Rejects with `GateRefusal` on its no, with `Unanswered` when nothing definite came back. */
export type Call<Verbs extends VerbTable> = <Verb extends VerbOf<Verbs>>(
  verb: Verb,
  params: ParamsOf<Verbs, Verb>,
) => Promise<ResultOf<Verbs, Verb>>;
