"""What the whole of a draft lacks or has too much of: warnings and questions to decide, never changes."""

from collections.abc import Iterable, Sequence

from toolkit.assemble.choose import Candidate
from toolkit.labels import labels
from toolkit.model import DraftItem, ItemKind, Profile

_MOST_TRAINING = 0.4
_MOST_ENDLESS = 0.5
_OTHER_FORMS = (
    "arbetskraft",
    "människoexploater",
    "tigger",
    "tvångsarbet",
    "tvingad",
    "brottslig verksamhet",
    "labour",
)


def warnings(
    chosen: Sequence[Candidate],
    items: Sequence[DraftItem],
    *,
    profile: Profile,
    size: int,
    missing: Sequence[str],
    topics: Sequence[str],
    language: str,
) -> tuple[str, ...]:
    """The warnings that apply to the chosen measures, in a fixed order."""
    say = labels(language)
    found: list[str] = []
    count = len(chosen)
    if count and "manniskohandel" in topics:
        found += _topical(chosen, language)
    endless = sum(say["assemble.flag_no_deadline"] in item.flags for item in items)
    if count and endless / count > _MOST_ENDLESS:
        found.append(say["assemble.warn_deadline"].format(share=percent(endless / count, language)))
    ownerless = sum(say["assemble.flag_no_owner"] in item.flags for item in items)
    if ownerless:
        found.append(say["assemble.warn_owner"].format(count=ownerless))
    if missing:
        found.append(say["assemble.warn_areas"].format(areas=", ".join(missing)))
    if count < size:
        found.append(say["assemble.warn_few"].format(count=count, size=size))
    if not (profile.period_from and profile.period_to):
        found.append(say["assemble.warn_period"])
    if not profile.bodies:
        found.append(say["assemble.warn_bodies"])
    return tuple(found)


def _topical(chosen: Sequence[Candidate], language: str) -> Iterable[str]:
    """What published criticism says of plans against human trafficking."""
    say = labels(language)
    training = sum(candidate.focus_area == "training" for candidate in chosen) / len(chosen)
    if training > _MOST_TRAINING:
        yield say["assemble.warn_training"].format(share=percent(training, language))
    text = " ".join(
        f"{measure.text} {measure.description or ''}" for one in chosen for measure in one.measures
    ).casefold()
    forms = {form for one in chosen for measure in one.measures for form in measure.forms}
    if not any(word in text for word in _OTHER_FORMS) and not any("labour" in form or "work" in form for form in forms):
        yield say["assemble.warn_sexual"]
    if not any(candidate.focus_area == "children" for candidate in chosen) and "barn" not in text:
        yield say["assemble.warn_children"]


def percent(share: float, language: str) -> str:
    """A share in words.

    Example:
        >>> percent(0.5, "sv")
        '50 procent'
    """
    return labels(language)["assemble.percent"].format(value=round(100 * share))


def questions(items: Sequence[DraftItem], warned: Sequence[str], *, language: str) -> tuple[str, ...]:
    """What the working group has to decide, from the warnings and the items' flags."""
    say = labels(language)
    blanks = sum(cell.kind is ItemKind.BLANK for item in items for cell in item.fields)
    blanks += sum(item.kind is ItemKind.BLANK for item in items)
    counted = (
        ("question_blanks", blanks),
        ("question_changed", sum(item.kind is ItemKind.ADAPTATION for item in items)),
        ("question_complete", sum(say["assemble.flag_complete"] in item.flags for item in items)),
        ("question_authority", sum(say["assemble.flag_authority"] in item.flags for item in items)),
    )
    asked = [say[f"skeleton.{key}"].format(count=count) for key, count in counted if count]
    return (*warned, *asked, say["skeleton.question_consequences"], say["skeleton.question_legal"])
