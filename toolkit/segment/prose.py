"""Measures in unmarked paragraphs: the sentence that commits is the measure, what explains it is its description."""

import re
from dataclasses import replace

from toolkit.model import Attribute, Block, Form, Provenance, SectionKind, Verdict
from toolkit.segment.columns import split_labels
from toolkit.segment.found import Found, attribute, with_description, within
from toolkit.segment.language import signals
from toolkit.segment.leaves import Leaf
from toolkit.segment.spoken import counted_up, once_more
from toolkit.segment.unmarked import stands_as_item
from toolkit.segment.verbforms import is_own, words
from toolkit.segment.verdict import Judgement, judge
from toolkit.text import sentences, tokens

STEM = 7
"""Letters that two words must share to be the same thing named again."""


_OF = frozenset(("av", "för", "från", "hos", "i", "inför", "inom", "med", "om", "på", "till", "vid"))
"""Words that end the head of a subject: "Pulspass inför skoldagen"."""


def prose_measures(block: Block, leaf: Leaf) -> tuple[Found, ...]:
    """The candidates of a paragraph, sentence by sentence, in order."""
    head, labels = split_labels(block.text)
    told = any(one.key in {"responsible", "deadline", "partners", "follow_up"} for one in labels)
    section = leaf.section(Form.PROSE)
    form = Form.BULLET if stands_as_item(block, leaf) else Form.PROSE
    made: list[Found] = []
    for start, end in sentences(head):
        text = head[start:end].strip()
        if not text:
            continue
        judged = judge(text, section=section, form=form, labelled=told and not made)
        if leaf.names is not None and (parts := counted_up(text, within(block.provenance, start, end), leaf)):
            made.extend(parts)
            continue
        alone = False
        if leaf.names is not None and not (told and not made):
            judged = once_more(judged, text, section=section, form=Form.PROSE, listed=False, names=leaf.names)
            alone = judged.measure
        place = within(block.provenance, start, start + len(text))
        if made and made[-1].verdict is Verdict.MEASURE and not (alone or _stands_alone(text, made[-1], judged)):
            made[-1] = _with_follow_up(with_description(made[-1], text, place), text, place)
            continue
        if leaf.kind is SectionKind.GOALS and judged.measure and not signals(text).acts:
            judged = Judgement(Verdict.GOAL, judged.layout, judged.language, judged.reasons)
        made.append(
            Found(
                text=text,
                provenance=place,
                form=Form.PROSE,
                section=leaf.kind,
                verdict=judged.verdict,
                heading_path=leaf.path,
                goal=leaf.goal,
                layout=judged.layout,
                language=judged.language,
                reasons=judged.reasons,
            )
        )
    if labels and made:
        at = next((i for i in range(len(made) - 1, -1, -1) if made[i].verdict is Verdict.MEASURE), None)
        if at is not None:
            attributes = tuple(attribute(one, block) for one in labels)
            made[at] = replace(made[at], attributes=made[at].attributes + attributes)
    return tuple(made)


def _stands_alone(text: str, before: Found, judged: Judgement) -> bool:
    """Whether a later sentence is an action of its own and not about the one before."""
    if judged.verdict in (Verdict.ONGOING, Verdict.INDICATOR, Verdict.LAW):
        return True
    if not judged.measure:
        return False
    heard = signals(text)
    if heard.reviewed or _FOLLOWS.match(text):
        return before.section is SectionKind.FOLLOW_UP
    if not heard.anaphora and heard.made and judged.reasons and _something_new(text, before, heard.made):
        return True
    if heard.bare and signals(before.text).bare and before.section is SectionKind.MEASURES:
        return True
    begins = before.section is SectionKind.MEASURES and tokens(text)[:1] == [heard.owner]
    begins = begins and heard.does not in words("ongoing", "helps")
    if (
        heard.does
        and (heard.when or heard.made or begins)
        and not heard.anaphora
        and heard.owner not in tokens(before.text)
    ):
        done = ("någon i kommunen gör", "något åstadkoms", "åtgärdsord i åtgärdsavsnitt")
        return any(reason.startswith(done) for reason in judged.reasons)
    if heard.anaphora or heard.words < 5 or not (heard.starts or heard.commits):
        return False  # what is told in the present tense says how the sentence before comes about
    if heard.starts:
        return not heard.means
    opening = tokens(text)[:2]
    named = {word[:STEM] for word in tokens(before.text) if len(word) >= STEM}
    return not any(word[:STEM] in named for word in opening if len(word) >= STEM)


def _something_new(text: str, before: Found, verb: str) -> bool:
    """Whether what comes about is not named before: a subject that is indefinite, or a body, and was not spoken of."""
    said = " ".join(tokens(before.text))
    subject = tokens(text)
    subject = subject[: subject.index(verb)] if verb in subject else []
    subject = subject[: next((at for at, word in enumerate(subject) if at and word in _OF), len(subject))]
    if not 1 <= len(subject) <= 6:
        return False
    body = is_own(subject[-1]) or subject[-1] in words("addressees", "others")
    if subject[-1].endswith(("en", "et", "na", "rna")) and not (body or subject[-1].endswith("områden")):
        return False
    return not any(word[:STEM] in said for word in (subject[-1:] if body else subject) if len(word) >= STEM)


_FOLLOWS = re.compile(
    r"(?:\w+(?:en|et|na|n)|detta|det) (?:ska |skall |bör )?"
    r"(?:följs|följas|utvärderas|redovisas|återrapporteras|rapporteras)\b",
    re.IGNORECASE,
)
"""A sentence that says how the measure before it is followed up: "Rutinen följs upp årligen"."""


def _with_follow_up(found: Found, text: str, place: Provenance) -> Found:
    """The measure with the sentence as its follow-up, where it says so and no label has."""
    if not _FOLLOWS.match(text) or any(one.key == "follow_up" for one in found.attributes):
        return found
    told = Attribute(key="follow_up", text=text, provenance=place)
    return replace(found, attributes=(*found.attributes, told))
