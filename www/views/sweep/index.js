/** The feature of sweeps: their stage, their pictures and their plan. */
import settingsCss from '../../styles/settings.css?inline';
import sweepCss from '../../styles/sweep.css?inline';
import picturesCss from '../../styles/sweep-pictures.css?inline';

export { createSweep } from '../../engine/create-sweep.js';
export { stageView, wayBack } from './stage.js';
export { SweepStage } from './sweep-stage.js';

export const css = settingsCss + sweepCss + picturesCss;
