"""Whoever has the package has its licences: built in the tree, as by `pip install ./python`, or from the source distribution."""

from __future__ import annotations

import pathlib
from importlib.metadata import distribution

import pytest

PACKAGE = pathlib.Path(__file__).parents[1]
NAMES = ["LICENSE-APACHE", "LICENSE-MIT"]


@pytest.mark.parametrize("name", NAMES)
def test_the_package_has_the_licences_of_the_repository(name: str) -> None:
    # A build takes them from the folder of pyproject.toml only.
    assert (PACKAGE / name).read_bytes() == (PACKAGE.parent / name).read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_an_installed_package_has_them(name: str) -> None:
    [file] = [each for each in distribution("init-lab").files or [] if each.match(f"licenses/{name}")]
    assert pathlib.Path(str(file.locate())).read_bytes() == (PACKAGE / name).read_bytes()
