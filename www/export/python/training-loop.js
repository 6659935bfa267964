/** The network, its gradient and the training loop in NumPy. */
import { string, wrapped } from './literals.js';

export const NETWORK = `def forward(layers, x):
    """Pre-activations of the hidden layers, what goes into each layer, and the logits."""
    pre_activations, inputs = [], [x]
    for weights, bias in layers[:-1]:
        pre_activations.append(weights @ inputs[-1] + bias)
        inputs.append(activation(pre_activations[-1]))
    weights, bias = layers[-1]
    return pre_activations, inputs, weights @ inputs[-1] + bias


def gradients(layers, x, y, loss_slope):
    """The gradient of the mean loss, of weights and biases of each layer, first to last."""
    samples = x.shape[1]
    pre_activations, inputs, z = forward(layers, x)
    dz = loss_slope(z, y)
    result = []
    for index in reversed(range(len(layers))):
        result.append((dz @ inputs[index].T / samples, dz.sum(axis=1, keepdims=True) / samples))
        if index > 0:
            dz = (layers[index][0].T @ dz) * activation_slope(pre_activations[index - 1])
    return result[::-1]
`;

export const FIGURES = `def cost_of(layers, loss):
    """The mean loss of the training samples."""
    return float(np.mean(loss(forward(layers, train_x)[2], train_y)))


def accuracy(layers, x, y):
    """The share of samples whose class is predicted: class 1 where the logit is above 0."""
    if y.size == 0:
        return "      - "
    share = np.mean((forward(layers, x)[2] > 0) == (y == 1))
    return f"{100 * share:6.2f} %"
`;

export const BATCHES = `def batches(samples, size, seed):
    """Which samples each update looks at: slices of a new random order in every epoch."""
    rng = np.random.RandomState(seed)
    while True:
        order = rng.permutation(samples)
        for start in range(0, samples, size):
            yield order[start:start + size]
`;

export const MEASURED = `def is_measured(iteration, stride):
    """Where the page looks at the cost to see whether a run has diverged: ever more rarely."""
    while iteration > 512 * stride:
        stride *= 2
    return iteration % max(1, stride // 4) == 0 or iteration % 1000 == 0
`;

/** @param {boolean} compared  with the page's costs */
const report = (compared) =>
  compared
    ? `def report(iteration, layers, cost, page):
    """Prints cost and accuracies, beside the page's cost where that is known."""
    line = f"{iteration:9d}  {cost!r:<22}"
    line += f"  {accuracy(layers, train_x, train_y)}  {accuracy(layers, test_x, test_y)}"
    if iteration in page:
        line += f"  page: {page[iteration]!r}, here {cost - page[iteration]:+.1e}"
    print(line)
`
    : `def report(iteration, layers, cost):
    """Prints cost and accuracies."""
    print(f"{iteration:9d}  {cost!r:<22}"
          f"  {accuracy(layers, train_x, train_y)}  {accuracy(layers, test_x, test_y)}")
`;

/** For consoles of other encodings than UTF-8, which many systems still have. */
export const PRINTABLE = `# Letters of runs’ names that some consoles lack.
PLAIN = {"×": "x", "±": "+/-", "−": "-", "²": "^2", "√": "sqrt", "ε": "epsilon"}


def printable(text):
    """The text in letters that the console has: "x" where it has no "×"."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    letters = []
    for letter in text:
        try:
            letter.encode(encoding)
        except UnicodeEncodeError:
            plain = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
            escaped = letter.encode("ascii", "backslashreplace").decode()
            letter = PLAIN.get(letter) or plain or escaped
        letters.append(letter)
    return "".join(letters)
`;

/**
 * The lines that begin a run's training: its settings and its network.
 * @param {{ batched: boolean, overrides: boolean }} needs
 */
export const opening = ({ batched, overrides }) => [
  overrides ? `    training = {**TRAINING, **run.get("training", {})}` : `    training = TRAINING`,
  `    loss, loss_slope = LOSSES[training["loss"]]`,
  `    optimizer = OPTIMIZERS[training["optimizer"]]`,
  `    last = training["iterations"]`,
  `    rate = training["learning_rate"]`,
  `    layers = draw_network(run)`,
  `    memories = [({}, {}) for _ in layers]  # of the optimizer, for weights and biases`,
  ...(batched
    ? [
        `    samples, size = train_y.size, training["batch_size"]`,
        `    batched = 0 < size < samples`,
        `    indices = batches(samples, size, training["batch_seed"])`,
        `    epoch = -(-samples // size) if batched else 1  # updates`,
        `    stride = 1 << (epoch - 1).bit_length()  # the next power of 2`,
      ]
    : [`    stride = 1`]),
];

/**
 * The lines of an update: where the training ends if it would not be finite.
 * @param {{ batched: boolean, changes: boolean }} needs @param {string[]} end  what is done there
 */
export const update = ({ batched, changes }, end) => [
  ...(changes ? [`        rate = training["learning_rate_changes"].get(iteration, rate)`] : []),
  ...(batched
    ? [
        `        chosen = next(indices) if batched else slice(None)`,
        `        x, y = train_x[:, chosen], train_y[:, chosen]`,
        `        slopes = gradients(layers, x, y, loss_slope)`,
      ]
    : [`        slopes = gradients(layers, train_x, train_y, loss_slope)`]),
  `        moved = []`,
  `        for (weights, bias), (dw, db), (of_weights, of_bias) in zip(layers, slopes, memories):`,
  `            weights = weights - optimizer(dw, of_weights, rate, training)`,
  `            bias = bias - optimizer(db, of_bias, rate, training)`,
  `            moved.append((weights, bias))`,
  `        if not all(np.isfinite(values).all() for layer in moved for values in layer):`,
  ...end.map((line) => `            ${line}`),
  `        layers = moved`,
];

