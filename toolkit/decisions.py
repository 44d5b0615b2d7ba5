"""What people decided: one vocabulary of events, and their replay over any automatic result.

A decision speaks of measures, not of clusters: `expand` turns a cluster into its members when the event is made, and
keeps the members' text as anchors, so that the decision outlives every re-read and every new cut. Replay has three
named steps: `anchored` (lost ids are found again by fingerprint, then by likeness; what stays lost is listed) →
`links` (what must and what must never stand together; the last word wins and each contradiction is listed) →
`replay`. Replaying twice changes nothing. Writing the log to disk is the store's work.

How the fields are used: ACCEPT, MERGE and RENAME name the members (RENAME puts the label into `value`); SPLIT names
those that leave and puts one that stays into `value`; MOVE names those that move and puts a member of the new cluster
into `value`, or nothing for "alone"; NEVER_TOGETHER and REJECT name measures that are different things; UNDO names
decisions. `anchors` holds the text of each target, then of `value` where that is a measure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from toolkit.anchoring import OF_CLUSTERS, POINTS_AT_MEASURE, anchored
from toolkit.errors import DecisionError
from toolkit.labels import labels
from toolkit.model import Cluster, Clustering, Decision, DecisionKind, Measure
from toolkit.text import fingerprint

_FEWEST = {DecisionKind.MERGE: 2, DecisionKind.NEVER_TOGETHER: 2, DecisionKind.REJECT: 1}


@dataclass(frozen=True, slots=True)
class Links:
    """What the decisions in force ask of the clusters, and which decision asks it."""

    together: tuple[tuple[str, ...], ...] = ()
    """Sets of measures that must stand together; the first one says where."""
    apart: tuple[tuple[str, str], ...] = ()
    """Pairs that must not; the second one leaves."""
    alone: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def validate(decisions: Sequence[Decision]) -> None:
    """Check the whole log and name every fault at once.

    Raises:
        DecisionError: Too few targets, no value where one is needed, an id used before, or an undo of nothing.
    """
    faults: list[str] = []
    seen: set[str] = set()
    for decision in decisions:
        fault = _fault(decision, seen)
        if fault:
            faults.append(f"{decision.id}: {fault}")
        seen.add(decision.id)
    if faults:
        raise DecisionError("Beslutsloggen håller inte ihop: " + "; ".join(faults) + ".")


def _fault(decision: Decision, seen: set[str]) -> str | None:
    """What is wrong with one decision, or None."""
    if decision.id in seen:
        return "samma id två gånger"
    if len(decision.targets) < _FEWEST.get(decision.kind, 1):
        return f"{decision.kind} behöver fler mål"
    if decision.kind is DecisionKind.RENAME and not (decision.value or "").strip():
        return "nytt namn saknas"
    if decision.kind is DecisionKind.SPLIT and not decision.value:
        return "det saknas vilken åtgärd som blir kvar"
    if decision.kind is DecisionKind.UNDO and not set(decision.targets) <= seen:
        return "ångrar ett beslut som inte finns före det"
    return None


def in_force(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Decisions that nobody took back, in order; taking back an undo brings the decision into force again.

    Example:
        >>> first = Decision(id="1", kind=DecisionKind.ACCEPT, targets=("m",), who="A", when="2026-01-01")
        >>> second = Decision(id="2", kind=DecisionKind.UNDO, targets=("1",), who="A", when="2026-01-02")
        >>> in_force([first, second])
        ()
    """
    undone: set[str] = set()
    standing: list[Decision] = []
    for decision in reversed(decisions):
        if decision.id in undone:
            continue
        if decision.kind is DecisionKind.UNDO:
            undone.update(decision.targets)
        else:
            standing.append(decision)
    return tuple(reversed(standing))


def expand(decision: Decision, clustering: Clustering, measures: Sequence[Measure]) -> Decision:
    """The decision with clusters replaced by their members and with the anchors filled in: what goes into the log."""
    clusters = {cluster.id: cluster for cluster in clustering.clusters}
    text = {measure.id: measure.text for measure in measures}
    targets: dict[str, None] = {}
    for target in decision.targets:
        for member in clusters[target].members if target in clusters else (target,):
            targets[member] = None
    value = decision.value
    if value in clusters and decision.kind in POINTS_AT_MEASURE:
        value = next((item for item in clusters[value].members if item not in targets), None)
    points = (value,) if value and decision.kind in POINTS_AT_MEASURE else ()
    anchors = tuple(text.get(item, "") for item in (*targets, *points))
    return replace(decision, targets=tuple(targets), value=value, anchors=anchors)


