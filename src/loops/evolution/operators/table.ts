import type { Operator } from "../operator.ts";
import { conditionDrop } from "./conditionDrop.ts";
import { counterfactualThreshold } from "./counterfactualThreshold.ts";
import { crossover } from "./crossover.ts";
import { exitChange } from "./exitChange.ts";
import { filterAdd } from "./filterAdd.ts";
import { parameterJitter } from "./parameterJitter.ts";
import { regimeGate } from "./regimeGate.ts";
import { transfer } from "./transfer.ts";

/** Every way to vary a rule. Adding one is adding a file and a row. */
export const operators: readonly Operator[] = [
  parameterJitter,
  conditionDrop,
  filterAdd,
  counterfactualThreshold,
  regimeGate,
  exitChange,
  crossover,
  transfer,
];
