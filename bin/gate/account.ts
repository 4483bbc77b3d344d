import { createHash, randomBytes } from "node:crypto";
import { canonicalJson } from "../../src/store/canonical.ts";
import { readRulesFile } from "../../src/store/rules/read.ts";
import { validateRule } from "../../src/store/rules/validate.ts";
import type { InstrumentFacts } from "../../src/store/market/instruments.ts";
import { idOfName, idSource } from "../../src/store/ids.ts";
import { fromNumber, type Money } from "../../src/store/money.ts";
import { seededRandom } from "../../src/store/random.ts";
import { type AccountBinding, isRealMarket } from "../../src/store/words/account.ts";
import type { ProposalDraft } from "../../src/store/words/proposal.ts";
import type { Limits } from "../../src/gate/safety/schema.ts";
import type { Command } from "../../src/gate/decide/command.ts";
import { EXIT, Exit } from "../exit.ts";

/** The id of a new journal. In sim and replay one binding always gives one: the same run is the same journal. */
export function journalIdOf(binding: AccountBinding): string {
  const isReal = isRealMarket(binding.market);
  return isReal ? idSource(Date.now, seededRandom(seedOf(binding)))() : idOfName(canonicalJson(binding));
}

/** The word that seeds ids and chance: the market's own in sim and replay, and with real data never the same twice. */
export function seedOf({ market }: AccountBinding): string {
  if (market.kind === "sim") return market.seed;
  if (isRealMarket(market)) return randomBytes(16).toString("hex");
  return createHash("sha256").update(canonicalJson(market)).digest("hex");
}

/** @throws Exit 5 when safety.yaml has no starting cash in that currency. */
function paperCash(currency: string, startingCash: Limits["paper"]["startingCash"]): Money {
  const cash = startingCash[currency];
  if (cash !== undefined) return fromNumber(cash);
  throw new Exit(
    EXIT.unsafe,
    `safety.yaml: paper.startingCash has no ${currency}; add what a paper account in ${currency} starts with`,
  );
}

/** What an account begins with; `starters` is the path of its first rules. */
interface Opening {
  readonly binding: AccountBinding;
  readonly limits: Limits;
  readonly instruments: readonly InstrumentFacts[];
  readonly starters: string;
  /** What the venue holds for it; null for a paper account, which safety.yaml gives its money. */
  readonly cash: Money | null;
}

/** The birth of an account. @throws Exit 5 when safety.yaml has no starting cash in its currency. */
export function openingOf({ binding, limits: { paper }, instruments, starters, cash }: Opening): Command {
  const { startingCash: _cash, ...costs } = paper;
  return {
    type: "account.open",
    binding,
    startingCash: cash ?? paperCash(binding.currency, paper.startingCash),
    costs,
    instruments,
    starters: readRulesFile(starters).map((document): ProposalDraft => {
      validateRule(document);
      return { document, rationale: "a rule that this account began with" };
    }),
  };
}
