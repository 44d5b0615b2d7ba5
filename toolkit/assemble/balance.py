"""What the whole of a draft lacks or has too much of: warnings and questions to decide, never changes."""

from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.assemble.choose import Candidate
from toolkit.labels import labels
from toolkit.lexicon import topic
from toolkit.model import DraftItem, ItemKind, Measure, Profile

_MOST_ENDLESS = 0.5


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
    if count:
        found += balance(chosen, topics=topics, language=language)
    endless = sum(say["assemble.flag_no_deadline"] in item.flags for item in items)
    if count and endless / count > _MOST_ENDLESS:
        found.append(say["assemble.warn_deadline"].format(share=percent(endless / count, language)))
    ownerless = sum(say["assemble.flag_no_owner"] in item.flags for item in items)
    if ownerless:
        found.append(_counted("assemble.warn_owner", ownerless, language))
    if missing:
        found.append(say["assemble.warn_areas"].format(areas=", ".join(missing)))
    if count < size:
        found.append(say["assemble.warn_few"].format(count=count, size=size))
    if not (profile.period_from and profile.period_to):
        found.append(say["assemble.warn_period"])
    if not profile.bodies:
        found.append(say["assemble.warn_bodies"])
    return tuple(found)


def balance(chosen: Sequence[Candidate], *, topics: Sequence[str], language: str) -> tuple[str, ...]:
    """What the topics' packs say of the whole: an area that dominates or is missing, forms that are left out."""
    say = labels(language)["assemble.warn_balance"]
    rules = [rule for key in topics for rule in topic(key).get("balance", ())]
    texts = (str(rule.get(language) or rule["sv"]) for rule in rules if _tips(rule, chosen))
    return tuple(dict.fromkeys(say.format(text=text) for text in texts))


def _tips(rule: Mapping[str, Any], chosen: Sequence[Candidate]) -> bool:
    """Whether a rule of balance has something to say of the chosen measures."""
    area = rule.get("area")
    leading = sum(one.focus_area == area for one in chosen)
    touching = sum(any(_concerns(measure, area) for measure in one.measures) for one in chosen) if area else 0
    if area and leading / len(chosen) > rule.get("max_share", 1.0):
        return True
    if area and max(leading, touching) < rule.get("min_count", 0):
        return True
    if any(one.focus_area in rule.get("unless_area", ()) for one in chosen):
        return False
    listed = rule.get("needs_form_outside")
    forms = {form.key for one in chosen for measure in one.measures for form in measure.forms.value or ()}
    # A choice that names no form at all says nothing of which are missing.
    return bool(listed and forms) and not forms - set(listed or ())


def _concerns(measure: Measure, area: str) -> bool:
    return any(one.key == area for one in measure.focus_areas)


def percent(share: float, language: str) -> str:
    """A share in words.

    Example:
        >>> percent(0.5, "sv")
        '50 procent'
    """
    return labels(language)["assemble.percent"].format(value=round(100 * share))


def _counted(key: str, count: int, language: str) -> str:
    """A sentence with a number in it, in the singular where the number is one."""
    say = labels(language)
    return say[f"{key}_one" if count == 1 else key].format(count=count)


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
    asked = [_counted(f"skeleton.{key}", count, language) for key, count in counted if count]
    return (*warned, *asked, say["skeleton.question_consequences"], say["skeleton.question_legal"])
