/** The companion where it is one with the core, in place of www/engine/companion.js. */
import { wholeCatalogue } from '../engine/catalogue.js';
import * as whole from '../engine/generated/init_lab_whole.js';

/** It is there as soon as the core is. */
export const companion = () => wholeCatalogue().then(() => whole);
export const companionNow = () => whole;
export const compiledCompanion = () => undefined;
export function useCompanion() {}
