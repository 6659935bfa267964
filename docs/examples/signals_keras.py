"""Writes the signals of a Keras stack of Dense layers at its start to signals.json, for the page "Your model" of init-lab.

Needs Keras 3 with its JAX backend: KERAS_BACKEND=jax.

from signals_keras import write_signals
write_signals(model, keras.losses.SparseCategoricalCrossentropy(), inputs, targets)
"""
import json
import jax
import jax.numpy as jnp
import keras


def write_signals(model, loss, inputs, targets, learning_rate=0.01, path="signals.json"):
    """One forward and backward pass of a batch; loss is a mean over it. The model is not changed."""
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]

    def forward(offsets, kernels):
        values, outputs = jnp.asarray(inputs), []
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dense):
                k = len(outputs)
                z = values @ kernels[k] + (layer.bias.value if layer.use_bias else 0) + offsets[k]
                values = layer.activation(z)
                outputs.append(values if layer is not dense[-1] else z)  # the last function belongs to the loss
            else:
                values = layer(values)
                if outputs and not layer.weights and len(outputs) < len(dense):  # an activation function
                    outputs[-1] = values
        return loss(jnp.asarray(targets), values), outputs

    kernels = [layer.kernel.value for layer in dense]
    offsets = [jnp.zeros((len(inputs), layer.units)) for layer in dense]
    (errors, gradients), outputs = jax.grad(forward, argnums=(0, 1), has_aux=True)(offsets, kernels)
    rms = lambda values: float(jnp.sqrt(jnp.mean(values**2)))
    text = json.dumps({"format": "init-lab signals 1", "framework": f"keras {keras.__version__}", "layers": [{
        "name": layer.name,
        "shape": list(kernel.shape[::-1]),
        "signal": float(jnp.sqrt(output.var(0, ddof=1).mean())),
        "errorSignal": rms(error * len(inputs)),
        "gradient": rms(gradient),
        "dead": float((output == 0).all(0).mean()),
        "update": float(learning_rate * jnp.linalg.norm(gradient) / jnp.linalg.norm(kernel)),
    } for layer, kernel, output, error, gradient in zip(dense, kernels, outputs, errors, gradients)]}, allow_nan=False)
    with open(path, "w") as file:
        file.write(text)
