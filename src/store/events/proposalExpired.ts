import { z } from "zod";
import { id } from "../ids.ts";

/** Nobody answered in time. */
export const proposalExpired = z.strictObject({ proposalId: id });
