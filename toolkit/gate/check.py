"""Draft + documents → named failures: citations, changes, unsourced text, leaks; and the same for the written file."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from toolkit.errors import GateError
from toolkit.gate.leaks import Names, but_confirmed, collect_names, find_leaks
from toolkit.labels import labels
from toolkit.lexicon import known_topics, load, topic
from toolkit.model import (
    Change,
    Document,
    DocumentRecord,
    Draft,
    DraftField,
    DraftItem,
    Failure,
    ItemKind,
    Measure,
    Passage,
    PassageKind,
    Profile,
    Source,
)
from toolkit.text import fold

_FIXED = 8
"""Letters of its own that a label with places to fill in must have, to vouch for a text."""
_NOT_OURS = "namnet hör inte hemma i kommunens plan"
_SHOWN = 12
"""Failures that an error message lists; the rest is counted."""


def check(
    draft: Draft,
    documents: Sequence[Document],
    register: Sequence[DocumentRecord],
    profile: Profile,
    *,
    measures: Sequence[Measure] = (),
    confirmed: Sequence[str] = (),
) -> tuple[Failure, ...]:
    """Everything in the draft that has no source, is wrongly quoted, or names another town; empty when it may leave.

    Args:
        draft: What is to leave.
        documents: The documents it was made from.
        register: Whose they are.
        profile: Whose draft it is: its own names are no leak.
        measures: The documents' measures, for the names of their owners.
        confirmed: Texts that people wrote and confirmed although they name another town, and their reasons.
    """
    names = collect_names(documents, register, profile, measures=measures)
    by_id = {document.id: document for document in documents}
    failures: list[Failure] = []
    for section in draft.sections:
        failures += _title(section.title, section.id, draft)
        for passage in section.passages:
            failures += _passage(passage, profile, by_id)
            failures += [one for goal in passage.suggestions for one in _source(passage.id, goal, by_id)]
        for item in section.items:
            failures += _item(item, by_id, draft.language)
    failures += _leaks(draft, names, confirmed)
    return tuple(failures)


def raise_for(failures: Sequence[Failure]) -> None:
    """Stop if anything failed.

    Raises:
        GateError: The failures, each with its place and words.
    """
    if not failures:
        return
    lines = [f"{failure.where}: {failure.message} ”{failure.text}”" for failure in failures[:_SHOWN]]
    more = f" … och {len(failures) - _SHOWN} till" if len(failures) > _SHOWN else ""
    raise GateError(f"Grinden stoppade utkastet på {len(failures)} ställen: {'; '.join(lines)}{more}.")


def quotable(measures: Sequence[Measure], documents: Sequence[Document]) -> frozenset[str]:
    """Ids of the measures whose words are found at their place; the rest must not be quoted in a draft."""
    by_id = {document.id: document for document in documents}
    return frozenset(
        measure.id
        for measure in measures
        if measure.document in by_id and stands(by_id[measure.document], measure.text, measure.provenance.page)
    )


# --- citations ------------------------------------------------------------------------------------------------------


def stands(document: Document, quote: str, page: int | None) -> bool:
    """Whether the quotation stands on the page, or begins there and goes on over the next; else in all the text."""
    whole = fold(quote)
    if not whole:
        return False
    if not document.pages:
        return whole in _folded(document.text)
    texts = {one.number: one.text for one in document.pages}
    if page is None:
        return whole in "".join(_folded(text) for text in texts.values())
    if page not in texts:
        return False
    following = [_folded(texts[number]) for number in range(page, page + 3) if number in texts]
    return whole in following[0] or whole in "".join(following) or _over_break(whole, *following[:2])


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """A page's or a document's text, folded once for all its quotations."""
    return fold(text)


def _over_break(whole: str, head: str, tail: str = "") -> bool:
    """Whether some beginning of the quotation stands on one page and the rest on the next, around footers."""
    if whole[:2] not in head or whole[-2:] not in tail:
        return False
    return any(whole[:at] in head and whole[at:] in tail for at in range(len(whole) - 2, 1, -1))


def _made(quote: str, changes: Sequence[Change]) -> str | None:
    """What the changes make of the quote; None where they do not fit it."""
    made, at = "", 0
    for change in sorted(changes, key=lambda one: (one.start, one.end)):
        if not at <= change.start <= change.end <= len(quote) or quote[change.start : change.end] != change.old:
            return None
        made += quote[at : change.start] + change.new
        at = change.end
    return made + quote[at:]


def _item(item: DraftItem, documents: Mapping[str, Document], language: str) -> Iterable[Failure]:
    """What is wrong with an item and its cells."""
    yield from _kind(item.id, item.kind, item.text, item.quote, item.changes, language)
    if item.kind is ItemKind.LOCAL and not (item.author and item.written):
        yield _failure("local", item.id, item.text, "egen text utan uppgift om vem och när")
    if item.kind in {ItemKind.QUOTATION, ItemKind.ADAPTATION}:
        if not item.sources:
            yield _failure("source", item.id, item.text, "raden saknar källa")
        elif item.sources[0].quote != item.quote:
            yield _failure("citation", item.id, item.text, "citatet är inte källans")
    for source in item.sources:
        yield from _source(item.id, source, documents)
    for cell in item.fields:
        yield from _cell(item.id, cell, documents, language)


def _cell(where: str, cell: DraftField, documents: Mapping[str, Document], language: str) -> Iterable[Failure]:
    """What is wrong with a cell."""
    where = f"{where}/{cell.key}"
    yield from _kind(where, cell.kind, cell.text, cell.quote, cell.changes, language)
    if cell.kind in {ItemKind.QUOTATION, ItemKind.ADAPTATION}:
        if cell.source is None or cell.source.quote != cell.quote:
            yield _failure("source", where, cell.text, "cellen saknar källa")
        else:
            yield from _source(where, cell.source, documents)


def _kind(
    where: str, kind: ItemKind, text: str, quote: str | None, changes: Sequence[Change], language: str
) -> Iterable[Failure]:
    """Whether a text is what its kind says."""
    if kind is ItemKind.QUOTATION and (quote != text or changes):
        yield _failure("citation", where, text, "texten är inte lika med citatet")
    if kind is ItemKind.ADAPTATION and (quote is None or not changes or _made(quote, changes) != text):
        yield _failure("changes", where, text, "ändringarna ger inte texten ur citatet")
    if kind is ItemKind.BLANK and text != labels(language)["draft.blank"]:
        yield _failure("blank", where, text, "en lucka får inte ha egen text")


def _source(where: str, source: Source, documents: Mapping[str, Document]) -> Iterable[Failure]:
    """Whether the source's words stand where it says."""
    document = documents.get(source.document)
    if document is None:
        yield _failure("source", where, source.quote, f"dokumentet {source.document} finns inte i materialet")
    elif not stands(document, source.quote, source.page):
        place = f"sidan {source.page}" if source.page is not None else "dokumentet"
        yield _failure("citation", where, source.quote, f"citatet finns inte på {place} i {document.file}")


