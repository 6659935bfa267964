/** Watches the workers of a page: what each is asked, what it has answered, and whether it has ended. */

/** @param {import('playwright-core').Page} page */
export const watchWorkers = (page) =>
  page.addInitScript(() => {
    /** @type {{ answers: number, ended: boolean }[]} */
    const known = [];
    /** @type {{ name: string, part?: string, then: (worker: number) => void }[]} */
    let waiting = [];
    /** @param {number} worker @param {any} data */
    const asked = (worker, { name, values }) => {
      const meant = waiting.filter((stage) => stage.name === name && (!stage.part || values.at(-1)[stage.part]));
      waiting = waiting.filter((stage) => !meant.includes(stage));
      for (const { then } of meant) then(worker);
    };
    Object.assign(window, {
      workers: {
        underWay: (/** @type {any} */ stage) => new Promise((then) => waiting.push({ ...stage, then })),
        answers: (/** @type {number} */ worker) => known[worker].answers,
        ended: (/** @type {number} */ worker) => known[worker].ended,
        living: () => known.filter(({ ended }) => !ended).length,
      },
      Worker: class extends Worker {
        #number = known.push({ answers: 0, ended: false }) - 1;

        /** @param {string | URL} script @param {WorkerOptions} [how] */
        constructor(script, how) {
          super(script, how);
          this.addEventListener('message', () => (known[this.#number].answers += 1));
        }

        /** @param {any} data @param {any} how */
        postMessage(data, how) {
          super.postMessage(data, how);
          asked(this.#number, data);
        }

        terminate() {
          known[this.#number].ended = true;
          super.terminate();
        }
      },
    });
  });
