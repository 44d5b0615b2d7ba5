"""Documents in English: the verdict once more, lists under a line that names actions, and labels that number measures.

`verdict` knows the wording of Swedish plans. In an English document its answer is looked at again with what `english`
hears; what a Swedish document says is never touched.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit.lexicon import strings
from toolkit.model import Block, BlockKind, Document, Form, Provenance, SectionKind, Verdict
from toolkit.segment.announced import by_what, coded, gives_examples, opens_list, states_what_is, told_of
from toolkit.segment.columns import split_labels
from toolkit.segment.english import English, hear, speakers, words
from toolkit.segment.found import Found, attribute, within
from toolkit.segment.leaves import Leaf
from toolkit.segment.lists import Leadin, form_of
from toolkit.segment.verdict import CLOSED, Judgement
from toolkit.text import sentences, tokens

OPEN = frozenset({SectionKind.MEASURES, SectionKind.AREA, SectionKind.OTHER, SectionKind.ANNEX})
"""Sections in which what is listed or brought about is a measure."""
LISTS = (Form.BULLET, Form.NUMBERED)
KNOWN = frozenset({"sv", "en", "da", "no", "fi"})
"""Languages whose verbs stand in the word lists."""
SMALL_WORDS = 0.08
"""Share of its words by which a text shows that it is in a language that is known."""
PROMISED, BROUGHT, LISTED = 0.9, 0.75, 0.6
"""What the wording speaks for a measure: a promise, something brought about, a noun under a line of actions."""


def with_names(cut: Sequence[Leaf], document: Document) -> tuple[Leaf, ...]:
    """The leaves of an English document, each with the names that promise in it."""
    names = speakers(document.text)
    return tuple(
        replace(leaf, names=names, kind=SectionKind.MEASURES if _is_group(leaf) else leaf.kind) for leaf in cut
    )


def _is_group(leaf: Leaf) -> bool:
    """Whether a numbered heading ("Strategy 2B: Safer streets") stands above a list of what is to be done."""
    label = coded(leaf.title)
    if label is None or label[0] not in words("grouped") or leaf.kind not in (SectionKind.OTHER, SectionKind.GOALS):
        return False
    items = [block.text for _, block in leaf.blocks if block.kind is BlockKind.LIST_ITEM]
    return bool(items) and sum(1 for item in items if hear(item).starts) * 2 > len(items)


def once_more(
    judged: Judgement, text: str, *, section: SectionKind, form: Form, listed: bool, names: frozenset[str]
) -> Judgement:
    """The verdict on an English candidate.

    Args:
        judged: What `judge` said.
        text: The candidate's own words.
        section: What the section is for.
        form: The form in which it is printed.
        listed: It stands under a line that names actions.
        names: The plan's own names.

    Example:
        >>> said = Judgement(Verdict.BACKGROUND, 0.3, 0.45, ())
        >>> words = "Norland will conduct a survey of wells."
        >>> options = {"section": SectionKind.OTHER, "form": Form.PROSE, "listed": False}
        >>> once_more(said, words, names=frozenset({"Norland"}), **options).verdict
        <Verdict.MEASURE: 'measure'>
        >>> once_more(said, words, names=frozenset(), **options).verdict
        <Verdict.BACKGROUND: 'background'>
    """
    if section in CLOSED:
        return judged
    heard = hear(text, names)
    if form is Form.PROSE and text[:1].islower() and not judged.measure:
        return judged
    if judged.measure and form is not Form.TABLE and text.rstrip().endswith("?"):
        return replace(judged, verdict=Verdict.BACKGROUND, reasons=(*judged.reasons, "en fråga"))
    if judged.measure:
        against = _against(heard, text, section, form)
        return replace(judged, verdict=against[0], reasons=(*judged.reasons, against[1])) if against else judged
    why, language = _speaks(heard, section, form, listed=listed)
    if not why or heard.goal or heard.source:
        return _explained(judged, heard, text, section)
    return Judgement(Verdict.MEASURE, judged.layout, max(judged.language, language), (*judged.reasons[:2], why))


_TAKEN = ("inget uttryckligt åtagande", "engelsk beskrivning utan utförare", "beskrivning utan åtagande")
"""What `judge` says where it heard nothing: in an English text it can be said better."""
_MODAL = re.compile(r"\b(?:will|shall|should|must|aims? to|intends? to|plans? to|can|could|may|would)\b", re.IGNORECASE)


def _explained(judged: Judgement, heard: English, text: str, section: SectionKind) -> Judgement:
    """The verdict that stands, with what an English reader can check it by."""
    if judged.reasons[2:3] and judged.reasons[2] not in _TAKEN:
        return judged
    modal = _MODAL.search(text)
    if heard.source:
        why = "anger en källa"
    elif heard.goal:
        why = "en förändring i procent eller tal, utan åtgärd"
    elif section not in OPEN and (heard.promise or heard.brought or heard.starts):
        why = f"avsnittet innehåller inga åtgärder: {heard.promise or heard.brought or heard.starts}"
    elif modal is not None:
        why = f"ingen egen part binder sig till en handling: {modal.group().lower()}"
    elif heard.tells:
        why = f"säger hur det är: {heard.tells}"
    else:
        why = "varken uppmaning eller åtagande"
    return replace(judged, reasons=(*judged.reasons[:2], why))


def _against(heard: English, text: str, section: SectionKind, form: Form) -> tuple[Verdict, str] | None:
    """Why what looked like a measure is none."""
    if heard.source:
        return Verdict.BACKGROUND, "anger en källa"
    if heard.goal:
        return Verdict.GOAL, "en förändring i procent, utan åtgärd"
    if form is Form.PROSE and text[:1].islower():
        return Verdict.BACKGROUND, "börjar mitt i en mening"
    if heard.promise or heard.brought or heard.imperative:
        return None
    if heard.tells:
        return Verdict.BACKGROUND, f"säger hur det är: {heard.tells}"
    if form is Form.PROSE and section is not SectionKind.FOLLOW_UP:
        return Verdict.BACKGROUND, "engelsk mening utan uppmaning eller åtagande"
    label = coded(text)
    if label is not None and label[0] in words("grouped"):
        return Verdict.GOAL, f"rubrik för en grupp: {label[0]}"
    return None


def _speaks(heard: English, section: SectionKind, form: Form, *, listed: bool) -> tuple[str, float]:
    """Why it is a measure, and how strongly its wording speaks for it."""
    if heard.promise and section in OPEN | {SectionKind.FOLLOW_UP}:
        return f"egen part åtar sig: {heard.promise}", PROMISED
    if section not in OPEN:
        return "", 0.0
    if form in LISTS:
        if heard.starts:
            return f"punkt som inleds med åtgärdsord: {heard.starts}", PROMISED
        if listed and heard.nominal:
            return f"punkt under en rad som nämner åtgärder: {heard.nominal}", LISTED
    if heard.brought:
        return f"något ska åstadkommas: {heard.brought}", BROUGHT
    if form is Form.PROSE and section is SectionKind.MEASURES and heard.imperative and not heard.tells:
        return f"uppmaning i åtgärdsavsnitt: {heard.starts}", PROMISED
    return "", 0.0


def beneath(lead: str, items: Sequence[str], leadin: Leadin) -> Leadin:
    """What an English line above a list hands down: it names actions, or it says how something is to be."""
    if gives_examples(lead):
        return replace(leadin, commits=False, vetoed="such as")
    if states_what_is(lead):
        return replace(leadin, commits=False, vetoed=lead.strip().rstrip(":").rsplit(" ", 1)[-1])
    heard = [hear(item) for item in items]
    acting = sum(1 for one in heard if one.starts or one.nominal)
    begun = sum(1 for one in heard if one.starts)
    if opens_list(lead) and acting * 2 >= len(items):
        return replace(leadin, vetoed="", commits=True, measure=False)
    if not leadin.vetoed and not leadin.commits and not _binds(lead) and (against := told_of(lead)):
        return replace(leadin, vetoed=against)
    if leadin.vetoed.startswith("includ") and begun * 3 >= len(items) * 2 and not _needs(lead):
        return replace(leadin, vetoed="")
    return leadin


def _binds(lead: str) -> bool:
    return re.search(r"\b(?:will|shall|should|must|to)\b", lead.lower()) is not None


def _needs(lead: str) -> bool:
    """Whether a line speaks of needs, goals and the like."""
    said = set(tokens(lead))
    return not said.isdisjoint(words("unlisted"))


def is_coded(text: str) -> bool:
    """Whether a label of its own numbers the text as one measure: ``Action T-1: …``."""
    label = coded(text)
    return label is not None and label[0] in words("coded")


def coded_measure(block: Block, leaf: Leaf) -> Found | None:
    """The measure that a label of its own numbers."""
    label = coded(block.text)
    if label is None or label[0] not in words("coded") or leaf.kind in CLOSED:
        return None
    head, labels = split_labels(block.text[label[2] :])
    if len(tokens(head)) < 2 or head.rstrip().endswith("?") or hear(head).tells:
        return None
    starts = hear(head).starts
    return Found(
        text=head,
        provenance=within(block.provenance, label[2], label[2] + len(head)),
        form=Form.NUMBERED,
        section=leaf.kind,
        verdict=Verdict.MEASURE,
        number=label[1],
        heading_path=leaf.path,
        attributes=tuple(attribute(one, block, shift=label[2]) for one in labels),
        goal=leaf.goal,
        layout=0.9,
        language=PROMISED if starts else LISTED,
        reasons=(f"etikett med nummer: {label[0]} {label[1]}", *((f"ord: {starts}",) if starts else ())),
    )


def among_measures(found: list[Found], first: int) -> None:
    """Verbal nouns in a list that otherwise holds measures are measures too: ``Construction of a depot``."""
    listed = [at for at in range(first, len(found)) if found[at].form in LISTS and ". " not in found[at].text]
    taken = sum(1 for index in listed if found[index].verdict is Verdict.MEASURE)
    for index in listed:
        one = found[index]
        if one.verdict is Verdict.BACKGROUND and taken * 2 >= len(listed) and _is_noun_of_action(one):
            why = (*one.reasons[:2], "verbalsubstantiv bland åtgärder")
            found[index] = replace(one, verdict=Verdict.MEASURE, language=max(one.language, LISTED), reasons=why)


_GERUND = re.compile(r"[a-z]{3,}ing\b")
_PARTS = re.compile(r"(?:^|(?<=[\s;,:]))\((?:[1-9]|i{1,3}|iv|v|vi{0,3}|[a-h])\) ?")


def enumerated(text: str) -> tuple[tuple[int, int], ...]:
    """Where the actions stand that a sentence counts up in brackets, if its beginning names actions or promises.

    Example:
        >>> said = "Actions to support this include: (1) training staff; (2) buying tools and; (3) opening a shop."
        >>> [said[start:end] for start, end in enumerated(said)]
        ['training staff', 'buying tools', 'opening a shop']
    """
    marks = list(_PARTS.finditer(text))
    if len(marks) < 2:
        return ()
    lead = text[: marks[0].start()]
    if by_what(lead) or not (opens_list(lead) or re.search(r"\b(?:will|shall|should|must|are to|is to)\b", lead)):
        return ()
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    cuts = []
    for mark, end in zip(marks, ends, strict=True):
        words_of = re.sub(r"[\s;,.]*(?:\band\b)?[\s;,.]*$", "", text[mark.end() : end])
        cuts.append((mark.end(), mark.end() + len(words_of)))
    acting = sum(1 for start, end in cuts if hear(text[start:end]).starts or _GERUND.match(text[start:end]))
    return tuple(cuts) if acting * 3 >= len(cuts) * 2 else ()


def counted_up(text: str, place: Provenance, leaf: Leaf) -> list[Found]:
    """The measures that a sentence counts up."""
    return [
        Found(
            text=text[start:end],
            provenance=within(place, start, end),
            form=Form.PROSE,
            section=leaf.kind,
            verdict=Verdict.MEASURE,
            heading_path=leaf.path,
            goal=leaf.goal,
            layout=0.45,
            language=PROMISED if hear(text[start:end]).starts else LISTED,
            reasons=("uppräkning i en mening som nämner åtgärder",),
        )
        for start, end in (enumerated(text) if leaf.kind in OPEN else ())
    ]


def also_counted(leaf: Leaf) -> list[Found]:
    """What the explanation of a measure with a heading of its own counts up: actions each by itself."""
    made = []
    for _, block in leaf.blocks if leaf.names is not None else ():
        if block.table is None and block.kind is BlockKind.PARAGRAPH:
            for start, end in sentences(block.text):
                made.extend(counted_up(block.text[start:end], within(block.provenance, start, end), leaf))
    return made


_WEAK = frozenset(("can", "could", "may", "might", "will", "would"))
"""With these an item is a sentence and no noun phrase."""


def _is_noun_of_action(one: Found) -> bool:
    """Whether an item that was passed over begins with a verbal noun, and nothing but its wording spoke against it."""
    heard = hear(one.text)
    if ". " in one.text or not _WEAK.isdisjoint(tokens(one.text)):
        return False
    vetoed = any("räknar upp" in why for why in one.reasons)
    against = heard.tells or heard.goal or heard.source
    return bool(heard.nominal) and not against and one.section in OPEN and not vetoed


def is_foreign(language: str, text: str) -> bool:
    """Whether a document is in a language without word lists: it was told so, and its small words do not gainsay it.

    Example:
        >>> is_foreign("es", "La ciudad debe construir caminos para todos"), is_foreign("de", "Vi ska ta fram en plan")
        (True, False)
    """
    if language in KNOWN:
        return False
    said = tokens(text[:20000])
    known = {name: frozenset(listed) for name, listed in strings("languages").items() if name in KNOWN}
    most = max(sum(1 for word in said if word in listed) for listed in known.values())
    return most < SMALL_WORDS * len(said)


def unspoken(found: Sequence[Found]) -> list[Found]:
    """The candidates of a document in a language without word lists: what only its wording spoke for is no measure."""
    return [
        replace(one, verdict=Verdict.BACKGROUND, reasons=(*one.reasons, "språket har ingen ordlista"))
        if one.verdict is Verdict.MEASURE and one.form is not Form.TABLE and not one.attributes
        else one
        for one in found
    ]


def is_running_text(block: Block) -> bool:
    """Whether a list item is a numbered paragraph of running text: several sentences, and no command to begin with."""
    return form_of(block) is Form.NUMBERED and ". " in block.text and not hear(block.text).starts