def _failure(kind: str, where: str, text: str, message: str) -> Failure:
    """A failure with its text cut to what a message can hold."""
    return Failure(kind=kind, where=where, text=text if len(text) <= 120 else f"{text[:117]}…", message=message)


# --- the skeleton ---------------------------------------------------------------------------------------------------


def _label_pattern(language: str) -> re.Pattern[str]:
    """Every label, and what the topic packs say of balance, as one pattern."""
    return _fixed_pattern(language, known_topics())


@cache
def _fixed_pattern(language: str, known: tuple[str, ...]) -> re.Pattern[str]:
    """Labels with their places to fill in open; those that are hardly more than such places fall away."""
    values = {
        value for key, value in labels(language).items() if key.split(".")[0] in {"draft", "skeleton", "assemble"}
    }
    warned = labels(language)["assemble.warn_balance"]
    values |= {
        warned.format(text=rule.get(language) or rule["sv"]) for key in known for rule in topic(key).get("balance", ())
    }
    fixed = sorted(value for value in values if "{" not in value or len(re.sub(r"\{\w+\}|\W", "", value)) >= _FIXED)
    return re.compile("|".join(_opened(value) for value in fixed), re.DOTALL)


def _opened(label: str) -> str:
    """A label with ``{name}`` as anything."""
    return "".join(".{0,800}?" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{\w+\})", label))


