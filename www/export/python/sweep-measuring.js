/** The measures of a training, and their summary over the seeds, in NumPy. */
import { MEASURED, PRINTABLE, opening, update } from './training-loop.js';

const START = `def start_signals(layers, loss_slope):
    """Signals at iteration 0: activations of the last hidden layer over the first, error signals of
    the first hidden layer over the output, and whether some hidden layer is 0 on all samples."""
    pre_activations, inputs, z = forward(layers, train_x)
    if len(layers) == 1:
        return np.nan, np.nan, False
    spreads = [np.sqrt(np.mean(np.var(a - a[:, :1], axis=1))) for a in inputs[1:]]
    dz = loss_slope(z, train_y)
    errors = [np.sqrt(np.mean(dz ** 2))]
    for index in reversed(range(1, len(layers))):
        dz = (layers[index][0].T @ dz) * activation_slope(pre_activations[index - 1])
        errors.append(np.sqrt(np.mean(dz ** 2)))
    return spreads[-1] / spreads[0], errors[-1] / errors[0], not all(a.any() for a in inputs[1:])
`;

const ENDS = `def is_solved(z):
    """Whether the mean of both classes' shares of samples classified correctly is at least 95 %."""
    shares = [np.mean((z > 0)[train_y == label] == label) for label in (0, 1) if (train_y == label).any()]
    return len(shares) == 2 and (shares[0] + shares[1]) / 2 >= 0.95


def share_right(layers, x, y):
    """The share of samples classified correctly; not a number without samples."""
    return np.mean((forward(layers, x)[2] > 0) == (y == 1)) if y.size else np.nan
`;

/** @param {{ batched: boolean, changes: boolean, overrides: boolean }} needs */
const trained = (needs) => `def measures_of(run):
    """Trains a run from its initializer to its last iteration, and measures it."""
${opening(needs).join('\n')}
    every = -(-last // 256)
    signal_ratio, error_signal_ratio, collapsed = start_signals(layers, loss_slope)
    finite_cost, iterations_to_solve, diverged = np.nan, np.inf, False
    for iteration in range(last + 1):
        # Where the page looks whether a run has diverged, and where a sweep measures.
        tested = is_measured(iteration, stride) or iteration == last
        measured = iteration % every == 0 or iteration == last
        if tested or measured:
            z = forward(layers, train_x)[2]
            cost = np.mean(loss(z, train_y))
        if iteration == 0:
            limit = 1e6 * max(cost, np.log(2))
        diverged = tested and not cost <= limit  # also where it is not a number
        if measured and (iteration == last or not diverged):
            if iterations_to_solve == np.inf and is_solved(z):
                iterations_to_solve = iteration
            if np.isfinite(cost) and not diverged:
                finite_cost = cost
        if diverged or iteration == last:
            break
${update(needs, ['diverged = True', 'break']).join('\n')}
    z = forward(layers, train_x)[2]
    cost = np.mean(loss(z, train_y))
    return {
        "cost": cost if np.isfinite(cost) else finite_cost,
        "train_accuracy": share_right(layers, train_x, train_y),
        "test_accuracy": share_right(layers, test_x, test_y),
        "iterations_to_solve": iterations_to_solve,
        "diverged": diverged,
        "signal_ratio": signal_ratio,
        "error_signal_ratio": error_signal_ratio,
        "collapsed": collapsed,
        "solved": is_solved(z),
    }
`;

/** @param {boolean} overrides */
const started = (overrides) => `def measures_of(run):
    """Draws a run's network and measures it. Nothing is trained."""
    training = ${overrides ? '{**TRAINING, **run.get("training", {})}' : 'TRAINING'}
    signal_ratio, error_signal_ratio, collapsed = start_signals(draw_network(run), LOSSES[training["loss"]][1])
    return {
        "signal_ratio": signal_ratio,
        "error_signal_ratio": error_signal_ratio,
        "collapsed": collapsed,
        "solved": np.nan,
    }
`;

/**
 * @param {{ batched: boolean, changes: boolean, overrides: boolean }} needs @param {boolean} trains  false: only networks at iteration 0 are measured
 */
