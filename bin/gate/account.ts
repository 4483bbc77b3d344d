import { createHash } from "node:crypto";
import { v5 } from "uuid";
import { canonicalJson } from "../../src/store/canonical.ts";
import { readRulesFile } from "../../src/store/rules/read.ts";
import { validateRule } from "../../src/store/rules/validate.ts";
import { fromNumber } from "../../src/store/money.ts";
import type { AccountBinding } from "../../src/store/words/account.ts";
import type { ProposalDraft } from "../../src/store/words/proposal.ts";
import type { Limits } from "../../src/gate/safety/schema.ts";
import type { Command } from "../../src/gate/decide/command.ts";
import { EXIT, Exit } from "../exit.ts";

/** A fixed namespace, so that one binding always gives one journal id: the same run is the same journal. */
const NAMESPACE = "6f1d3c1a-7b0e-5c55-9d43-0a4b5f0f7a10";

export const journalIdOf = (binding: AccountBinding): string => v5(canonicalJson(binding), NAMESPACE);

/** The word that seeds ids and chance of an account that has a market of its own. */
export function seedOf({ market }: AccountBinding): string {
  if (market.kind === "sim") return market.seed;
  return createHash("sha256").update(canonicalJson(market)).digest("hex");
}

/** The birth of an account. @throws Exit 5 when safety.yaml has no starting cash in its currency. */
export function openingOf(binding: AccountBinding, { paper }: Limits, starters: string): Command {
  const cash = paper.startingCash[binding.currency];
  if (cash === undefined) {
    throw new Exit(
      EXIT.unsafe,
      `safety.yaml: paper.startingCash has no ${binding.currency}; add what a paper account in ${binding.currency} starts with`,
    );
  }
  const { startingCash: _cash, ...costs } = paper;
  return {
    type: "account.open",
    binding,
    startingCash: fromNumber(cash),
    costs,
    starters: readRulesFile(starters).map((document): ProposalDraft => {
      validateRule(document);
      return { document, rationale: "a starter rule, shipped with the program" };
    }),
  };
}

/** @throws Exit 5 when flags ask for another account than the one that is there. */
export function requireSameAccount(home: string, existing: AccountBinding, asked: AccountBinding | null): void {
  if (asked === null || canonicalJson(existing) === canonicalJson(asked)) return;
  const differs = (["mode", "venue", "market", "symbols", "timeframe"] as const).filter(
    (key) => canonicalJson(existing[key]) !== canonicalJson(asked[key]),
  );
  throw new Exit(
    EXIT.unsafe,
    `${home}: this account is bound to ${wordsOf(existing)}, not to ${wordsOf(asked)} (${differs.join(", ")} differ); start without those flags, or choose another --home`,
  );
}

/** "paper on sim (seed trade), BTC/USD ETH/USD 5m" */
export function wordsOf({ mode, market, symbols, timeframe }: AccountBinding): string {
  const what =
    market.kind === "sim"
      ? `sim (seed ${market.seed})`
      : market.kind === "replay"
        ? `replay (${market.files.map(({ path }) => path.split("/").at(-1)).join(", ")})`
        : "coinbase";
  return `${mode} on ${what}, ${symbols.join(" ")} ${timeframe}`;
}
