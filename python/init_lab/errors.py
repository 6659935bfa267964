"""Errors in what the package is given. Both kinds are caught as `Refused`."""

from __future__ import annotations

from typing import Any, Sequence, TypedDict

__all__ = ["Choice", "ChoiceValue", "Refused", "RefusedType", "RefusedValue"]


class ChoiceValue(TypedDict):
    """A possible answer to a `Choice`."""

    value: Any
    """What to pass for the choice's `option`."""
    gives: str
    """The network that it gives: its widths, and what it predicts at a point with ReLU units."""


class Choice(TypedDict):
    """What an input leaves open, and how to decide it."""

    option: str
    """The keyword argument that decides it."""
    question: str
    """The question, in a sentence."""
    values: list[ChoiceValue]
    """The possible answers."""


class Refused(Exception):
    """Rejected input. Its text says what is wrong and what is allowed."""

    path: str
    """The path of the input, such as `training.learningRate`."""
    value: str
    """The rejected value, as a text."""
    allowed: str
    """The allowed values, as the end of a sentence that begins "must be"."""
    choices: list[Choice] | None
    """What weights leave open, where that is why they are refused; otherwise None."""

    def __init__(
        self, message: str, path: str = "", value: str = "", allowed: str = "", choices: Sequence[Choice] | None = None
    ) -> None:
        super().__init__(message, path, value, allowed, choices)
        self.path = path
        self.value = value
        self.allowed = allowed
        self.choices = None if choices is None else list(choices)

    def __str__(self) -> str:
        return str(self.args[0])


class RefusedType(Refused, TypeError):
    """Input of a type that is not taken, or a field that does not exist."""


class RefusedValue(Refused, ValueError):
    """Input of the right type with a value that is not allowed."""


def out_of_range(path: str, value: object, allowed: str) -> RefusedValue:
    """The error for a `value` that is not allowed at `path`."""
    return RefusedValue(f"{path}: {value} is not allowed; must be {allowed}", path, str(value), allowed)


def wrong_type(path: str, value: object, allowed: str) -> RefusedType:
    """The error for a `value` whose type is not taken at `path`."""
    return RefusedType(f"{path}: {value} is not allowed; must be {allowed}", path, str(value), allowed)
