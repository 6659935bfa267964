"""Bits of numbers, as the fixtures have them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

FIXTURES = Path(__file__).parents[2] / "tests" / "fixtures"


def bits(*arrays: Any) -> str:
    """The bits of all numbers, 16 hexadecimal digits each. NaN has one pattern."""
    flat = [np.where(np.isnan(each), np.nan, each) for each in map(np.asarray, arrays)]
    return "".join(np.ascontiguousarray(each, dtype=">f8").tobytes().hex() for each in flat)
