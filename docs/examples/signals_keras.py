"""Writes the signals of a Keras network at its start to signals.json, for the page "Your model" of init-lab. Needs KERAS_BACKEND=jax."""
import json
import pathlib
import keras
from jax import grad, numpy as jnp


def write_signals(model, loss, inputs, targets, learning_rate=0.01, path="signals.json"):
    """One forward and backward pass of a batch through a stack of layers; loss is a mean over it. The model is not changed."""
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    def forward(offsets, kernels):
        values, outputs = jnp.asarray(inputs), []
        for layer in model.layers:
            if layer in dense:
                z = values @ kernels[len(outputs)] + (layer.bias.value if layer.use_bias else 0) + offsets[len(outputs)]
                values = layer.activation(z)
                outputs.append(values if layer is not dense[-1] else z)  # the last function belongs to the loss
            else:
                values = layer(values)
                if outputs and not layer.weights and len(outputs) < len(dense):  # an activation function
                    outputs[-1] = values
        return loss(jnp.asarray(targets), values), outputs
    kernels, rms = [layer.kernel.value for layer in dense], lambda values: float(jnp.sqrt(jnp.mean(values**2)))
    offsets = [jnp.zeros((len(inputs), layer.units)) for layer in dense]
    (errors, gradients), outputs = grad(forward, argnums=(0, 1), has_aux=True)(offsets, kernels)
    layers = [{"name": layer.name, "shape": list(kernel.shape[::-1]), "signal": float(jnp.sqrt(output.var(0, ddof=1).mean())),
               "errorSignal": rms(error * len(inputs)), "gradient": rms(gradient), "dead": float((output == 0).all(0).mean()),
               "update": learning_rate * rms(gradient) / rms(kernel)}
              for layer, kernel, output, error, gradient in zip(dense, kernels, outputs, errors, gradients)]
    written = {"format": "init-lab signals 1", "framework": f"keras {keras.__version__}", "layers": layers}
    pathlib.Path(path).write_text(json.dumps(written, allow_nan=False))
