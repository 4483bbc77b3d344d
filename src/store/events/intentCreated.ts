import { z } from "zod";
import { id } from "../ids.ts";
import { intent } from "../words/intent.ts";

/** Journaled before it leaves, so that an unanswered intent is asked for by id and never sent as new. */
export const intentCreated = z.strictObject({ signalId: id.nullable(), intent });
