"""Beyond one process: a real scheduler with two worker processes gives what is given here, also when one is killed."""

import json
import os
import signal
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from toolkit.cli import run
from toolkit.cluster import blocks, build, cluster
from toolkit.cluster.rows import _measure
from toolkit.corpus import Corpus
from toolkit.errors import InputError
from toolkit.ingest import ingest_all
from toolkit.remote import answers
from toolkit.vectors import spread
from toolkit.workflow.scheduler import executor_at

distributed = pytest.importorskip("distributed")
EXAMPLE = Path(__file__).resolve().parents[2] / "corpora" / "manniskohandel"


@pytest.fixture(scope="module")
def scheduler():
    """The address of a scheduler with two worker processes, and a function that kills one of them."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, processes=True, silence_logs=50
    ) as local:
        yield local


def slow(number):
    time.sleep(0.2)
    return number * number, os.getpid()


def encode(texts):
    """Four numbers a text, the same wherever it runs."""
    return np.array([[len(text), text.count("a"), text.count("e"), 1.0] for text in texts], dtype=np.float32)


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(scheduler):
    with executor_at(scheduler.scheduler_address) as executor:
        (_, victim) = next(answers(slow, [1], executor))
        threading.Timer(0.5, os.kill, [victim, signal.SIGKILL]).start()
        done = list(answers(slow, range(20), executor))
    assert [answer for answer, _ in done] == [number * number for number in range(20)]
    assert len({worker for _, worker in done}) >= 2 and os.getpid() not in {worker for _, worker in done}


def test_files_are_read_by_workers_as_here(scheduler, tmp_path):
    files = [*sorted(EXAMPLE.glob("*.pdf"))[:1], *sorted(EXAMPLE.glob("*.docx"))[:1], tmp_path / "finns inte.pdf"]
    here = [outcome for _, outcome in ingest_all(files)]
    with executor_at(scheduler.scheduler_address) as executor:
        found = list(ingest_all(files, executor=executor))
    assert [path for path, _ in found] == files
    assert [outcome for _, outcome in found][:-1] == here[:-1]
    assert isinstance(found[-1][1], InputError) and str(found[-1][1]) == str(here[-1])


def test_texts_are_encoded_by_workers_as_here(scheduler):
    texts = [f"åtgärd {number} {'a' * number}" for number in range(150)]
    with executor_at(scheduler.scheduler_address) as executor:
        assert np.array_equal(spread(encode, executor)(texts), encode(texts))


def test_parts_are_compared_by_workers_as_here(scheduler, monkeypatch, shared):
    lines = shared("gold", "clusters_dev2.jsonl").read_text(encoding="utf-8").split("\n")
    rows = [json.loads(one) for one in lines if one]
    measures = [_measure(row, number) for number, row in enumerate(rows)]
    whole = blocks.parts
    monkeypatch.setattr(build, "EXACT", 100)
    monkeypatch.setattr(blocks, "parts", lambda *given, **more: whole(*given, **more, largest=40))
    here = cluster(measures, encoder="lexical")
    with executor_at(scheduler.scheduler_address) as executor:
        assert cluster(measures, encoder="lexical", executor=executor) == here


def test_a_workspace_compared_with_a_scheduler_is_the_same(scheduler, tmp_path, capsys):
    tables = []
    for name, more in (("here", []), ("there", ["--scheduler", scheduler.scheduler_address])):
        folder = tmp_path / name
        assert run(["new", str(folder), "--municipality", "Ekstad"]) == 0
        Corpus.open(folder).add(sorted(EXAMPLE.glob("*.docx")))
        capsys.readouterr()
        assert run(["compare", str(folder), "--json", "--today", "2026-11-22", *more]) == 0
        tables.append(capsys.readouterr().out)
    assert tables[0] == tables[1]


def test_nobody_at_the_address_is_told(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("toolkit.workflow.scheduler.WAIT", 0.5)
    file = tmp_path / "rader.jsonl"
    file.write_text('{"id": "a", "text": "Bygg", "municipality": "Ekstad"}\n', encoding="utf-8")
    assert run(["cluster", str(file), "--scheduler", "tcp://127.0.0.1:9"]) == 3
    assert "Ingen svarar" in capsys.readouterr().err


def test_lines_written_before_keep_their_clusters(tmp_path, capsys):
    rows = [
        {"id": f"m{number}", "text": text, "municipality": town}
        for number, (text, town) in enumerate(
            [("Bygg cykelvägar", "Ekstad"), ("Bygga cykelvägar", "Norrvik"), ("Utbilda personal om våld", "Ekstad")]
        )
    ]
    file, before = tmp_path / "rader.jsonl", tmp_path / "förut.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows[:2]), encoding="utf-8")
    assert run(["cluster", str(file), "--json", "--encoder", "lexical"]) == 0
    before.write_text(capsys.readouterr().out.replace("k-", "namn-"), encoding="utf-8")
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert run(["cluster", str(file), "--json", "--encoder", "lexical", "--previous", str(before)]) == 0
    first, second, third = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first["cluster"].startswith("namn-") and second["cluster"].startswith("namn-")
    assert third["cluster"].startswith("k-")
