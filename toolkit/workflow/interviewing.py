"""The interview about a workspace's municipality: what is still open, and answers into ``profil.toml``."""

from collections.abc import Sequence

from toolkit import store
from toolkit.assemble.interview import Question, interview
from toolkit.assemble.profile_text import set_value
from toolkit.corpus import Corpus
from toolkit.errors import UsageError


def open_questions(corpus: Corpus, *, today: str) -> tuple[Question, ...]:
    """What would change the draft if it were known, most first."""
    return interview(
        corpus.profile,
        corpus.draft(today=today),
        corpus.clustering,
        corpus.all_measures,
        language=corpus.settings.language,
    )


def answer(corpus: Corpus, key: str, value: str, *, source: str | None = None, date: str | None = None) -> None:
    """Write one answer into ``profil.toml``; comments and all else in it stay.

    Raises:
        UsageError: There is no such key, or the value does not fit it.
    """
    path = corpus.store.profile_file
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    store.write_bytes(path, set_value(text, key, value, source=source, date=date).encode("utf-8"))


def answer_all(corpus: Corpus, pairs: Sequence[str], *, source: str | None = None, date: str | None = None) -> None:
    """Write answers of the form ``key=value``.

    Raises:
        UsageError: One of them has no ``=``, or its key or value is wrong.
    """
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign:
            raise UsageError(f"{pair!r} saknar =.", advice="Skriv --set nyckel=värde.")
        answer(corpus, key.strip(), value.strip(), source=source, date=date)