export const measuring = (needs, trains) =>
  trains ? [MEASURED, START, ENDS, trained(needs)].join('\n\n') : [START, started(needs.overrides)].join('\n\n');

const STATISTICS = `def quantile(values, q):
    """NumPy's linear quantile of sorted values; beside a neighbour that is infinite, the upper one."""
    if values.size == 0:
        return np.nan
    place = q * (values.size - 1)
    lower, upper = values[int(place)], values[min(int(place) + 1, values.size - 1)]
    if place == int(place):
        return lower
    return np.quantile(values, q) if np.isfinite(lower) and np.isfinite(upper) else upper


def wilson(share, count):
    """The 95 % interval of a share of so many (Wilson, 1927)."""
    z = 1.959963984540054
    if count == 0:
        return np.nan, np.nan
    centre = 2 * count * share + z ** 2
    reach = z * np.sqrt(4 * count * share * (1 - share) + z ** 2)
    low, high = (centre - reach) / (2 * (count + z ** 2)), (centre + reach) / (2 * (count + z ** 2))
    return 0.0 if share == 0 else low, 1.0 if share == 1 else high


def summary_of(values, solved):
    """Of one cell: median, quantiles and number of values; share solved, and its interval."""
    values = np.sort(values[~np.isnan(values)])
    known = solved[~np.isnan(solved)]
    share = np.mean(known) if known.size else np.nan
    quantiles = [float(quantile(values, q)) for q in (0.5, 0.1, 0.25, 0.75, 0.9)]
    return [*quantiles, values.size, *map(float, [share, *wilson(share, known.size)])]
`;

/** @param {boolean} smallerIsBetter @param {boolean} foreign */
const beating = (smallerIsBetter, foreign) => `def pairs_of(results):
    """Runs to compare: all of up to three pairs, else each with the one of the best median."""
    pairs = [(a, b) for a in range(len(RUNS)) for b in range(a + 1, len(RUNS))]
    if len(pairs) <= 3:
        return pairs
    solved = results["solved"]
    medians = [summary_of(results[MEASURE][run, 0, 0], solved[run, 0, 0])[0] for run in range(len(RUNS))]
    known = [run for run, median in enumerate(medians) if not np.isnan(median)]
    best = ${smallerIsBetter ? 'min' : 'max'}(known, key=lambda run: medians[run], default=0)
    return [(best, run) for run in range(len(RUNS)) if run != best]


def print_comparisons(results):
    """Prints in how many seeds a run beats another one. Equal values are told, and count half."""
    print()
    for a, b in pairs_of(results):
        first, second = results[MEASURE][a, 0, 0], results[MEASURE][b, 0, 0]
        both = ~(np.isnan(first) | np.isnan(second))
        first, second = first[both], second[both]
        count, ties = first.size, int(np.sum(first == second))
        wins = int(np.sum(first ${smallerIsBetter ? '<' : '>'} second))
        losses = count - ties - wins
        pair = (a, b) if wins >= losses else (b, a)
        better, worse = (${foreign ? 'printable(RUNS[run]["label"])' : 'RUNS[run]["label"]'} for run in pair)
        seeds = "seed" if count == 1 else "seeds"
        half = f"{max(wins, losses) + ties / 2:,.1f}".removesuffix(".0")
        if count == 0:
            continue
        if ties == count:
            print(f"{better} and {worse} are equal in", "the one seed." if count == 1 else f"all {count:,} seeds.")
        elif ties == 0:
            print(f"{better} beats {worse} in {max(wins, losses):,} of {count:,} {seeds}.")
        else:
            print(
                f"{better} beats {worse} in {max(wins, losses):,} of {count:,} {seeds}, "
                f"and is equal in {ties:,}: {half} of {count:,} if ties count half."
            )
`;

