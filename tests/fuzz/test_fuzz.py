"""Every reader on files changed at random: a document that holds together or a named error, never anything else."""

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.found import FOUND
from tests.fuzz.targets import TARGETS, mutate
from toolkit.ingest import sandbox

EXAMPLES = {"pdf": 60, "zip": 80, "any": 60}
changes = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 60_000), st.integers(0, 600), st.integers(0, 400)), max_size=6
)


@pytest.fixture(scope="module", autouse=True)
def children_end():
    yield
    sandbox.close_workers()


@pytest.fixture(autouse=True)
def no_outside_programs(monkeypatch):
    """A picture would be looked at by tesseract for seconds, an old Word file by LibreOffice."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setenv("PATH", "")


@pytest.mark.parametrize("name", TARGETS)
def test_a_changed_file_ends_as_document_or_named_error(name):
    target = TARGETS[name]
    seeds = target.seeds()

    @settings(
        max_examples=EXAMPLES.get(name, 120), deadline=None, derandomize=True, database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
    )  # fmt: skip
    @given(st.integers(0, len(seeds) - 1), changes)
    def run(which, made):
        target.run(mutate(seeds[which], made, target.words))

    run()


@pytest.mark.parametrize(("name", "data"), FOUND, ids=[f"{name}-{at}" for at, (name, _) in enumerate(FOUND)])
def test_what_was_found_once_stays_mended(name, data):
    TARGETS[name].run(data)