@dataclass(slots=True)
class _Ledger:
    """What holds so far while the log is read from the first event to the last."""

    joined: dict[frozenset[str], tuple[str, str, Decision]]
    parted: dict[frozenset[str], tuple[str, str, Decision]]
    alone: dict[str, Decision]
    clashes: list[tuple[Decision, Decision]]

    def enter(self, decision: Decision) -> None:
        """Take one decision in: it overrides what stands against it, and that is kept as a clash."""
        if decision.kind in POINTS_AT_MEASURE:
            self._leave(decision)
        for left, right, together in _pairs(decision):
            pair = frozenset((left, right))
            against = (self.parted if together else self.joined).pop(pair, None)
            if against:
                self.clashes.append((decision, against[2]))
            if together:
                for item in pair & self.alone.keys():
                    self.clashes.append((decision, self.alone.pop(item)))
            (self.joined if together else self.parted)[pair] = (left, right, decision)

    def _leave(self, decision: Decision) -> None:
        """Those that move or split off let go of all that others joined them with."""
        moving = frozenset(decision.targets)
        for pair in [pair for pair in self.joined if len(pair & moving) == 1]:
            self.clashes.append((decision, self.joined.pop(pair)[2]))
        for target in decision.targets:
            self.alone.pop(target, None)
            if decision.kind is DecisionKind.MOVE and decision.value is None:
                for pair in [pair for pair in self.joined if target in pair]:
                    self.clashes.append((decision, self.joined.pop(pair)[2]))
                self.alone[target] = decision


def links(decisions: Sequence[Decision], *, language: str = "sv") -> Links:
    """What must and what must never stand together, out of decisions that are in force and anchored.

    The last word on a pair wins. Where it goes against an earlier decision, that is listed.
    """
    say = labels(language)
    ledger = _Ledger({}, {}, {}, [])
    for decision in in_force(decisions):
        ledger.enter(decision)
    kinds = {kind: say[f"decisions.kind_{kind}"] for kind in DecisionKind}
    conflict = say["decisions.conflict"]
    notes = [
        conflict.format(
            new=new.id, new_kind=kinds[new.kind], new_who=new.who, old=old.id, old_kind=kinds[old.kind], old_who=old.who
        )
        for new, old in ledger.clashes
        if not (new.kind in POINTS_AT_MEASURE and new.who == old.who)
    ]
    sets = _components([(left, right) for left, right, _ in ledger.joined.values()])
    apart, chained = _possible(list(ledger.parted.values()), sets)
    notes += [
        say["decisions.chain"].format(id=why.id, who=why.who, left=left, right=right) for left, right, why in chained
    ]
    return Links(sets, apart, tuple(sorted(ledger.alone)), tuple(dict.fromkeys(notes)))


def _pairs(decision: Decision) -> list[tuple[str, str, bool]]:
    """Pairs that a decision joins (True) or parts (False); the first of a joined pair says where."""
    targets = decision.targets
    if decision.kind is DecisionKind.MERGE:
        return [(left, right, True) for left, right in combinations(targets, 2)]
    if decision.kind in (DecisionKind.NEVER_TOGETHER, DecisionKind.REJECT):
        return [(left, right, False) for left, right in combinations(targets, 2)]
    if decision.kind is DecisionKind.SPLIT and decision.value:
        kept = [(left, right, True) for left, right in combinations(targets, 2)]
        return kept + [(decision.value, target, False) for target in targets if target != decision.value]
    if decision.kind is DecisionKind.MOVE and decision.value:
        return [(decision.value, target, True) for target in targets if target != decision.value]
    return []