/** A mean over the seeds, where one says more than quantiles: its name in the table, and its code. @type {Record<'ratio' | 'part', { title: string, code: string }>} */
const MEANS = {
  ratio: {
    title: 'mean log10", "error',
    code: `def mean_of(values):
    """The mean of the decimal logarithms, and its standard error."""
    logs = np.log10(values[~np.isnan(values)])
    if logs.size < 2 or not np.isfinite(logs).all():
        return [float(logs[0]) if logs.size == 1 else np.nan, np.nan]
    return [float(np.mean(logs)), float(np.std(logs, ddof=1) / np.sqrt(logs.size))]
`,
  },
  part: {
    title: 'share',
    code: `def mean_of(values):
    """The share of the seeds where it is so."""
    values = values[~np.isnan(values)]
    return [float(np.mean(values)) if values.size else np.nan]
`,
  },
};

/** @param {boolean} compared  with the page's medians @param {boolean} foreign @param {keyof typeof MEANS | null} mean */
const printing = (compared, foreign, mean) => `def print_summary(results):
    """Prints the measure's summary of each run and cell."""
    fields = [field for field, _ in AXES]
    names = fields + ["median", "10 %", "25 %", "75 %", "90 %", "values", "solved", "from", "to"${mean ? `, "${MEANS[mean].title}"` : ''}]
    for index, run in enumerate(RUNS):
        print()
        print(${foreign ? 'printable(run["label"])' : 'run["label"]'})
        print("  ".join(f"{name:<22}" for name in names).rstrip())
        for place, (y, x) in enumerate(np.ndindex(SHAPE[1:3])):
            cell = [axis[1][at] for axis, at in zip(AXES, (x, y))]
            numbers = summary_of(results[MEASURE][index, y, x], results["solved"][index, y, x])
${mean ? '            numbers += mean_of(results[MEASURE][index, y, x])\n' : ''}            line = "  ".join(f"{number!r:<22}" for number in cell + numbers).rstrip()
${
  compared
    ? `            page = PAGE_MEDIANS[index][place]
            apart = 0 if numbers[0] == page else numbers[0] - page
            print(f"{line}  page: {page!r}, here {apart:+.1e}")`
    : '            print(line)'
}
`;

/**
 * @param {{ compared: boolean, foreign: boolean, smallerIsBetter: boolean | null, mean: keyof typeof MEANS | null }} how
 *   smallerIsBetter: of a measure by which runs are compared seed by seed; null: they are not
 */
export const summarizing = ({ compared, foreign, smallerIsBetter, mean }) =>
  [
    STATISTICS,
    ...(foreign ? [PRINTABLE] : []),
    ...(mean ? [MEANS[mean].code] : []),
    printing(compared, foreign, mean),
    ...(smallerIsBetter === null ? [] : [beating(smallerIsBetter, foreign)]),
  ].join('\n\n');

export const RUNNING = `LENGTHS = [len(values) for _, values in AXES] + [1, 1]
SHAPE = (len(RUNS), LENGTHS[1], LENGTHS[0], SEEDS)  # runs, y, x, seeds


def measured_at(place):
    """The measures of a training, by the indices of its run, y, x and seed."""
    run, y, x, seed = place
    enter(x, y, seed)
    return place, measures_of(RUNS[run])


def tell(done, total, seconds):
    """Prints how much is done and how long the rest takes."""
    left = seconds / done * (total - done)
    time_left = f"{left / 60:.0f} min" if left > 120 else f"{left:.0f} s"
    print(f"{done} of {total} trainings, about {time_left} left", flush=True)


def sweep():
    """Trains everything, on all processors: an array of the shape SHAPE for each measure."""
    places = [(run, y, x, seed) for y, x, seed, run in np.ndindex(*SHAPE[1:], SHAPE[0])]
    results = {}
    began = time.perf_counter()
    told = 2  # seconds until the first estimate
    with multiprocessing.Pool() as pool:
        at_a_time = min(64, 1 + len(places) // 100)
        for done, (place, measures) in enumerate(pool.imap_unordered(measured_at, places, at_a_time), 1):
            for name, value in measures.items():
                results.setdefault(name, np.full(SHAPE, np.nan))[place] = value
            seconds = time.perf_counter() - began
            if seconds > told and done < len(places):
                tell(done, len(places), seconds)
                told = min(2 * seconds, seconds + 60)
    return results
`;
