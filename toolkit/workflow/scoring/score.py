"""Score one gold file: what kind it is, is told by what is in it."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from toolkit.errors import InputError, UsageError
from toolkit.faults import told
from toolkit.workflow.scoring.clusters import clusters
from toolkit.workflow.scoring.measures import measures
from toolkit.workflow.scoring.others import assignments, scan
from toolkit.workflow.scoring.result import Result
from toolkit.workflow.scoring.sources import sources
from toolkit.workflow.scoring.tables import ENDING, is_tables, tables


def score_all(
    golds: Sequence[Path],
    *,
    against: Sequence[Path] = (),
    encoder: str = "best",
    leave_one_out: bool = False,
    answers: bool = False,
) -> Iterator[Result]:
    """Score gold files one by one; those of tables (``*-str.xml``, or a folder of them) are one score over documents.

    Args:
        golds: Gold files, or folders with gold of tables.
        against: As in `score`.
        encoder: As in `score`.
        leave_one_out: As in `score`.
        answers: As in `score`.

    Raises:
        InputError: A gold file cannot be read.
        UsageError: There is nothing to score against.
    """
    each = [one for gold in golds for one in (sorted(gold.rglob(f"*{ENDING}")) if gold.is_dir() else [gold])]
    if not each:
        raise UsageError("Inget facit hittades i mappen.", advice=f"En mapp ska hålla facit för tabeller (*{ENDING}).")
    if of_tables := [gold for gold in each if is_tables(gold)]:
        yield tables(of_tables, against)
    for gold in each:
        if not is_tables(gold):
            yield score(gold, against=against, encoder=encoder, leave_one_out=leave_one_out, answers=answers)


def score(
    gold: Path,
    *,
    against: Sequence[Path] = (),
    encoder: str = "best",
    leave_one_out: bool = False,
    answers: bool = False,
) -> Result:
    """Score one gold file.

    Args:
        gold: Measures or assignments (a JSON list), a review sheet that was filled in (.xlsx), clusters (JSON lines),
            tables (``NAME-str.xml``) or a transcription (text).
        against: Documents, folders of them, or workspaces. Clusters need none, but with them false gaps are told by
            cause; tables are scored against the PDF beside them where none is given.
        encoder: For clusters.
        leave_one_out: For clusters: also drafts for each town built from the others.
        answers: For clusters: also the score after so many answers from a person.

    Raises:
        InputError: The gold cannot be read.
        UsageError: There is nothing to score against.
    """
    if is_tables(gold):
        return tables([gold], against)
    if gold.suffix.lower() == ".xlsx":
        from toolkit.workflow.returned_sheet import gold_of, read_sheet

        return measures(gold, gold_of(read_sheet(gold)), sources(against))
    try:
        text = gold.read_text(encoding="utf-8-sig")
        lines = gold.suffix == ".jsonl"
        records = [json.loads(line) for line in text.splitlines() if line.strip()] if lines else None
        if gold.suffix != ".txt" and records is None:
            records = json.loads(text)
    except (OSError, ValueError) as error:
        raise InputError(f"Facit {gold} går inte att läsa: {told(error)}.") from error
    if records is None:
        return scan(gold, text, sources(against))
    if not isinstance(records, list) or not all(isinstance(one, dict) for one in records):
        raise InputError(f"Facit {gold} är ingen lista av åtgärder.", advice="Formen står i toolkit/evaluate.py.")
    if lines and records and "cluster" in records[0]:
        given = sources(against) if against else None
        return clusters(gold, records, encoder=encoder, leave_one_out=leave_one_out, answers=answers, given=given)
    if records and "deadlines" in records[0]:
        return assignments(gold, records, sources(against))
    return measures(gold, records, sources(against))


def save(sheets: Sequence[Path], path: Path, *, force: bool = False) -> Path:
    """Review sheets that were filled in, as one gold file in the form of the others.

    Raises:
        UsageError: None of the files is a review sheet.
        OutputError: The file exists and `force` is not set.
    """
    from toolkit.export.files import write_file
    from toolkit.workflow.returned_sheet import gold_of, read_sheet

    books = [one for one in sheets if one.suffix.lower() == ".xlsx"]
    if not books:
        raise UsageError("Inget granskningsblad angavs.", advice="Ange det ifyllda bladet (.xlsx) som facit.")
    records = [record for book in books for record in gold_of(read_sheet(book))]
    data = (json.dumps(records, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    return write_file(path, lambda temporary: temporary.write_bytes(data), force=force)
