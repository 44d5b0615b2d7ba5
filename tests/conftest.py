"""Where the shared development material is, and what a test does without it."""

import importlib.util
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def shared_path(*parts: str) -> Path:
    """A file of the shared material; the test skips in a user's clone and fails where CI promised the material."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{path} should be here in CI")
        pytest.skip("the shared development material is not beside this checkout")
    return path


@pytest.fixture
def shared():
    """`shared("plans", "sweden")` gives the path, or skips."""
    return shared_path


@pytest.fixture(autouse=True)
def no_outside_connection(monkeypatch):
    """Nothing leaves the machine: a connection to anything but this machine fails the test."""
    import socket

    connect = socket.socket.connect

    def guarded(self, address):
        host = address[0] if isinstance(address, tuple) else ""
        if self.family != getattr(socket, "AF_UNIX", None) and host not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"outside connection to {address}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def towns():
    """Four fictional towns' plans, their clusters and the target town's profile, built in code: see ``towns.py``."""
    spec = importlib.util.spec_from_file_location("plankit_test_towns", Path(__file__).parent / "towns.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.make_towns()


def pytest_addoption(parser):
    parser.addoption("--benchmarks", action="store_true", help="also run tests/benchmarks: speed and memory")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--benchmarks"):
        for item in items:
            if "benchmark" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="runs with --benchmarks (make bench)"))
