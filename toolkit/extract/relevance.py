"""How much a measure belongs to each topic: tagged per measure, since most plans are wider than one topic."""

from collections.abc import Iterable, Sequence

from toolkit.extract.focus_areas import pack
from toolkit.model import Measure, TopicScore

RELEVANT = 0.5
"""From this score a measure counts as one of the topic."""
_HEADING, _TITLE = 0.5, 0.6


def relevance(
    text: str, *, context: Sequence[str] = (), title: str = "", topics: Sequence[str] = ("manniskohandel",)
) -> float:
    """0-1: one strong word of the topic settles it; weak words, the headings above and the title add up.

    Args:
        text: The measure's words.
        context: The headings above it and its goal.
        title: The document's.
        topics: Topic packs; of several the highest score counts.

    Example:
        >>> relevance("Ta fram en rutin för misstänkt människohandel.")
        1.0
        >>> relevance("Asfaltera gångbanan.")
        0.0
        >>> relevance("Ta fram en rutin.", title="Handlingsplan mot prostitution")
        0.6
    """
    return max((one.score for one in by_topic(text, context=context, title=title, topics=topics)), default=0.0)


def by_topic(
    text: str, *, context: Sequence[str] = (), title: str = "", topics: Sequence[str] = ("manniskohandel",)
) -> tuple[TopicScore, ...]:
    """The score for each topic, in the order given; packs of one's own by their name.

    In a document on several topics the title speaks for a topic only where neither the measure's words nor the
    headings above it speak for another: what stands nearer goes first.

    Example:
        >>> both = by_topic("Sätta upp solceller", topics=("manniskohandel", "klimat"))
        >>> [(one.topic, one.score) for one in both]
        [('manniskohandel', 0.0), ('klimat', 1.0)]
    """
    near = {key: _near(text, context, key) for key in topics}
    found = []
    for key in topics:
        score = near[key]
        elsewhere = any(one >= RELEVANT for other, one in near.items() if other != key)
        if title and pack((key,)).strong.find(title) and (score >= RELEVANT or not elsewhere):
            score += _TITLE
        found.append(TopicScore(topic=name_of(key), score=round(min(score, 1.0), 2)))
    return tuple(found)


def name_of(key: str) -> str:
    """A topic's name without the fingerprint that the key of a pack of one's own has.

    Example:
        >>> name_of("suicidprevention@1a2b3c4d")
        'suicidprevention'
    """
    return key.partition("@")[0]


def _near(text: str, context: Sequence[str], key: str) -> float:
    """What the measure's own words and the headings above it say."""
    known = pack((key,))
    if known.strong.find(text):
        return 1.0
    score = 0.25 * min(2, len({hit.word.lower() for hit in known.weak.find(text)}))
    return score + (_HEADING if any(known.strong.find(heading) for heading in context) else 0.0)


def relevant(measures: Iterable[Measure], *topics: str, least: float = RELEVANT) -> tuple[Measure, ...]:
    """The measures that belong to one of the topics at least; all of them where no topic is named.

    Args:
        measures: With their scores by topic.
        topics: Names of packs.
        least: Score from which a measure belongs.

    Example:
        >>> relevant((), "klimat")
        ()
    """
    wanted = {name_of(key) for key in topics}
    return tuple(
        measure
        for measure in measures
        if not wanted or any(one.topic in wanted and one.score >= least for one in measure.topics)
    )