@cache
def _area_names(known: tuple[str, ...]) -> frozenset[str]:
    """Names of the focus areas of all topic packs, in every language."""
    return frozenset(
        str(name)
        for key in known
        for area, data in topic(key).get("focus_areas", {}).items()
        for name in (area, *(value for value in data.values() if isinstance(value, str)))
    )


def _title(title: str, where: str, draft: Draft) -> Iterable[Failure]:
    """A section's title is a label or a focus area."""
    if not _label_pattern(draft.language).fullmatch(title) and title not in _area_names(known_topics()):
        yield _failure("unsourced", where, title, "rubriken är varken etikett eller fokusområde")


def _passage(passage: Passage, profile: Profile, documents: Mapping[str, Document]) -> Iterable[Failure]:
    """Whether a passage of the skeleton is what its kind says."""
    text = passage.text
    every = [*_languages_patterns()]
    if passage.kind is PassageKind.LABEL and not any(pattern.fullmatch(text) for pattern in every):
        yield _failure("unsourced", passage.id, text, "texten är ingen fast text")
    elif passage.kind is PassageKind.BLANK and text not in {labels(one)["draft.blank"] for one in ("sv", "en")}:
        yield _failure("blank", passage.id, text, "en lucka får inte ha egen text")
    elif passage.kind is PassageKind.PROFILE and not _from_profile(text, profile):
        yield _failure("unsourced", passage.id, text, "texten står inte i profilen")
    elif passage.kind is PassageKind.QUOTATION:
        if passage.source is None or passage.source.quote != text:
            yield _failure("source", passage.id, text, "citatet saknar källa")
        else:
            yield from _source(passage.id, passage.source, documents)
    elif passage.kind is PassageKind.LOCAL and not passage.note:
        yield _failure("local", passage.id, text, "egen text utan uppgift om vem och när")


def _languages_patterns() -> tuple[re.Pattern[str], ...]:
    """The labels of both languages."""
    return (_label_pattern("sv"), _label_pattern("en"))


def _from_profile(text: str, profile: Profile) -> bool:
    """Whether the text holds something the profile says, or the printed name of a profile key."""
    said = [fact.value for fact in profile.facts] + [body.name for body in profile.bodies]
    said += [actor.organisation for actor in profile.actors] + list(profile.documents)
    tables = load("profile")
    for fact in (*profile.facts, *profile.functions):
        for table in ("facts", "functions"):
            said += list(tables[table].get(fact.key, {}).values())
        said.append(fact.key)
    return any(string and string in text for string in said)


# --- leaks ----------------------------------------------------------------------------------------------------------


def _leaks(draft: Draft, names: Names, confirmed: Sequence[str]) -> Iterable[Failure]:
    """Leaks in titles, body and items; the source apparatus may name whom it quotes."""
    for where, text, local in _visible(draft):
        found = find_leaks(text, names, bodies=not local)
        for leak in but_confirmed(found, text, confirmed) if local else found:
            message = "egen text; bekräfta den med plankit decide om namnet är avsett" if local else _NOT_OURS
            yield _failure(f"leak:{leak.kind}", where, leak.text, message)


