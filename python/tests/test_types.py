"""The package is typed: mypy is content with it, and with someone who uses it. The examples in its texts hold."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import init_lab

HERE = Path(__file__).parent
MODULES = [each.name for each in pkgutil.iter_modules(init_lab.__path__, "init_lab.")]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mypy")


def mypy(cache: Path, tmp_path: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(cache), *arguments]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    return ended.stdout + ended.stderr


def test_someone_who_uses_the_package_is_typed(cache: Path, tmp_path: Path) -> None:
    assert mypy(cache, tmp_path, str(HERE / "consumer.py")) == "Success: no issues found in 1 source file\n"
    (tmp_path / "wrong.py").write_text("from init_lab import Lab\nLab().advance('far')\n")
    assert 'incompatible type "str"; expected "int"' in mypy(cache, tmp_path, "wrong.py")
    subprocess.run([sys.executable, str(HERE / "consumer.py")], cwd=tmp_path, check=True)


def test_the_package_is_typed(cache: Path, tmp_path: Path) -> None:
    # Packages without types of their own are not the package's fault.
    told = mypy(cache, tmp_path, "--config-file", str(HERE.parent / "pyproject.toml"), "-p", "init_lab")
    assert told.startswith("Success"), told


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    if name.endswith("._core"):
        return
    module = importlib.import_module(name)
    assert doctest.testmod(module).failed == 0
    assert module.__doc__, "a module says what it is"
