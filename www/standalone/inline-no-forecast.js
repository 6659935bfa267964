/** In the single file's worker, in place of the simulation of forecasts: their page is another one. */
export class ForecastTrainer {
  constructor() {
    throw new Error('This file has no forecasts. Open model.html of the site, or use the package.');
  }
}