def _visible(draft: Draft) -> Iterable[tuple[str, str, bool]]:
    """Place, text and whether a person wrote it, of everything that is title, body or item."""
    yield "titel", draft.title, False
    for label, value in draft.metadata:
        yield f"metadata/{label}", value, True
    for section in draft.sections:
        yield section.id, section.title, False
        for passage in section.passages:
            local = passage.kind in {PassageKind.LOCAL, PassageKind.PROFILE}
            yield passage.id, passage.text, local
            yield passage.id, passage.note or "", True
        for item in section.items:
            yield item.id, item.text, item.kind is ItemKind.LOCAL
            for cell in item.fields:
                yield f"{item.id}/{cell.key}", cell.text, cell.kind is ItemKind.LOCAL
            for flag in item.flags:
                yield item.id, flag, False
        if section.comparison is not None:
            for number, row in enumerate(section.comparison.rows, 1):
                for column, entry in zip(section.comparison.columns, row, strict=False):
                    if column.key != "source":
                        yield f"{section.id}/{number}", entry.text, False


# --- the written file -----------------------------------------------------------------------------------------------


def check_rendered(
    blocks: Iterable[tuple[str, str]],
    draft: Draft,
    *,
    names: Names | None = None,
    confirmed: Sequence[str] = (),
) -> tuple[Failure, ...]:
    """Whether everything in the written file comes from the draft, and names nobody it must not.

    Args:
        blocks: Place and text of each heading, paragraph, bullet and cell, as read back from the file (comments are
            source apparatus and are left out).
        draft: What was to be written.
        names: From `collect_names`; without it only the origin of the text is checked.
        confirmed: As for `check`.
    """
    allowed = _allowed(draft)
    failures: list[Failure] = []
    for where, text in blocks:
        rest = fold(text)
        for piece in allowed:
            if piece in rest:
                rest = rest.replace(piece, "\x00")
            if not rest.strip("\x00"):
                break
        if re.search(r"[^\W\d_]", rest):
            failures.append(_failure("unsourced", where, text, "texten finns inte i utkastet"))
        if names is not None:
            if _is_source_line(text, draft):
                continue
            for leak in but_confirmed(find_leaks(text, names, bodies=False), text, confirmed):
                failures.append(_failure(f"leak:{leak.kind}", where, leak.text, "namnet hör inte hemma i planen"))
    return tuple(failures)


def _allowed(draft: Draft) -> tuple[str, ...]:
    """Every string that may stand in the file, folded, longest first."""
    found = {draft.title, draft.municipality, f"{draft.municipality} kommun", f"{draft.municipality}s kommun"}
    found.update(part for pair in draft.metadata for part in pair)
    for _, text, _ in _visible(draft):
        found.add(text)
    for section in draft.sections:
        for item in section.items:
            found.update(source.title for source in item.sources)
            found.update(item.reasons)
        if section.comparison is not None:
            found.update(column.title for column in section.comparison.columns)
            found.update(entry.text for row in section.comparison.rows for entry in row)
    found.update(_apparatus(draft))
    for value in labels(draft.language).values():
        found.update(part for part in re.split(r"\{\w+\}", value))
    folded = {fold(text) for text in found if text}
    return tuple(sorted((text for text in folded if text), key=lambda text: (-len(text), text)))


def _apparatus(draft: Draft) -> tuple[str, ...]:
    """The strings of the list of sources, longest first."""
    found = {text for source in draft.sources for text in (source.municipality, source.title)}
    return tuple(sorted((text for text in found if text), key=lambda text: (-len(text), text)))


def _is_source_line(text: str, draft: Draft) -> bool:
    """Whether a text is a line of the list of sources, which may name whom it quotes."""
    match = re.match(r"\s*\[(\d+)\]", text)
    if match is None or not 1 <= int(match.group(1)) <= len(draft.sources):
        return False
    source = draft.sources[int(match.group(1)) - 1]
    return fold(source.municipality) in fold(text) and fold(source.title) in fold(text)
