/** Texts of models as people paste them, and what each is. */

/**
 * @typedef {object} ModelText
 * @property {string} name
 * @property {string} text
 * @property {{ inputs?: number }} [options]
 * @property {string} [stack]  inputs; then activation function and units of each layer: "784 relu 512 relu 10"
 * @property {string} [laws]  initializers of weights and biases, each distinct one once: "he_normal/zeros"
 * @property {string | null} [loss]
 * @property {[line: number, text: RegExp][]} [ignored]
 * @property {number[]} [changes]  lines of what is left out and would change signals
 * @property {RegExp[]} [notes]
 * @property {RegExp} [refused]  the message, if the text is refused
 * @property {number} [line]  of the refusal
 */

/** @type {ModelText[]} */
export const MODEL_TEXTS = [
  {
    name: 'PyTorch, in one line',
    text: 'nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 10))',
    stack: '784 relu 512 identity 10',
    laws: 'pytorch_linear/pytorch_linear',
    loss: null,
  },
  {
    name: 'PyTorch, with imports, comments and a loss',
    text: `import torch
from torch import nn

model = nn.Sequential(
    nn.Flatten(),               # 28 × 28 pixels
    nn.Linear(28 * 28, 512),    # first
    nn.ReLU(),
    nn.Dropout(0.2),
    nn.Linear(512, 512),
    nn.ReLU(),
    nn.Linear(512, 10),
)
loss_fn = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=1e-3)
`,
    stack: '784 relu 512 relu 512 identity 10',
    laws: 'pytorch_linear/pytorch_linear',
    loss: 'softmax_cross_entropy',
    ignored: [
      [5, /nn\.Flatten\(\).*changes no signal/],
      [8, /nn\.Dropout\(0\.2\).*passed over/],
      [14, /optimizer.*before any training/],
    ],
  },
  {
    name: 'PyTorch, with an OrderedDict',
    text: `model = nn.Sequential(OrderedDict([
  ('fc1', nn.Linear(in_features=100, out_features=50, bias=False)),
  ('act', nn.Tanh()),
  ('fc2', nn.Linear(50, 1)),
  ('out', nn.Sigmoid()),
]))
criterion = torch.nn.BCELoss()`,
    stack: '100 tanh 50 sigmoid 1',
    laws: 'pytorch_linear/none pytorch_linear/pytorch_linear',
    loss: 'binary_cross_entropy',
  },
  {
    name: 'PyTorch, with a loop over modules',
    text: `net = nn.Sequential(nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 2))
for m in net.modules():
    if isinstance(m, nn.Linear):
        nn.init.kaiming_normal_(m.weight, nonlinearity='relu')
        nn.init.zeros_(m.bias)`,
    stack: '256 relu 256 relu 256 identity 2',
    laws: 'he/zeros',
  },
  {
    name: 'PyTorch, with a function that is applied',
    text: `def init_weights(m):
    if type(m) == nn.Linear:
        torch.nn.init.xavier_uniform_(m.weight, gain=nn.init.calculate_gain('tanh'))
        m.bias.data.fill_(0.01)

net = nn.Sequential(nn.Linear(2, 2), nn.Tanh(), nn.Linear(2, 2))
net.apply(init_weights)`,
    stack: '2 tanh 2 identity 2',
    laws: 'variance_scaling/constant',
  },
  {
    name: 'PyTorch, with single layers drawn again',
    text: `model = torch.nn.Sequential(
    torch.nn.Linear(64, 32), torch.nn.GELU(),
    torch.nn.Linear(32, 8))
nn.init.normal_(model[0].weight, std=0.02)
nn.init.orthogonal_(model[2].weight, gain=2 ** 0.5)
model[0].bias.data.zero_()`,
    stack: '64 gelu 32 identity 8',
    laws: 'random_normal/zeros orthogonal/pytorch_linear',
  },
  {
    name: 'PyTorch, with a list that grows',
    text: `layers = []
sizes = [784, 300, 100]
for i in range(len(sizes) - 1):
    layers.append(nn.Linear(sizes[i], sizes[i + 1]))
    layers.append(nn.LeakyReLU(0.2))
layers += [nn.Linear(100, 10)]
model = nn.Sequential(*layers)`,
    stack: '784 leaky_relu(0.2) 300 leaky_relu(0.2) 100 identity 10',
    laws: 'pytorch_linear/pytorch_linear',
  },
  {
    name: 'PyTorch, repeated by a comprehension',
    text: `width, depth = 128, 5
model = nn.Sequential(nn.Linear(10, width), nn.SELU(), *[nn.Sequential(nn.Linear(width, width), nn.SELU()) for _ in range(depth)], nn.Linear(width, 1))`,
    stack: '10 selu 128 selu 128 selu 128 selu 128 selu 128 selu 128 identity 1',
  },
  {
    name: 'PyTorch, a class with a forward method',
    text: `class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 64)
        self.fc3 = nn.Linear(64, 10)

    def forward(self, x):
        x = x.view(-1, 784)
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        return F.log_softmax(self.fc3(x), dim=1)

model = Net().to(device)
criterion = nn.NLLLoss()`,
    stack: '784 relu 128 relu 64 log_softmax 10',
    loss: 'softmax_cross_entropy',
  },
  {
    name: 'PyTorch, a class with a Sequential',
    text: `class NeuralNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear_relu_stack = nn.Sequential(
            nn.Linear(28*28, 512),
            nn.ReLU(),
            nn.Linear(512, 512),
            nn.ReLU(),
            nn.Linear(512, 10)
        )

    def forward(self, x):
        x = self.flatten(x)
        logits = self.linear_relu_stack(x)
        return logits`,
    stack: '784 relu 512 relu 512 identity 10',
    ignored: [[4, /nn\.Flatten\(\).*changes no signal/]],
  },
  {
    name: 'PyTorch, with batch normalization and a note',
    text: `nn.Sequential(
    nn.Linear(20, 40),
    nn.BatchNorm1d(40),
    nn.ReLU(),
    nn.Linear(40, 1),
)`,
    stack: '20 relu 40 identity 1',
    ignored: [[3, /BatchNorm1d.*without it/]],
  },
  {
    name: 'PyTorch, a convolutional network’s head',
    text: `model = nn.Sequential(
    nn.Conv2d(1, 32, 3), nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
    nn.Linear(5408, 128), nn.ReLU(),
    nn.Linear(128, 10))`,
    stack: '5408 relu 128 identity 10',
    ignored: [
      [2, /Conv2d.*channels × kernel/],
      [2, /nn\.ReLU\(\).*before the first dense layer/],
      [3, /MaxPool2d/],
      [4, /Flatten/],
    ],
  },
  {
    name: 'PyTorch, layers that do not fit',
    text: `model = nn.Sequential(
    nn.Linear(784, 512),
    nn.ReLU(),
    nn.Linear(256, 10),
)`,
    refused: /^Line 4: “nn\.Linear\(256, 10\)” takes 256 inputs, but the layer before it, on line 2, has 512 units/,
    line: 4,
  },
  {
    name: 'PyTorch, an activation function that is not known',
    text: 'nn.Sequential(nn.Linear(4, 8), nn.Mish(), nn.Linear(8, 1))',
    refused: /activation function “Mish” is not one that the forecast knows; must be one of relu, /,
    line: 1,
  },
  {
    name: 'PyTorch, a width that is not in the text',
    text: 'model = nn.Sequential(\n  nn.Linear(784, hidden),\n  nn.ReLU(),\n  nn.Linear(hidden, 10))',
    refused: /^Line 2: out_features is “hidden”, which the text does not give as a number/,
    line: 2,
  },
  {
    name: 'PyTorch, a cut normal distribution of transformers',
    text: `head = nn.Sequential(nn.Linear(768, 3072), nn.GELU(approximate='tanh'), nn.Linear(3072, 768))
for m in head.modules():
    if isinstance(m, nn.Linear):
        nn.init.trunc_normal_(m.weight, std=0.02)
        if m.bias is not None:
            nn.init.zeros_(m.bias)
    elif isinstance(m, nn.LayerNorm):
        nn.init.ones_(m.weight)`,
    stack: '768 gelu 3072 identity 768',
    laws: 'random_normal/zeros',
    notes: [/nothing is cut/, /approximation by tanh/],
  },
  {
    name: 'Keras, with an input shape',
    text: `from tensorflow import keras
from tensorflow.keras import layers
model = keras.Sequential([
    layers.Dense(64, activation="relu", kernel_initializer="he_normal", input_shape=(784,)),
    layers.Dense(64, activation="relu", kernel_initializer="he_normal"),
    layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])`,
    stack: '784 relu 64 relu 64 softmax 10',
    laws: 'he_normal/zeros glorot_uniform/zeros',
    loss: 'softmax_cross_entropy',
  },
  {
    name: 'Keras, with Flatten and Dropout',
    text: `model = tf.keras.models.Sequential([
  tf.keras.layers.Flatten(input_shape=(28, 28)),
  tf.keras.layers.Dense(128, activation='relu'),
  tf.keras.layers.Dropout(0.2),
  tf.keras.layers.Dense(10)
])`,
    stack: '784 relu 128 identity 10',
    laws: 'glorot_uniform/zeros',
    ignored: [
      [2, /Flatten/],
      [4, /Dropout/],
    ],
  },
  {
    name: 'Keras, with initializers that are called',
    text: `model = Sequential()
model.add(Input(shape=(32,)))
model.add(Dense(50, kernel_initializer=keras.initializers.RandomNormal(mean=0., stddev=1., seed=2), bias_initializer=initializers.Constant(0.1)))
model.add(LeakyReLU(alpha=0.1))
model.add(Dense(50, kernel_initializer=initializers.HeNormal(seed=1), use_bias=False, activation='tanh'))
model.add(Dense(1, activation='sigmoid'))
model.compile(loss=keras.losses.BinaryCrossentropy(), optimizer='sgd')`,
    stack: '32 leaky_relu(0.1) 50 tanh 50 sigmoid 1',
    laws: 'random_normal/constant he_normal/none glorot_uniform/zeros',
    loss: 'binary_cross_entropy',
  },
  {
    name: 'Keras, without inputs',
    text: 'keras.Sequential([layers.Dense(64, "relu"), layers.Dense(10)])',
    refused: /does not say how many inputs .* Give them: readModel\(text, \{ inputs: 784 \}\)/,
    line: 1,
  },
  {
    name: 'Keras, with inputs that are given',
    text: 'keras.Sequential([layers.Dense(64, "relu"), layers.Dense(10)])',
    options: { inputs: 20 },
    stack: '20 relu 64 identity 10',
  },
  {
    name: 'Keras, functional',
    text: `inputs = keras.Input(shape=(784,), name="digits")
x = layers.Dense(64, activation="swish", name="dense_1")(inputs)
x = layers.BatchNormalization()(x)
x = layers.Dense(32)(x)
x = layers.Activation("elu")(x)
outputs = layers.Dense(10, name="predictions")(x)
model = keras.Model(inputs=inputs, outputs=outputs)
model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))`,
    stack: '784 silu 64 elu 32 identity 10',
    loss: 'softmax_cross_entropy',
    ignored: [[3, /BatchNormalization/]],
  },
  {
    name: 'Keras, an initializer that is not known',
    text: 'Sequential([Input((4,)), Dense(8, kernel_initializer="he_norml"), Dense(1)])',
    refused: /the initializer “he_norml” is not one that can be read/,
    line: 1,
  },
  {
    name: 'Keras, built for a shape',
    text: `model = keras.Sequential()
for _ in range(3):
    model.add(layers.Dense(100, activation="selu", kernel_initializer="lecun_normal"))
model.add(layers.Dense(1))
model.build((None, 8))
model.compile("adam", loss="mse")`,
    stack: '8 selu 100 selu 100 selu 100 identity 1',
    laws: 'lecun_normal/zeros glorot_uniform/zeros',
    loss: 'mse',
  },
  {
    name: 'Flax linen, compact',
    text: `class MLP(nn.Module):
  features: int = 256

  @nn.compact
  def __call__(self, x):
    x = nn.Dense(self.features)(x)
    x = nn.gelu(x)
    x = nn.Dense(features=128, kernel_init=nn.initializers.variance_scaling(2.0, "fan_in", "normal"))(x)
    x = nn.relu(x)
    return nn.Dense(10, use_bias=False)(x)

params = MLP().init(key, jnp.ones((1, 784)))`,
    stack: '784 gelu 256 relu 128 identity 10',
    laws: 'lecun_normal/zeros he/zeros lecun_normal/none',
    notes: [/approximation by tanh/],
  },
  {
    name: 'Flax nnx, in a Sequential',
    text: `model = nnx.Sequential(
  nnx.Linear(2, 64, rngs=rngs), nnx.tanh,
  nnx.Linear(64, 64, kernel_init=jax.nn.initializers.orthogonal(), rngs=rngs), jax.nn.sigmoid,
  nnx.Linear(64, 1, rngs=rngs))`,
    stack: '2 tanh 64 sigmoid 64 identity 1',
    laws: 'lecun_normal/zeros orthogonal/zeros',
  },
  {
    name: 'Equinox, an MLP',
    text: 'model = eqx.nn.MLP(in_size=2, out_size="scalar", width_size=32, depth=3, activation=jax.nn.softplus, key=jr.PRNGKey(0))',
    stack: '2 softplus 32 softplus 32 softplus 32 identity 1',
    laws: 'pytorch_linear/pytorch_linear',
  },
  {
    name: 'Equinox, a Sequential with lambdas',
    text: `mlp = eqx.nn.Sequential([
    eqx.nn.Linear(784, 512, key=key1),
    eqx.nn.Lambda(jax.nn.relu),
    eqx.nn.Dropout(0.5),
    eqx.nn.Linear(512, 10, use_bias=False, key=key2),
])`,
    stack: '784 relu 512 identity 10',
    laws: 'pytorch_linear/pytorch_linear pytorch_linear/none',
    ignored: [[4, /Dropout/]],
  },
  {
    name: 'Haiku',
    text: 'hk.Sequential([hk.Linear(300), jax.nn.relu, hk.Linear(10, w_init=hk.initializers.RandomNormal(0.1))])',
    options: { inputs: 784 },
    stack: '784 relu 300 identity 10',
    laws: 'variance_scaling/zeros random_normal/zeros',
  },
  {
    name: 'a list of widths',
    text: '784-512-512-10 tanh he_normal',
    stack: '784 tanh 512 tanh 512 identity 10',
    laws: 'he_normal/zeros',
    loss: null,
    notes: [],
  },
  {
    name: 'a list with repeated layers, a library’s law and a loss',
    text: '2 → 20 × 256 → 1   leaky_relu(0.1)  pytorch  mse',
    stack: `2 ${'leaky_relu(0.1) 256 '.repeat(20)}identity 1`,
    laws: 'pytorch_linear/pytorch_linear',
    loss: 'mse',
  },
  {
    name: 'a list of widths alone',
    text: '# my net\n100, 50, 1\n',
    stack: '100 relu 50 identity 1',
    laws: 'he_normal/zeros',
    notes: [/^Line 2: no activation function is named, so ReLU is taken/, /^Line 2: no initializer is named/],
  },
  {
    name: 'a list with a word that is not known',
    text: '784-512-10 tanh he_normel',
    refused: /^Line 1: the initializer “he_normel” is not one that can be read/,
    line: 1,
  },
  {
    name: 'a residual connection and attention',
    text: `class Block(nn.Module):
    def __init__(self):
        self.up = nn.Linear(64, 256)
        self.down = nn.Linear(256, 64)
        self.attn = nn.MultiheadAttention(64, 4)
    def forward(self, x):
        h = F.relu(self.up(x))
        return x + self.down(h)`,
    stack: '64 relu 256 identity 64',
    ignored: [[8, /x \+ self\.down\(h\).*longer path alone/]],
  },
  {
    name: 'an LSTM with a head',
    text: `model = keras.Sequential([
  keras.Input((None, 28)),
  layers.LSTM(64),
  layers.Dense(32, activation="relu"),
  layers.Dense(10)])`,
    options: { inputs: 64 },
    stack: '64 relu 32 identity 10',
    ignored: [[3, /LSTM\(64\).*forget biases of 1/]],
  },
  {
    name: 'prompts of Python',
    text: '>>> model = nn.Sequential(nn.Linear(3, 5), nn.Sigmoid(),\n...     nn.Linear(5, 2))\n>>> model\nSequential(...)',
    stack: '3 sigmoid 5 identity 2',
  },
  {
    name: 'a bracket that is never closed',
    text: 'model = nn.Sequential(\n  nn.Linear(3, 5),\n  nn.ReLU(),',
    refused: /^Line 1: the bracket “\(” is never closed/,
    line: 1,
  },
  {
    name: 'no model at all',
    text: 'print("hello")',
    refused: /^There is no dense layer in the text/,
    line: 0,
  },
  {
    name: 'a softmax in the middle',
    text: 'nn.Sequential(nn.Linear(3, 5), nn.Softmax(dim=1), nn.Linear(5, 2))',
    refused: /softmax stands behind a hidden layer; must be behind the last one/,
    line: 1,
  },
  {
    name: 'two networks',
    text: `encoder = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 64), nn.ReLU(), nn.Linear(64, 16))
decoder = nn.Sequential(nn.Linear(16, 784), nn.Sigmoid())`,
    stack: '784 relu 256 relu 64 identity 16',
    notes: [/^Line 2: “decoder” is left out. The longest stack of the text is read, on line 1\.$/],
  },
  {
    name: 'a class with defaults',
    text: `class MLP(nn.Module):
    def __init__(self, input_dim=784, hidden_dim: int = 256, output_dim=10, num_layers=4):
        super(MLP, self).__init__()
        layers = [nn.Linear(input_dim, hidden_dim), nn.ReLU()]
        for _ in range(num_layers - 2):
            layers += [nn.Linear(hidden_dim, hidden_dim), nn.ReLU()]
        layers.append(nn.Linear(hidden_dim, output_dim))
        self.net = nn.Sequential(*layers)
    def forward(self, x):
        return self.net(x.view(x.size(0), -1))`,
    stack: '784 relu 256 relu 256 relu 256 identity 10',
  },
  {
    name: 'a class that is called with its widths',
    text: `class Net(nn.Module):
    def __init__(self, in_features, hidden=64):
        super().__init__()
        self.fc1 = nn.Linear(in_features, hidden)
        self.fc2 = nn.Linear(hidden, 1)
        nn.init.xavier_normal_(self.fc1.weight)
    def forward(self, x):
        return torch.sigmoid(self.fc2(torch.tanh(self.fc1(x))))
net = Net(in_features=8, hidden=32)`,
    stack: '8 tanh 32 sigmoid 1',
    laws: 'xavier_average/pytorch_linear pytorch_linear/pytorch_linear',
    notes: [],
  },
  {
    name: 'a class whose widths are not in the text',
    text: 'class Net(nn.Module):\n  def __init__(self, d):\n    self.fc = nn.Linear(d, 1)\n  def forward(self, x):\n    return self.fc(x)',
    refused: /^Line 3: in_features is “d”, which the text does not give as a number/,
    line: 3,
  },
  {
    name: 'a function with conditions, as in Spinning Up',
    text: `def mlp(sizes, activation=nn.Tanh, output_activation=nn.Identity):
    layers = []
    for j in range(len(sizes)-1):
        act = activation if j < len(sizes)-2 else output_activation
        layers += [nn.Linear(sizes[j], sizes[j+1]), act()]
    return nn.Sequential(*layers)
net = mlp([4, 64, 64, 2])`,
    stack: '4 tanh 64 tanh 64 identity 2',
    notes: [],
  },
  {
    name: 'zip, slices and branches',
    text: `sizes = [784, 256, 128, 10]
layers = []
for k, (i, o) in enumerate(zip(sizes[:-1], sizes[1:])):
    layers.append(nn.Linear(i, o))
    if k == 0:
        layers.append(nn.Dropout(0.1))
    elif k < 2:
        pass
    else:
        layers.append(nn.Tanh())
    layers.append(nn.ReLU())
net = nn.Sequential(*layers[:-1])`,
    stack: '784 relu 256 relu 128 tanh 10',
    ignored: [[6, /Dropout/]],
  },
  {
    name: 'a ModuleList that forward goes through',
    text: `class Net(nn.Module):
    def __init__(self, sizes=(20, 64, 32, 2)):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(i, o) for i, o in zip(sizes[:-1], sizes[1:])])
        for layer in self.layers:
            nn.init.kaiming_normal_(layer.weight)
    def forward(self, x):
        for i, layer in enumerate(self.layers):
            x = layer(x)
            if i < len(self.layers) - 1:
                x = F.relu(x)
        return x`,
    stack: '20 relu 64 relu 32 identity 2',
    laws: 'he/pytorch_linear',
  },
  {
    name: 'a ModuleList that grows, and its last layer apart',
    text: `class Net(nn.Module):
    def __init__(self, width=64, depth=3):
        super().__init__()
        self.layers = nn.ModuleList()
        self.layers.append(nn.Linear(20, width))
        for _ in range(depth - 1):
            self.layers.append(nn.Linear(width, width))
        self.layers.append(nn.Linear(width, 2))
        for layer in self.layers:
            nn.init.kaiming_normal_(layer.weight)
    def forward(self, x):
        for i, layer in enumerate(self.layers):
            x = layer(x)
            if i < len(self.layers) - 1:
                x = F.relu(x)
        return x`,
    stack: '20 relu 64 relu 64 relu 64 identity 2',
    laws: 'he/pytorch_linear',
  },
  {
    name: 'Equinox, a module with a list of layers',
    text: `class MLP(eqx.Module):
    layers: list
    def __init__(self, key):
        k1, k2, k3 = jax.random.split(key, 3)
        self.layers = [eqx.nn.Linear(2, 8, key=k1), eqx.nn.Linear(8, 8, key=k2), eqx.nn.Linear(8, 1, key=k3)]
    def __call__(self, x):
        for layer in self.layers[:-1]:
            x = jax.nn.tanh(layer(x))
        return self.layers[-1](x)`,
    stack: '2 tanh 8 tanh 8 identity 1',
  },
];