/**
 * Trains one run and prints its progress.
 * @param {{ compared: boolean, foreign: boolean, batched: boolean, changes: boolean, overrides: boolean }} needs
 */
export function training(needs) {
  const { compared, foreign } = needs;
  const page = compared ? ', page' : '';
  const lines = [
    `def train(run${page}):`,
    `    """Trains a run from its initializer to its last iteration."""`,
    ...opening(needs),
    `    print()`,
    `    print(${foreign ? 'printable(run["label"])' : 'run["label"]'})`,
    `    print("iteration  cost                    train     test")`,
    `    for iteration in range(last + 1):`,
    `        measured = is_measured(iteration, stride) or iteration == last`,
    `        reported = iteration % 1000 == 0 or iteration == last${compared ? ' or iteration in page' : ''}`,
    `        if measured or reported:`,
    `            cost = cost_of(layers, loss)`,
    `        if iteration == 0:`,
    `            limit = 1e6 * max(cost, np.log(2))`,
    `        if measured and not cost <= limit:  # also where it is not a number`,
    `            report(iteration, layers, cost${page})`,
    `            print("diverged: the cost has exploded")`,
    `            return layers`,
    `        if reported:`,
    `            report(iteration, layers, cost${page})`,
    `        if iteration == last:`,
    `            return layers`,
    ...update(needs, [
      `if not reported:`,
      `    report(iteration, layers, cost_of(layers, loss)${page})`,
      `print("diverged: the next update would not be finite")`,
      `return layers`,
    ]),
  ];
  return [...(foreign ? [PRINTABLE] : []), MEASURED, report(compared), `${lines.join('\n')}\n`].join('\n\n');
}

/**
 * Prints a run's signals by layer before training.
 * @param {{ foreign: boolean, overrides: boolean }} needs
 */
export const signals = ({ foreign, overrides }) => `def signals(layers, loss_slope):
    """For each layer, the root mean squares of z and of the gradient of the cost with respect to z."""
    pre_activations, _, z = forward(layers, train_x)
    dz = loss_slope(z, train_y) / train_y.size
    result = []
    for index in reversed(range(len(layers))):
        result.append((float(np.sqrt(np.mean(z ** 2))), float(np.sqrt(np.mean(dz ** 2)))))
        if index > 0:
            z = pre_activations[index - 1]
            dz = (layers[index][0].T @ dz) * activation_slope(z)
    return result[::-1]


def print_signals(run):
    """Prints the signals of a run at iteration 0. The last layer is the output."""
    training = ${overrides ? '{**TRAINING, **run.get("training", {})}' : 'TRAINING'}
    print()
    print(${foreign ? 'printable(run["label"])' : 'run["label"]'})
    print("layer  rms of z                rms of d cost / d z")
    for layer, (z, dz) in enumerate(signals(draw_network(run), LOSSES[training["loss"]][1]), 1):
        print(f"{layer:5d}  {z!r:<22}  {dz!r}")
`;

/**
 * @param {{ output: boolean, fitted: string[], placed: string[], scaled: boolean, openBiases: string[], maybeNone: boolean, ownWeights: boolean }} needs  output: the last layer has its own
 *   initializer; fitted: names of initializers fitted to the data; placed: names of those that depend on the layer's place; scaled: weights have a factor;
 *   openBiases: names of initializers whose biases deviate at random; maybeNone: their standard deviation may be 0; ownWeights: some runs
 *   start from weights of their own
 */
export function drawNetwork({ output, fitted, placed, scaled, openBiases, maybeNone, ownWeights }) {
  const lines = [
    'def draw_network(run):',
    '    """Weights and biases of each layer, drawn one after the other from one stream."""',
    ...(ownWeights
      ? [
          '    if "weights" in run:',
          '        return [(np.array(weights), np.array(biases)[:, None]) for weights, biases in run["weights"]]',
        ]
      : []),
    '    rng = np.random.RandomState(SEED)',
    '    widths = [2] + HIDDEN + [1]',
    '    choices = [run["initializer"]] * (len(HIDDEN) + 1)',
    ...(output ? ['    choices[-1] = run.get("output_initializer", run["initializer"])'] : []),
    '    layers = []',
    ...(openBiases.length ? ['    deviations = []'] : []),
    '    for inputs, units, (name, parameters) in zip(widths, widths[1:], choices):',
    ...(placed.length
      ? [
          `        if name in ${wrapped('[', placed.map(string), ']', '        ')}:`,
          '            parameters = {"is_first": not layers, **parameters}',
        ]
      : []),
    '        layers.append(INITIALIZERS[name](rng, units, inputs, **parameters))',
    ...(openBiases.length
      ? [
          `        drawn = ${maybeNone ? 'BIAS_STDDEV > 0 and ' : ''}name in ${wrapped('[', openBiases.map(string), ']', '        ')}`,
          '        deviations.append(BIAS_STDDEV * rng.randn(units, 1) if drawn else 0)',
        ]
      : []),
    ...(fitted.length
      ? [
          `    fitted = [index for index, (name, _) in enumerate(choices) if ${fitted.map((name) => `name == "${name}"`).join(' or ')}]`,
          '    layers = scale_to_unit_variance(layers, fitted)',
        ]
      : []),
    ...(scaled ? ['    layers = [(WEIGHT_SCALE * weights, bias) for weights, bias in layers]'] : []),
    ...(openBiases.length
      ? ['    layers = [(weights, bias + drawn) for (weights, bias), drawn in zip(layers, deviations)]']
      : []),
    '    return layers',
  ];
  return `${lines.join('\n')}\n`;
}
