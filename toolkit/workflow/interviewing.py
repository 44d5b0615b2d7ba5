"""The interview about a workspace's municipality: what is still open, and answers into ``profil.toml``."""

from collections.abc import Sequence
from pathlib import Path

from toolkit import store
from toolkit.assemble.interview import Question, interview
from toolkit.assemble.profile_text import set_named_fact, set_value
from toolkit.assemble.setting import bare
from toolkit.corpus import Corpus
from toolkit.errors import UsageError
from toolkit.workflow.figures import facts_of, read_figures


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


def take_figures(corpus: Corpus, file: Path) -> tuple[str, ...]:
    """Put the figures of a saved file of Kolada or SCB into ``profil.toml``, each with source and date.

    Gives a line for each fact that was set and for what was passed over.

    Raises:
        InputError: The file cannot be read or holds no figures.
    """
    source, figures = read_figures(file)
    profile = corpus.profile
    code = next((fact.value or "" for fact in profile.facts if fact.key == "kommunkod"), "")
    name = bare(profile.municipality)
    language = corpus.settings.language
    taken = facts_of(source, figures, municipality=name, code=code, county=profile.county or "", language=language)
    path = corpus.store.profile_file
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    told = []
    for fact, named in taken.facts:
        value = fact.value or ""
        if fact.key and not named:
            text = set_value(text, f"fakta.{fact.key}", value, source=fact.source, date=fact.date)
        else:
            text = set_named_fact(text, named, value, source=fact.source, date=fact.date)
        told.append(f"{named or fact.key}: {value} ({fact.source}, {fact.date})")
    store.write_bytes(path, text.encode("utf-8"))
    return (*told, *taken.told)


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
