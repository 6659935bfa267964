/** Models to begin with. Each shows another thing that goes wrong, or right. */

/** @type {{ name: string, text: string }[]} */
export const EXAMPLES = [
  {
    name: 'PyTorch, 20 layers',
    text: `model = nn.Sequential(
    nn.Linear(784, 256), nn.ReLU(),
    *[nn.Sequential(nn.Linear(256, 256), nn.ReLU()) for _ in range(18)],
    nn.Linear(256, 10),
)
criterion = nn.CrossEntropyLoss()`,
  },
  {
    name: 'Keras',
    text: `model = keras.Sequential([
    keras.Input(shape=(784,)),
    layers.Dense(512, activation="relu", kernel_initializer="he_normal"),
    layers.Dropout(0.2),
    layers.Dense(512, activation="relu", kernel_initializer="he_normal"),
    layers.Dense(10, activation="softmax"),
])
model.compile(loss="sparse_categorical_crossentropy")`,
  },
  { name: 'A list', text: '784 - 30 × 256 - 10 sigmoid glorot_uniform softmax_cross_entropy' },
];
