"""The guards of topic packs: what sounds alike but is not the same measure is kept apart, unless people said otherwise.

A guard names two sets of words. A measure that holds words of the one and none of the other may not share a row with
one that holds words of the other only.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from toolkit.decisions import replay
from toolkit.extract.vocabulary import Vocabulary, vocabulary
from toolkit.labels import labels
from toolkit.lexicon import topic
from toolkit.model import Clustering, Decision, DecisionKind, Measure

_BY = "ämnespaket"


@cache
def _sides(key: str) -> tuple[tuple[str, str, str, Vocabulary], ...]:
    """Key, Swedish and English name of each guard of a topic, and the words of its two sides."""
    return tuple(
        (
            str(guard["key"]),
            str(guard["sv"]),
            str(guard.get("en", guard["sv"])),
            vocabulary([*((term, "one") for term in guard["one"]), *((term, "other") for term in guard["other"])]),
        )
        for guard in topic(key).get("guards", ())
    )


def kept_apart(clustering: Clustering, measures: Sequence[Measure], *, topics: Sequence[str]) -> Iterator[Decision]:
    """An event for each pair that stands in one cluster and that a guard of the topics keeps apart."""
    text = {measure.id: measure.text for measure in measures}
    for key in topics:
        for name, told, _, words in _sides(key):
            for cluster in clustering.clusters:
                if len(cluster.members) < 2:
                    continue
                side = {member: _side(text.get(member, ""), words) for member in cluster.members}
                ones = [member for member, said in side.items() if said == "one"]
                others = [member for member, said in side.items() if said == "other"]
                for number, pair in enumerate((a, b) for a in ones for b in others):
                    yield Decision(
                        id=f"vakt-{name}-{cluster.id}-{number}", kind=DecisionKind.NEVER_TOGETHER, targets=pair,
                        who=_BY, when="", why=told, anchors=tuple(text[one] for one in pair),
                    )  # fmt: skip


def _side(text: str, words: Vocabulary) -> str | None:
    """Which side of a guard a text is on; None for neither and for both."""
    found = {key for hit in words.find(text) for key in hit.keys}
    return found.pop() if len(found) == 1 else None


def guarded(
    clustering: Clustering,
    decisions: Sequence[Decision],
    measures: Sequence[Measure],
    *,
    topics: Sequence[str],
    language: str = "sv",
) -> Clustering:
    """The clustering with what the guards keep apart taken apart and told; what people joined stays joined."""
    events = tuple(kept_apart(clustering, measures, topics=topics))
    if not events:
        return clustering
    apart = replay(clustering, (*events, *decisions), measures=measures, language=language)
    text = {measure.id: measure.text for measure in measures}
    home = {member: cluster.id for cluster in apart.clusters for member in cluster.members}
    say = labels(language)["cluster.guarded"]
    notes = [
        say.format(why=event.why, one=text[event.targets[0]], other=text[event.targets[1]])
        for event in events
        if home[event.targets[0]] != home[event.targets[1]]
    ]
    kept = tuple(note for note in apart.notes if "vakt-" not in note)
    return _named(apart, kept, notes)


def _named(clustering: Clustering, kept: tuple[str, ...], notes: Sequence[str]) -> Clustering:
    """Without the guards among the decisions that shaped a cluster: no person took them."""
    from dataclasses import replace

    clusters = tuple(
        replace(one, decided=tuple(id for id in one.decided if not id.startswith("vakt-")))
        for one in clustering.clusters
    )
    return replace(clustering, clusters=clusters, notes=tuple(dict.fromkeys((*kept, *notes))))
