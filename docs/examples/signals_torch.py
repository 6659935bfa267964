"""Writes the signals of a PyTorch network at its start to signals.json, for the page "Your model" of init-lab.

from signals_torch import write_signals
write_signals(model, nn.CrossEntropyLoss(), inputs, targets)
"""
import json
import torch
from torch import nn


def write_signals(model, loss, inputs, targets, learning_rate=0.01, path="signals.json"):
    """One forward and backward pass of a batch; loss is a mean over it. The model is not changed."""
    layers, hooks = [], []

    def forward(module, _, output):
        if isinstance(module, nn.Linear):
            layers.append({"module": module, "z": output.detach().flatten(0, -2)})
        elif layers and not list(module.parameters()) and not isinstance(module, nn.Dropout):
            layers[-1]["output"] = output.detach().flatten(0, -2)  # of the activation function behind a layer

    def backward(module, _, gradients):  # of the sum over the batch
        layer = next(each for each in layers if each["module"] is module)
        layer["error"] = (gradients[0] * len(inputs)).pow(2).mean().sqrt().item()

    for module in model.modules():
        if not list(module.children()):
            hooks.append(module.register_forward_hook(forward))
            if isinstance(module, nn.Linear):
                hooks.append(module.register_full_backward_hook(backward))
    training = model.training
    model.eval()  # the noise of dropout is no signal
    model.zero_grad()
    loss(model(inputs), targets).backward()
    model.train(training)
    names = {module: name for name, module in model.named_modules()}
    for hook in hooks:
        hook.remove()
    for layer in layers:  # what stands behind the last layer belongs to the loss
        layer["output"] = layer["z"] if layer is layers[-1] else layer.get("output", layer["z"])
    text = json.dumps({"format": "init-lab signals 1", "framework": f"torch {torch.__version__}", "layers": [{
        "name": names[layer["module"]],
        "shape": list(layer["module"].weight.shape),
        "signal": layer["output"].var(0).mean().sqrt().item(),
        "errorSignal": layer["error"],
        "gradient": layer["module"].weight.grad.pow(2).mean().sqrt().item(),
        "dead": (layer["output"] == 0).all(0).float().mean().item(),
        "update": (learning_rate * layer["module"].weight.grad.norm() / layer["module"].weight.norm()).item(),
    } for layer in layers]}, allow_nan=False)
    model.zero_grad()
    with open(path, "w") as file:
        file.write(text)
