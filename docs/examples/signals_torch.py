"""Writes the signals of a PyTorch network at its start to signals.json, for the page "Your model" of init-lab."""
import json
import pathlib
import torch


def write_signals(model, loss, inputs, targets, learning_rate=0.01, path="signals.json"):
    """One forward and backward pass of a batch; loss is a mean over it. The model is not changed."""
    z, output, error, training = {}, {}, {}, model.training

    def forward(module, _, values):
        if isinstance(module, torch.nn.Linear):
            z[module] = output[module] = values.detach().flatten(0, -2)
            values.register_hook(lambda gradient: error.update({module: gradient * len(inputs)}))  # of the batch's sum
        elif z and not list(module.parameters()):  # the activation function behind a layer
            output[list(z)[-1]] = values.detach().flatten(0, -2)
    hooks = [module.register_forward_hook(forward) for module in model.modules() if not list(module.children())]
    model.eval().zero_grad()  # the noise of dropout is no signal
    loss(model(inputs), targets).backward()
    for hook in hooks:
        hook.remove()
    output[list(z)[-1]] = z[list(z)[-1]]  # what stands behind the last layer belongs to the loss
    names = {module: name for name, module in model.named_modules()}
    layers = [{"name": names[layer], "shape": list(layer.weight.shape), "signal": output[layer].var(0).mean().sqrt().item(),
               "errorSignal": error[layer].pow(2).mean().sqrt().item(), "dead": (output[layer] == 0).all(0).float().mean().item(),
               "gradient": layer.weight.grad.pow(2).mean().sqrt().item(),
               "update": (learning_rate * layer.weight.grad.norm() / layer.weight.norm()).item()} for layer in z]
    model.train(training).zero_grad()
    written = {"format": "init-lab signals 1", "framework": f"torch {torch.__version__}", "layers": layers}
    pathlib.Path(path).write_text(json.dumps(written, allow_nan=False))
