/** Texts of models in the ways of public repositories, and what each is. */

/** @type {import('./model-texts.js').ModelText[]} */
export const PUBLIC_TEXTS = [
  {
    name: 'settings above a class with parameters of the same names',
    text: `input_size = 784
hidden_size = 500
num_classes = 10

class NeuralNet(nn.Module):
    def __init__(self, input_size, hidden_size, num_classes):
        super(NeuralNet, self).__init__()
        self.fc1 = nn.Linear(input_size, hidden_size)
        self.relu = nn.ReLU()
        self.fc2 = nn.Linear(hidden_size, num_classes)

    def forward(self, x):
        out = self.fc1(x)
        out = self.relu(out)
        out = self.fc2(out)
        return out

model = NeuralNet(input_size, hidden_size, num_classes).to(device)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
for epoch in range(5):
    for i, (images, labels) in enumerate(train_loader):
        outputs = model(images.reshape(-1, 28*28))
        loss = criterion(outputs, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
with torch.no_grad():
    outputs = model(images)
    _, predicted = torch.max(outputs.data, 1)
    correct = (predicted == labels).sum().item()`,
    stack: '784 relu 500 identity 10',
    laws: 'pytorch_linear/pytorch_linear',
    loss: 'softmax_cross_entropy',
    ignored: [[20, /optimizer =.*The forecast is of the start, before/]],
    notes: [],
  },
  {
    name: 'an agent with an actor and a critic',
    text: `def layer_init(layer, std=np.sqrt(2), bias_const=0.0):
    torch.nn.init.orthogonal_(layer.weight, std)
    torch.nn.init.constant_(layer.bias, bias_const)
    return layer

class Agent(nn.Module):
    def __init__(self, obs_dim=4, n_actions=2):
        super().__init__()
        self.critic = nn.Sequential(
            layer_init(nn.Linear(obs_dim, 64)),
            nn.Tanh(),
            layer_init(nn.Linear(64, 1), std=1.0),
        )
        self.actor = nn.Sequential(
            layer_init(nn.Linear(obs_dim, 64)),
            nn.Tanh(),
            layer_init(nn.Linear(64, 64)),
            nn.Tanh(),
            layer_init(nn.Linear(64, n_actions), std=0.01),
        )

    def get_value(self, x):
        return self.critic(x)

agent = Agent()`,
    stack: '4 tanh 64 tanh 64 identity 2',
    laws: 'orthogonal/constant',
    notes: [/Line 9: “self\.critic” is left out\. The longest stack of the text is/],
  },
  {
    name: 'a deterministic actor with a scaled output',
    text: `class Actor(nn.Module):
    def __init__(self, state_dim=8, action_dim=2, max_action=2.0):
        super().__init__()
        self.l1 = nn.Linear(state_dim, 256)
        self.l2 = nn.Linear(256, 256)
        self.l3 = nn.Linear(256, action_dim)
        self.max_action = max_action

    def forward(self, state):
        a = F.relu(self.l1(state))
        a = F.relu(self.l2(a))
        return self.max_action * torch.tanh(self.l3(a))`,
    stack: '8 relu 256 relu 256 tanh 2',
    laws: 'pytorch_linear/pytorch_linear',
    ignored: [[12, /self\.max_action \*.*It scales the values, and the forecast/]],
    changes: [12],
    notes: [],
  },
  {
    name: 'a critic of states and actions',
    text: `class Critic(nn.Module):
    def __init__(self):
        super().__init__()
        self.l1 = nn.Linear(10, 256)
        self.l2 = nn.Linear(256, 256)
        self.l3 = nn.Linear(256, 1)

    def forward(self, state, action):
        q = F.relu(self.l1(torch.cat([state, action], 1)))
        q = F.relu(self.l2(q))
        return self.l3(q)`,
    stack: '10 relu 256 relu 256 identity 1',
    laws: 'pytorch_linear/pytorch_linear',
    notes: [],
  },
  {
    name: 'weights_init by the name of the class',
    text: `def weights_init(m):
    classname = m.__class__.__name__
    if classname.find('Conv') != -1:
        nn.init.normal_(m.weight.data, 0.0, 0.02)
    elif classname.find('Linear') != -1:
        nn.init.normal_(m.weight.data, 0.0, 0.05)
        nn.init.constant_(m.bias.data, 0)
    elif classname.find('BatchNorm') != -1:
        nn.init.normal_(m.weight.data, 1.0, 0.02)
netD = nn.Sequential(nn.Linear(100, 256), nn.LeakyReLU(0.2, inplace=True), nn.Linear(256, 1), nn.Sigmoid())
netD.apply(weights_init)
criterion = nn.BCELoss()`,
    stack: '100 leaky_relu(0.2) 256 sigmoid 1',
    laws: 'random_normal/constant',
    loss: 'binary_cross_entropy',
    notes: [],
  },
  {
    name: 'sine layers',
    text: `class SineLayer(nn.Module):
    def __init__(self, in_features, out_features, bias=True, is_first=False, omega_0=30):
        super().__init__()
        self.omega_0 = omega_0
        self.is_first = is_first
        self.in_features = in_features
        self.linear = nn.Linear(in_features, out_features, bias=bias)
        self.init_weights()

    def init_weights(self):
        with torch.no_grad():
            if self.is_first:
                self.linear.weight.uniform_(-1 / self.in_features, 1 / self.in_features)
            else:
                self.linear.weight.uniform_(-np.sqrt(6 / self.in_features) / self.omega_0,
                                             np.sqrt(6 / self.in_features) / self.omega_0)

    def forward(self, input):
        return torch.sin(self.omega_0 * self.linear(input))

class Siren(nn.Module):
    def __init__(self, in_features, hidden_features, hidden_layers, out_features):
        super().__init__()
        self.net = []
        self.net.append(SineLayer(in_features, hidden_features, is_first=True))
        for i in range(hidden_layers):
            self.net.append(SineLayer(hidden_features, hidden_features))
        self.net.append(nn.Linear(hidden_features, out_features))
        self.net = nn.Sequential(*self.net)

    def forward(self, coords):
        coords = coords.clone().detach().requires_grad_(True)
        output = self.net(coords)
        return output, coords

img_siren = Siren(2, 256, 3, 1)`,
    stack: '2 identity 256 identity 256 identity 256 identity 256 identity 1',
    laws: 'random_uniform/pytorch_linear pytorch_linear/pytorch_linear',
    ignored: [
      [19, /self\.omega_0 \*.*It scales the values, and the forecast/],
      [19, /torch\.sin\(self\.omega_0 \*.*What this does to the values is not/],
    ],
    changes: [19, 19],
    notes: [],
  },
  {
    name: 'the MLP block of a transformer',
    text: `class MLP(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.c_fc    = nn.Linear(config.n_embd, 4 * config.n_embd, bias=config.bias)
        self.gelu    = nn.GELU()
        self.c_proj  = nn.Linear(4 * config.n_embd, config.n_embd, bias=config.bias)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x):
        x = self.c_fc(x)
        x = self.gelu(x)
        x = self.c_proj(x)
        x = self.dropout(x)
        return x

@dataclass
class GPTConfig:
    n_embd: int = 768
    dropout: float = 0.0
    bias: bool = True

mlp = MLP(GPTConfig())`,
    stack: '768 gelu 3072 identity 768',
    laws: 'pytorch_linear/pytorch_linear',
    ignored: [[7, /nn\.Dropout\(config\.dropout\).*Dropout is passed over: it keeps the/]],
    notes: [],
  },
  {
    name: 'weights of matrices that the text makes',
    text: `g = torch.Generator().manual_seed(2147483647)
C = torch.randn((27, 10), generator=g)
W1 = torch.randn((30, 200), generator=g) * (5/3)/((30)**0.5)
h = torch.tanh(emb.view(-1, 30) @ W1 + b1)
logits = h @ W2 + b2`,
    refused: /There is no dense layer in the/,
    line: 0,
  },
  {
    name: 'a layer with weights of its own between dense layers',
    text: `class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(8, 16)
        self.weight = nn.Parameter(torch.randn(16, 16))
        self.fc2 = nn.Linear(16, 1)
    def forward(self, x):
        x = torch.relu(self.fc1(x))
        x = torch.relu(F.linear(x, self.weight))
        return self.fc2(x)`,
    stack: '8 relu 16 identity 1',
    laws: 'pytorch_linear/pytorch_linear',
    ignored: [
      [9, /F\.linear\(x,.*This is a dense layer with weights that/],
      [9, /torch\.relu\(F\.linear\(x,.*The layer on line 4 has an activation/],
    ],
    changes: [9, 9],
    notes: [],
  },
  {
    name: 'Keras, built in a loop',
    text: `def build_model(n_hidden=3, n_neurons=30, learning_rate=3e-3, input_shape=[8]):
    model = keras.models.Sequential()
    model.add(keras.layers.InputLayer(input_shape=input_shape))
    options = {"activation": "relu", "kernel_initializer": "he_uniform"}
    for layer in range(n_hidden):
        model.add(keras.layers.Dense(n_neurons, **options))
    model.add(keras.layers.Dense(1))
    model.compile(loss="mse", optimizer=keras.optimizers.SGD(learning_rate))
    return model
model = build_model(n_hidden=2)`,
    stack: '8 relu 30 relu 30 identity 1',
    laws: 'he_uniform/zeros glorot_uniform/zeros',
    loss: 'mse',
    notes: [],
  },
  {
    name: 'Keras, a wide and deep network with two inputs',
    text: `input_a = keras.layers.Input(shape=[5])
input_b = keras.layers.Input(shape=[6])
hidden1 = keras.layers.Dense(30, activation="relu")(input_b)
hidden2 = keras.layers.Dense(30, activation="relu")(hidden1)
concat = keras.layers.concatenate([input_a, hidden2])
output = keras.layers.Dense(1)(concat)
model = keras.Model(inputs=[input_a, input_b], outputs=[output])`,
    stack: '6 relu 30 relu 30 identity 1',
    laws: 'glorot_uniform/zeros',
    ignored: [[5, /keras\.layers\.concatenate\(\[inpu.*Several paths come together here, which/]],
    changes: [5],
    notes: [],
  },
  {
    name: 'Keras, a subclass with a list of layers',
    text: `class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.hidden = [keras.layers.Dense(n_neurons, activation="elu", kernel_initializer="he_normal") for _ in range(n_layers)]
    def call(self, inputs):
        Z = inputs
        for layer in self.hidden:
            Z = layer(Z)
        return inputs + Z

class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, **kwargs):
        super().__init__(**kwargs)
        self.hidden1 = keras.layers.Dense(30, activation="elu", kernel_initializer="he_normal")
        self.block1 = ResidualBlock(2, 30)
        self.out = keras.layers.Dense(output_dim)
    def call(self, inputs):
        Z = self.hidden1(inputs)
        for _ in range(1 + 3):
            Z = self.block1(Z)
        return self.out(Z)
model = ResidualRegressor(1)`,
    options: { inputs: 8 },
    stack: '8 elu 30 elu 30 elu 30 elu 30 elu 30 elu 30 elu 30 elu 30 elu 30 identity 1',
    laws: 'he_normal/zeros glorot_uniform/zeros',
    ignored: [[9, /inputs \+.*A sum of two paths, such as a residual/]],
    changes: [9],
    notes: [/Line 4: this layer is used more than once\. The forecast draws its/],
  },
  {
    name: 'Flax linen, fields that a call gives',
    text: `class MLP(nn.Module):
  features: Sequence[int]

  @nn.compact
  def __call__(self, inputs):
    x = inputs
    for i, feat in enumerate(self.features):
      x = nn.Dense(feat, name=f'layers_{i}')(x)
      if i != len(self.features) - 1:
        x = nn.relu(x)
    return x

model = MLP(features=[12, 8, 4])
variables = model.init(random.key(0), jnp.ones((4, 6)))`,
    stack: '6 relu 12 relu 8 identity 4',
    laws: 'lecun_normal/zeros',
    notes: [],
  },
  {
    name: 'Flax nnx, a list of layers and one apart',
    text: `class MLP(nnx.Module):
  def __init__(self, din, dhid, dout, depth, *, rngs: nnx.Rngs):
    self.inp = nnx.Linear(din, dhid, rngs=rngs)
    self.layers = [nnx.Linear(dhid, dhid, rngs=rngs) for _ in range(depth)]
    self.out = nnx.Linear(dhid, dout, rngs=rngs)
  def __call__(self, x):
    x = nnx.relu(self.inp(x))
    for layer in self.layers:
      x = nnx.relu(layer(x))
    return self.out(x)
model = MLP(1, 32, 1, 2, rngs=nnx.Rngs(0))`,
    stack: '1 relu 32 relu 32 relu 32 identity 1',
    laws: 'lecun_normal/zeros',
    notes: [],
  },
  {
    name: 'Equinox, weights that tree_at replaces',
    text: `model = eqx.nn.MLP(2, 1, 64, 3, key=key)
def init_linear_weight(model, init_fn, key):
    is_linear = lambda x: isinstance(x, eqx.nn.Linear)
    get_weights = lambda m: [x.weight for x in jax.tree_util.tree_leaves(m, is_leaf=is_linear) if is_linear(x)]
    weights = get_weights(model)
    new_weights = [init_fn(weight, subkey) for weight, subkey in zip(weights, jax.random.split(key, len(weights)))]
    new_model = eqx.tree_at(get_weights, model, new_weights)
    return new_model
model = init_linear_weight(model, trunc_init, key)`,
    stack: '2 relu 64 relu 64 relu 64 identity 1',
    laws: 'pytorch_linear/pytorch_linear',
    ignored: [[7, /eqx\.tree_at\(get_weights,.*What this does to the values is not/]],
    changes: [7],
    notes: [],
  },
  {
    name: 'Haiku, a transformed MLP',
    text: `def net_fn(batch):
    x = batch.astype(jnp.float32) / 255.
    mlp = hk.Sequential([
        hk.Flatten(),
        hk.Linear(300), jax.nn.relu,
        hk.Linear(100), jax.nn.relu,
        hk.Linear(10),
    ])
    return mlp(x)
network = hk.without_apply_rng(hk.transform(net_fn))`,
    options: { inputs: 784 },
    stack: '784 relu 300 relu 100 identity 10',
    laws: 'variance_scaling/zeros',
    ignored: [
      [2, /batch\.astype\(jnp\.float32\) \/.*It scales signals: give the variance/],
      [4, /hk\.Flatten\(\).*It changes no signal at the/],
    ],
    changes: [2],
    notes: [],
  },
  {
    name: 'Haiku, hk.nets.MLP',
    text: `def forward(x):
    return hk.nets.MLP([256, 128, 10], activation=jnp.tanh)(x)
model = hk.transform(forward)`,
    options: { inputs: 16 },
    stack: '16 tanh 256 tanh 128 identity 10',
    laws: 'variance_scaling/zeros',
    notes: [],
  },
  {
    name: 'scikit-learn, whose sizes are those of the data',
    text: `from sklearn.neural_network import MLPClassifier
clf = MLPClassifier(hidden_layer_sizes=(100, 50), activation='tanh', max_iter=300)
clf.fit(X_train, y_train)`,
    refused: /Line 2: MLPClassifier takes the numbers of inputs and outputs from the data, which/,
    line: 2,
  },
  {
    name: 'a variational autoencoder',
    text: `class VAE(nn.Module):
    def __init__(self):
        super(VAE, self).__init__()
        self.fc1 = nn.Linear(784, 400)
        self.fc21 = nn.Linear(400, 20)
        self.fc22 = nn.Linear(400, 20)
        self.fc3 = nn.Linear(20, 400)
        self.fc4 = nn.Linear(400, 784)

    def encode(self, x):
        h1 = F.relu(self.fc1(x))
        return self.fc21(h1), self.fc22(h1)

    def reparameterize(self, mu, logvar):
        std = torch.exp(0.5*logvar)
        eps = torch.randn_like(std)
        return mu + eps*std

    def decode(self, z):
        h3 = F.relu(self.fc3(z))
        return torch.sigmoid(self.fc4(h3))

    def forward(self, x):
        mu, logvar = self.encode(x.view(-1, 784))
        z = self.reparameterize(mu, logvar)
        return self.decode(z), mu, logvar`,
    stack: '784 relu 400 identity 20 relu 400 sigmoid 784',
    laws: 'pytorch_linear/pytorch_linear',
    ignored: [
      [6, /nn\.Linear\(400,.*This layer is not on the path that the/],
      [15, /0\.5\*logvar.*It scales the values, and the forecast/],
      [15, /torch\.exp\(0\.5\*logvar\).*What this does to the values is not/],
      [17, /eps\*std.*It scales the values, and the forecast/],
      [17, /mu \+.*A sum of two paths, such as a residual/],
    ],
    changes: [6, 15, 15, 17, 17],
    notes: [],
  },
  {
    name: 'one layer used again and again',
    text: `class DynamicNet(torch.nn.Module):
    def __init__(self, D_in=100, H=50, D_out=10):
        super().__init__()
        self.input_linear = torch.nn.Linear(D_in, H)
        self.middle_linear = torch.nn.Linear(H, H)
        self.output_linear = torch.nn.Linear(H, D_out)
    def forward(self, x):
        h_relu = self.input_linear(x).clamp(min=0)
        for _ in range(3):
            h_relu = self.middle_linear(h_relu).clamp(min=0)
        return self.output_linear(h_relu)`,
    stack: '100 relu 50 relu 50 relu 50 relu 50 identity 10',
    laws: 'pytorch_linear/pytorch_linear',
    notes: [/Line 5: this layer is used more than once\. The forecast draws its/],
  },
  {
    name: 'a spiral classifier with a class as an argument',
    text: `def mlp(sizes, activation, output_activation=nn.Identity):
    layers = []
    for j in range(len(sizes)-1):
        act = activation if j < len(sizes)-2 else output_activation
        layers += [nn.Linear(sizes[j], sizes[j+1]), act()]
    return nn.Sequential(*layers)

class MLPActor(nn.Module):
    def __init__(self, obs_dim, act_dim, hidden_sizes, activation, act_limit):
        super().__init__()
        pi_sizes = [obs_dim] + list(hidden_sizes) + [act_dim]
        self.pi = mlp(pi_sizes, activation, nn.Tanh)
        self.act_limit = act_limit
    def forward(self, obs):
        return self.act_limit * self.pi(obs)

pi = MLPActor(17, 6, (256, 256), nn.ReLU, 1.0)`,
    stack: '17 relu 256 relu 256 tanh 6',
    laws: 'pytorch_linear/pytorch_linear',
    notes: [],
  },
  {
    name: 'weights drawn by the fans of each layer',
    text: `class Net(nn.Module):
    def __init__(self, dims=(32, 64, 64, 1)):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(dims, dims[1:]))
        self.reset_parameters()
    def reset_parameters(self):
        for layer in self.layers:
            fan_in = layer.weight.size(1)
            layer.weight.data.normal_(0, 1 / math.sqrt(fan_in))
            layer.bias.data.zero_()
    def forward(self, x):
        for layer in self.layers[:-1]:
            x = layer(x).tanh()
        return self.layers[-1](x)`,
    stack: '32 tanh 64 tanh 64 identity 1',
    laws: 'random_normal/zeros',
    notes: [],
  },
  {
    name: 'a class that extends another',
    text: `class Base(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.fc1 = nn.Linear(8, width)
        self.fc2 = nn.Linear(width, 2)
    def forward(self, x):
        return self.fc2(torch.tanh(self.fc1(x)))
class Wide(Base):
    def __init__(self):
        super().__init__(512)
        nn.init.xavier_normal_(self.fc1.weight)
net = Wide()`,
    stack: '8 tanh 512 identity 2',
    laws: 'xavier_average/pytorch_linear pytorch_linear/pytorch_linear',
    notes: [/Line 1: “Base” is left out\. Line 4: out_features is “width”, which/],
  },
  {
    name: 'two classes with attributes of one name',
    text: `class Block(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.fc1 = nn.Linear(d, d)
        self.norm = nn.LayerNorm(d)
    def forward(self, x):
        return F.gelu(self.fc1(self.norm(x)))
class Net(nn.Module):
    def __init__(self, d=32, n=6):
        super().__init__()
        self.fc1 = nn.Linear(16, d)
        self.blocks = nn.Sequential(*[Block(d) for _ in range(n)])
        self.fc2 = nn.Linear(d, 1)
    def forward(self, x):
        return self.fc2(self.blocks(self.fc1(x)))`,
    stack: '16 identity 32 gelu 32 gelu 32 gelu 32 gelu 32 gelu 32 gelu 32 identity 1',
    laws: 'pytorch_linear/pytorch_linear',
    ignored: [[5, /nn\.LayerNorm\(d\).*A normalization gives signals a fixed/]],
    changes: [5],
    notes: [/Line 11: no activation function stands between this layer and the/],
  },
  {
    name: 'an attention block alone',
    text: `model = nn.TransformerEncoder(nn.TransformerEncoderLayer(d_model=512, nhead=8), num_layers=6)`,
    refused: /Line 1: there is no dense layer in the text that can be read\. A layer of a transformer is not/,
    line: 1,
  },
  {
    name: 'a list with the count behind the width',
    text: `784-512*3-10 relu he`,
    refused: /Line 1: “512\*3” is 512 layers of 3 units; must be at most 101 layers\. “3 × 512” is 3 layers of 512/,
    line: 1,
  },
  {
    name: 'a list of repeated layers',
    text: `784-5*3-10 relu he`,
    stack: '784 relu 3 relu 3 relu 3 relu 3 relu 3 identity 10',
    laws: 'he/zeros',
    notes: [/Line 1: “5\*3” is read as 5 layers of 3 units\. “3 × 5” is 3 layers of/],
  },
  {
    name: 'zipped lists of layers and normalizations',
    text: `class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linears = nn.ModuleList([nn.Linear(16, 16) for _ in range(3)])
        self.norms = nn.ModuleList([nn.LayerNorm(16) for _ in range(3)])
    def forward(self, x):
        for linear, norm in zip(self.linears, self.norms):
            x = F.silu(norm(linear(x)))
        return x`,
    stack: '16 silu 16 silu 16 silu 16',
    laws: 'pytorch_linear/pytorch_linear',
    ignored: [[5, /nn\.LayerNorm\(16\).*A normalization gives signals a fixed/]],
    changes: [5],
    notes: [],
  },
  {
    name: 'a model of a library with another head',
    text: `model = torchvision.models.resnet18(weights='DEFAULT')
model.fc = nn.Linear(512, 10)`,
    stack: '512 identity 10',
    laws: 'pytorch_linear/pytorch_linear',
    ignored: [[2, /model\.fc = nn\.Linear\(512,.*It changes a layer or its values, which/]],
    changes: [2],
    notes: [],
  },
  {
    name: 'layers that are added as sums',
    text: `class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(8, 16)
        self.b = nn.Linear(8, 16)
        self.out = nn.Linear(16, 1)
    def forward(self, x, c):
        return self.out(torch.relu(self.a(x) + self.b(c)))`,
    stack: '8 relu 16 identity 1',
    laws: 'pytorch_linear/pytorch_linear',
    ignored: [
      [5, /nn\.Linear\(8,.*This layer is not on the path that the/],
      [8, /self\.a\(x\) \+.*A sum of two paths, such as a residual/],
    ],
    changes: [5, 8],
    notes: [],
  },
  {
    name: 'a unit that is chosen by a flag',
    text: `class Net(nn.Module):
    def __init__(self, use_bn, act='relu'):
        super().__init__()
        self.use_bn = use_bn
        self.fc1 = nn.Linear(8, 16)
        self.bn = nn.BatchNorm1d(16)
        self.fc2 = nn.Linear(16, 1)
    def forward(self, x):
        x = self.fc1(x)
        if self.use_bn:
            x = self.bn(x)
        return self.fc2(torch.relu(x))`,
    stack: '8 relu 16 identity 1',
    laws: 'pytorch_linear/pytorch_linear',
    ignored: [[10, /if.*Conditions and loops without an end are/]],
    changes: [10],
    notes: [],
  },
  {
    name: 'parameters drawn again without a condition',
    text: `net = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 1))
for p in net.parameters():
    nn.init.uniform_(p, -0.1, 0.1)`,
    stack: '4 tanh 8 identity 1',
    laws: 'random_uniform/random_uniform',
    notes: [],
  },
  {
    name: 'weights that are assigned in a loop',
    text: `net = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 1))
for m in net: m.weight.data = m.weight.data * 2`,
    stack: '4 tanh 8 identity 1',
    laws: 'pytorch_linear/pytorch_linear',
    ignored: [[2, /m\.weight\.data = m\.weight\.data.*It may draw or change weights, which is/]],
    changes: [2],
    notes: [],
  },
  {
    name: 'weights that are scaled in place',
    text: `net = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 1))
net[0].weight.data *= 0.5`,
    stack: '4 tanh 8 identity 1',
    laws: 'pytorch_linear/pytorch_linear',
    ignored: [[2, /net\[0\]\.weight\.data \*=.*It may draw or change weights, which is/]],
    changes: [2],
    notes: [],
  },
  {
    name: 'weights that are copied',
    text: `net = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 1))
with torch.no_grad():
    net[0].weight.copy_(torch.eye(8, 4))`,
    stack: '4 tanh 8 identity 1',
    laws: 'pytorch_linear/pytorch_linear',
    ignored: [[3, /net\[0\]\.weight\.copy_\(torch\.eye\(.*It is not in the text which layers this/]],
    changes: [3],
    notes: [],
  },
  {
    name: 'Keras, weights that are set',
    text: `model = keras.Sequential([keras.Input((4,)), layers.Dense(3)])
model.layers[0].set_weights([w, b])
model.layers[0].kernel.assign(w)`,
    stack: '4 identity 3',
    laws: 'glorot_uniform/zeros',
    ignored: [
      [2, /model\.layers\[0\]\.set_weights\(\[w.*It may draw or change weights, which is/],
      [3, /model\.layers\[0\]\.kernel\.assign\(.*It may draw or change weights, which is/],
    ],
    changes: [2, 3],
    notes: [],
  },
  {
    name: 'Keras, initializers that are given later',
    text: `model = keras.Sequential([keras.Input((4,)), layers.Dense(3)])
for layer in model.layers:
    layer.kernel_initializer = keras.initializers.HeNormal()`,
    stack: '4 identity 3',
    laws: 'glorot_uniform/zeros',
    ignored: [[2, /for layer in.*What this loop goes through is not in/]],
    changes: [2],
    notes: [],
  },
  {
    name: 'Flax nnx, kernels that are assigned',
    text: `from flax import nnx
l = nnx.Sequential(nnx.Linear(2,3,rngs=r), nnx.relu, nnx.Linear(3,1,rngs=r))
l.layers[0].kernel.value = jnp.zeros((2,3))
l.layers[0].kernel = nnx.Param(w)`,
    stack: '2 relu 3 identity 1',
    laws: 'lecun_normal/zeros',
    ignored: [
      [3, /l\.layers\[0\]\.kernel\.value =.*It may draw or change weights, which is/],
      [4, /l\.layers\[0\]\.kernel =.*It may draw or change weights, which is/],
    ],
    changes: [3, 4],
    notes: [],
  },
  {
    name: 'a residual connection by +=',
    text: `class N(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)
        self.b = nn.Linear(4, 4)
    def forward(self, x):
        identity = x
        out = torch.relu(self.a(x))
        out = self.b(out)
        out += identity
        return out.relu()`,
    stack: '4 relu 4 relu 4',
    laws: 'pytorch_linear/pytorch_linear',
    ignored: [[10, /identity.*A sum of two paths, such as a residual/]],
    changes: [10],
    notes: [],
  },
  {
    name: 'a function that getattr gives',
    text: `class N(nn.Module):
    def __init__(self, act='tanh'):
        super().__init__()
        self.a = nn.Linear(4, 4)
        self.b = nn.Linear(4, 4)
        self.act = getattr(torch, act)
    def forward(self, x):
        return self.b(self.act(self.a(x)))`,
    stack: '4 identity 4 identity 4',
    laws: 'pytorch_linear/pytorch_linear',
    ignored: [[8, /self\.act\(self\.a\(x\)\).*What this does to the values is not/]],
    changes: [8],
    notes: [],
  },
  {
    name: 'an activation function of a dictionary',
    text: `acts = {'relu': nn.ReLU(), 'tanh': nn.Tanh()}
net = nn.Sequential(nn.Linear(4, 8), acts['tanh'], nn.Linear(8, 1))`,
    stack: '4 tanh 8 identity 1',
    laws: 'pytorch_linear/pytorch_linear',
    notes: [],
  },
  {
    name: 'Equinox, a list of layers and functions',
    text: `from jax.nn import relu
class M(eqx.Module):
    layers: list
    def __init__(self, key):
        keys = jax.random.split(key, 3)
        self.layers = [eqx.nn.Linear(2, 8, key=keys[0]), jax.nn.relu, eqx.nn.Linear(8, 1, key=keys[2])]
    def __call__(self, x):
        for l in self.layers:
            x = l(x)
        return x`,
    stack: '2 relu 8 identity 1',
    laws: 'pytorch_linear/pytorch_linear',
    notes: [],
  },
  {
    name: 'a condition between two paths',
    text: `class N(nn.Module):
    def __init__(self, last=True):
        super().__init__()
        self.a = nn.Linear(4, 4)
        self.b = nn.Linear(4, 4)
    def forward(self, x):
        x = F.relu(self.a(x)) if self.foo else self.a(x)
        return self.b(x)`,
    stack: '4 relu 4 identity 4',
    laws: 'pytorch_linear/pytorch_linear',
    ignored: [[7, /F\.relu\(self\.a\(x\)\) if self\.foo.*This condition is not followed, so it/]],
    changes: [7],
    notes: [],
  },
  {
    name: 'a loop without an end',
    text: `class N(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)
        self.b = nn.Linear(4, 4)
    def forward(self, x):
        x = F.relu(self.a(x))
        while x.abs().sum() > 1:
            x /= 2
        return self.b(x)`,
    stack: '4 relu 4 identity 4',
    laws: 'pytorch_linear/pytorch_linear',
    ignored: [[8, /while x\.abs\(\)\.sum\(\) >.*Conditions and loops without an end are/]],
    changes: [8],
    notes: [],
  },
  {
    name: 'a return before the end',
    text: `class N(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)
        self.b = nn.Linear(4, 4)
        self.deep = False
    def forward(self, x):
        x = F.relu(self.a(x))
        if not self.deep:
            return x
        return self.b(x)`,
    stack: '4 relu 4',
    laws: 'pytorch_linear/pytorch_linear',
    ignored: [[5, /nn\.Linear\(4,.*This layer is not on the path that the/]],
    changes: [5],
    notes: [],
  },
  {
    name: 'an OrderedDict of a dictionary, drawn again by attribute',
    text: `net = nn.Sequential(OrderedDict({'a': nn.Linear(4, 8), 'r': nn.Softplus(), 'b': nn.Linear(8, 1)}))
net.a.weight.data.normal_(0, 0.01)
nn.init.zeros_(net.b.weight)`,
    stack: '4 softplus 8 identity 1',
    laws: 'pytorch_linear/pytorch_linear',
    ignored: [
      [2, /net\.a\.weight\.data\.normal_\(0,.*It is not in the text which layers this/],
      [3, /nn\.init\.zeros_\(net\.b\.weight\).*It is not in the text which layers this/],
    ],
    changes: [2, 3],
    notes: [],
  },
  {
    name: 'attributes of an object, drawn again',
    text: `class N(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)
    def forward(self, x): return self.a(x)
net = N()
nn.init.zeros_(net.a.weight)
net.a.bias.data.fill_(1.)`,
    stack: '4 identity 4',
    laws: 'zeros/constant',
    notes: [],
  },
  {
    name: 'a name that is assigned again',
    text: `n = 8
m = n
n = 16
net = nn.Sequential(nn.Linear(2, m), nn.ReLU(), nn.Linear(m, n))`,
    stack: '2 relu 8 identity 16',
    laws: 'pytorch_linear/pytorch_linear',
    notes: [],
  },
  {
    name: 'a list of numbers that grows',
    text: `sizes = [2]
for _ in range(3): sizes.append(16)
net = nn.Sequential(*[nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])])`,
    stack: '2 identity 16 identity 16 identity 16',
    laws: 'pytorch_linear/pytorch_linear',
    notes: [],
  },
  {
    name: 'a list that loses its last layer',
    text: `layers = []
for i in range(2):
    layers.append(nn.Linear(4, 4)); layers.append(nn.ReLU())
layers.pop()
net = nn.Sequential(*layers)`,
    stack: '4 relu 4 identity 4',
    laws: 'pytorch_linear/pytorch_linear',
    notes: [],
  },
  {
    name: 'Keras, a function of values',
    text: `inputs = keras.Input((4,))
x = layers.Dense(8)(inputs)
x = keras.ops.sin(x)
y = layers.Dense(2)(x)
model = keras.Model(inputs, y)`,
    stack: '4 identity 8 identity 2',
    laws: 'glorot_uniform/zeros',
    ignored: [[3, /keras\.ops\.sin\(x\).*What this does to the values is not/]],
    changes: [3],
    notes: [],
  },
  {
    name: 'Keras, two outputs',
    text: `inputs = keras.Input((4,))
x = layers.Dense(8, 'relu')(inputs)
a = layers.Dense(2)(x)
b = layers.Dense(3)(x)
model = keras.Model(inputs, [a, b])`,
    stack: '4 relu 8 identity 2',
    laws: 'glorot_uniform/zeros',
    notes: [/Line 4: “b” is left out\. The longest stack of the text is read, on/],
  },
  {
    name: 'a list from which a layer is deleted',
    text: `layers = [nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 4), nn.ReLU()]
del layers[-1]
net = nn.Sequential(*layers)`,
    stack: '4 relu 4 relu 4',
    laws: 'pytorch_linear/pytorch_linear',
    ignored: [[2, /del.*This could not be read: what is deleted/]],
    changes: [2],
    notes: [],
  },
  {
    name: 'values that are changed in place',
    text: `class N(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 8)
        self.b = nn.Linear(8, 1)
    def forward(self, x):
        x = self.a(x)
        x.mul_(0.1)
        return self.b(torch.relu(x))
`,
    stack: '4 relu 8 identity 1',
    laws: 'pytorch_linear/pytorch_linear',
    ignored: [[8, /x\.mul_\(0\.1\).*It changes a layer or its values, which/]],
    changes: [8],
    notes: [],
  },
];
