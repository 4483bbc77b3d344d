import test from "ava";
import { exchangeContract } from "../exchangeContract.ts";
import { serverBench } from "../serverBench.ts";
import { bench } from "./bench.ts";

exchangeContract(test, async (t) => serverBench(await bench(t)), { bracket: false });
