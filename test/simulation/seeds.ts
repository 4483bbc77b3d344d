import { planOf, type VenueKind } from "./plan.ts";
import type { ProfileName } from "./profile.ts";
import type { Planted } from "./planted.ts";
import { type Outcome, World } from "./world.ts";

/** Which worlds are meant by their seeds. */
export interface SeedOptions {
  readonly days: number;
  readonly profile: ProfileName;
  /** Where all of them trade; null: every third on the paper venue, the others on the hostile exchange. */
  readonly venue: VenueKind | null;
}

const venueOf = (seed: number, { venue }: SeedOptions): VenueKind => venue ?? (seed % 3 === 0 ? "paper" : "exchange");

/** Lives the world of a seed. */
export const live = (seed: number, options: SeedOptions, planted: Planted = {}): Promise<Outcome> =>
  new World(planOf(seed, options.days, options.profile, venueOf(seed, options)), planted).run();