def _components(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Sets that hang together, the first named item first."""
    group: dict[str, list[str]] = {}
    for left, right in pairs:
        mine, other = group.setdefault(left, [left]), group.setdefault(right, [right])
        if mine is not other:
            mine.extend(other)
            for item in other:
                group[item] = mine
    return tuple(tuple(members) for members in {id(members): members for members in group.values()}.values())


def _possible(
    parted: Sequence[tuple[str, str, Decision]], together: Sequence[Sequence[str]]
) -> tuple[tuple[tuple[str, str], ...], list[tuple[str, str, Decision]]]:
    """Pairs that can be kept apart, and those that a chain of joins holds together all the same."""
    home = {item: index for index, members in enumerate(together) for item in members}
    kept, chained = [], []
    for left, right, why in parted:
        if left in home and home[left] == home.get(right):
            chained.append((left, right, why))
        else:
            kept.append((left, right))
    return tuple(kept), chained


def replay(
    clustering: Clustering, decisions: Sequence[Decision], *, measures: Sequence[Measure], language: str = "sv"
) -> Clustering:
    """The clusters as people decided them. Pure; replaying over its own result changes nothing.

    Args:
        clustering: An automatic result, or one that was replayed before.
        decisions: The whole log, oldest first.
        measures: All measures, for the anchors.
        language: Of the notes.

    Raises:
        DecisionError: The log does not hold together.
    """
    validate(decisions)
    now, lost = anchored(decisions, measures, language=language)
    wanted = links(now, language=language)
    home = {member: cluster.id for cluster in clustering.clusters for member in cluster.members}
    placed = place(home, wanted)
    clusters = _rebuilt(clustering, placed)
    standing = in_force(now)
    named = _with_names(clusters, standing)
    notes = tuple(dict.fromkeys((*clustering.notes, *lost, *wanted.notes)))
    return replace(clustering, clusters=_ordered(named, clustering), notes=notes, apart=wanted.apart)


def place(home: Mapping[str, str], wanted: Links) -> dict[str, str]:
    """Measure → cluster id after the links: sets follow their first member, then what must not meet parts.

    Example:
        >>> place({"a": "1", "b": "2", "c": "2"}, Links(together=(("a", "b"),), apart=(("a", "c"),)))
        {'a': '1', 'b': '1', 'c': '2'}
    """
    placed = dict(home)
    sets = {item: members for members in wanted.together for item in members if item in placed}
    for members in wanted.together:
        present = [item for item in members if item in placed]
        for item in present:
            placed[item] = placed[present[0]]
    for stay, leave in wanted.apart:
        if stay in placed and leave in placed and placed[stay] == placed[leave]:
            _part(placed, leave, sets)
    for item in wanted.alone:
        if item in placed and sum(cluster == placed[item] for cluster in placed.values()) > 1:
            _part(placed, item, {})
    return placed


def _part(placed: dict[str, str], leave: str, sets: Mapping[str, Sequence[str]]) -> None:
    """Give `leave`, and what must stay with it, a cluster of its own, named after the first of them."""
    group = [item for item in sets.get(leave, (leave,)) if item in placed]
    fresh = cluster_id(group)
    taken = set(placed.values())
    while fresh in taken:
        fresh = f"{fresh}x"
    for item in group:
        placed[item] = fresh


def cluster_id(members: Sequence[str]) -> str:
    """A name that a cluster keeps as long as its lowest-named member stays.

    Example:
        >>> cluster_id(["b", "a"]) == cluster_id(["a", "c"])
        True
    """
    return f"k-{fingerprint(min(members))[:8]}"


def _rebuilt(clustering: Clustering, placed: Mapping[str, str]) -> list[Cluster]:
    """Clusters with their new members; those whose members are unchanged stay as they are."""
    members: dict[str, list[str]] = {}
    for cluster in clustering.clusters:
        for member in cluster.members:
            members.setdefault(placed[member], []).append(member)
    old = {cluster.id: cluster for cluster in clustering.clusters}
    label_of = {member: cluster.label for cluster in clustering.clusters for member in cluster.members}
    rebuilt = []
    for identity, group in members.items():
        before = old.get(identity)
        if before and set(before.members) == set(group):
            rebuilt.append(before)
            continue
        typical = before.typical if before and before.typical in group else group[0]
        families = tuple(
            kept
            for cluster in clustering.clusters
            for family in cluster.families
            if len(kept := tuple(item for item in family if item in set(group))) > 1
        )
        base = before or Cluster(id=identity, label=label_of[typical], members=(), typical=typical)
        outside = tuple(near for near in base.outsiders if near.measure not in group)
        variants = variants_within(
            [one for cluster in clustering.clusters for one in cluster.variants or (cluster.members,)], group
        )
        rebuilt.append(
            replace(
                base, members=tuple(group), typical=typical, families=families, variants=variants, outsiders=outside
            )
        )
    return rebuilt


def variants_within(variants: Iterable[Sequence[str]], members: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The variants cut down to some members; none where they are all of one.

    Example:
        >>> variants_within([("a", "b"), ("c",)], ["a", "c"]), variants_within([("a", "b"), ("c",)], ["a", "b"])
        ((('a',), ('c',)), ())
    """
    held = frozenset(members)
    kept = [tuple(item for item in one if item in held) for one in variants]
    kept = [one for one in kept if one]
    return tuple(kept) if len(kept) > 1 else ()


def _with_names(clusters: Sequence[Cluster], standing: Sequence[Decision]) -> list[Cluster]:
    """Labels that people gave, the accepted marked as sure, and which decisions shaped each cluster."""
    named = list(clusters)
    where = {member: index for index, cluster in enumerate(named) for member in cluster.members}
    for decision in standing:
        present = [where[target] for target in decision.targets if target in where]
        if not present or decision.kind not in OF_CLUSTERS:
            continue
        if decision.kind in (DecisionKind.RENAME, DecisionKind.ACCEPT):
            touched = [max(sorted(set(present)), key=present.count)]
        else:
            touched = sorted(set(present))
        for index in touched:
            cluster = named[index]
            label = decision.value if decision.kind is DecisionKind.RENAME and decision.value else cluster.label
            decided = tuple(dict.fromkeys((*cluster.decided, decision.id)))
            sure = 1.0 if decision.kind is DecisionKind.ACCEPT else cluster.confidence
            named[index] = replace(cluster, label=label, decided=decided, confidence=sure)
    return named


def _ordered(clusters: Sequence[Cluster], clustering: Clustering) -> tuple[Cluster, ...]:
    """Clusters in the order of their first member in the automatic result."""
    rank = {member: n for n, member in enumerate(item for cluster in clustering.clusters for item in cluster.members)}
    return tuple(sorted(clusters, key=lambda cluster: min(rank[member] for member in cluster.members)))
