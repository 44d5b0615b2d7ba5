"""Phrases of a measure's sentence that could be its name: what is done to what, in the sentence's own words.

The main clause is read from its beginning: who acts and the modal are passed over, then comes the verb, then the thing
with what belongs to it. A phrase ends where its clause, a time or a manner ends, or before a preposition; it never
ends on a word that waits for another, and never begins behind the word that governs it unless nothing else is left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.cluster.clauses import AMOUNTS, Token, WordLists, read, word_lists

LONGEST = 7
"""Words in a phrase."""
WHOLE = 0.75
"""What it is worth that a phrase is the measure's own short name."""
EXTENDED = 9
"""Words in a phrase that tells of whom it is: "stöd till unga som vill lämna kriminella gäng"."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row, and what speaks for and against them as a name."""

    text: str
    worth: float


def is_name(text: str, language: str) -> bool:
    """Whether a text has no clause in it: nothing but a noun with what belongs to it, or an infinitive with its object.

    Example:
        >>> is_name("Hänvisning av köpare", "sv"), is_name("Planen följs upp vid behov", "sv")
        (True, False)
    """
    words = word_lists(language)
    tokens = read(text, language)
    if not tokens or tokens[-1].kind not in "nv":
        return False
    start = _verb_start(tokens)
    if start and _is_light(start, words):
        return False
    if len(tokens) > LONGEST and any(token.kind == "v" for token in tokens[len(start) :]):
        return False
    return all(
        token.kind not in "sme." and (token.kind != "v" or token.low in words.infinitives | words.one["particles"])
        for token in tokens
    )


def _verb_start(tokens: Sequence[Token]) -> list[str]:
    """The verb at the beginning, with its particles."""
    end = next((at for at, token in enumerate(tokens) if token.kind != "v"), len(tokens))
    return [token.low for token in tokens[:end]]


def phrases(text: str, language: str) -> Iterator[Phrase]:
    """Candidates in the order in which they stand."""
    tokens = read(text, language)
    words = word_lists(language)
    main = _main(tokens)
    for first in range(min(len(tokens), 40)):
        token = tokens[first]
        if token.kind == "v" and (first == main or (token.level == 0 and _opens(tokens, first))):
            yield from _verb_phrases(text, tokens, first, words, main)
        if token.kind == "n" and _begins(tokens, first):
            worth = _place(tokens, first, main, words)
            yield from _grown(text, tokens, first, first, worth, words)


def _main(tokens: Sequence[Token]) -> int:
    """Place of the first verb of the main clause that is no modal; -1 where there is none."""
    return next((at for at, token in enumerate(tokens) if token.kind == "v" and token.level == 0), -1)


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb stands where a clause or an infinitive begins."""
    return at == 0 or tokens[at - 1].kind in ".ms" or (tokens[at - 1].kind == "c" and at > 1)


def _begins(tokens: Sequence[Token], at: int) -> bool:
    """Whether a phrase may begin with this noun or adjective: not in the middle of a run of them."""
    return tokens[at].low not in AMOUNTS and (at == 0 or tokens[at - 1].kind in ".pdcsvme")


def _verb_phrases(text: str, tokens: Sequence[Token], at: int, words: WordLists, main: int) -> Iterator[Phrase]:
    """The verb with its object, as long as it is printed as an infinitive and says more than "see to it"."""
    if tokens[at].low not in words.infinitives:
        return
    first = at + 1
    while first < len(tokens) and tokens[first].kind == "v" and tokens[first].low in words.one["particles"]:
        first += 1
    skipped = first
    while skipped < len(tokens) and tokens[skipped].kind == "d":
        skipped += 1
    if skipped >= len(tokens) or tokens[skipped].kind not in "np":
        return
    light = _is_light([token.low for token in tokens[at:first]], words)
    worth = 0.35 - 0.55 * light - (0.0 if at == main else 0.2) - 0.5 * tokens[at].level
    yield from _grown(text, tokens, at, skipped, worth, words)


def _place(tokens: Sequence[Token], first: int, main: int, words: WordLists) -> float:
    """How well a phrase stands that begins here: the object of the main verb best, what a preposition governs worst."""
    at = first - 1
    while at >= 0 and tokens[at].kind == "d":
        at -= 1
    token = tokens[at] if at >= 0 else None
    deep = 0.35 * tokens[first].level + 0.02 * min(first, 12)
    if token is None or (token.kind == "." and token.text != ","):
        return _as_subject(tokens, first, words) - deep
    if token.kind == "s" and token.low in ("om", "att", "hur", "när", "if", "that", "whether"):
        return _as_subject(tokens, first, words) - deep
    if token.kind == "v":
        verb = _verb_at(tokens, at)
        if at >= len(verb) and tokens[at - len(verb)].kind == "c":
            deep += 0.3  # what is done beside the first thing
        return (0.1 if _infinitive(verb, words) and not _is_light(verb, words) else 0.4) - deep
    if token.kind == "n" and any(_gives(one.low, words) for one in tokens[: at + 1] if one.kind == "v"):
        return 0.4 - deep
    if token.kind == "p":
        governor = tokens[at - 1].kind if at else "."
        before = tokens[at - 1].low if at else ""
        light = f"{words.finite.get(before, before)} {token.low}" in words.light
        return (0.35 if light else -0.1 if governor in "vm" else -0.6) - deep
    return (-0.45 if token.kind in "c." else -0.1) - deep


def _as_subject(tokens: Sequence[Token], first: int, words: WordLists) -> float:
    """What opens a clause: a name where no verb follows, what is done where the verb is passive, else who does it."""
    said = [one for one in tokens[first:] if one.level == tokens[first].level and one.kind in "vm."]
    verbs = [one for one in said if one.kind == "v" or one.text in ".;:!?"]
    if not said or said[0].text in ".;:!?/–" or (not verbs and said[0].kind == "."):
        return 0.3
    if verbs and verbs[0].kind == "v":
        return 0.4 if verbs[0].low in words.passive or verbs[0].low.endswith("s") else -0.5
    return 0.1


def _verb_at(tokens: Sequence[Token], at: int) -> tuple[str, ...]:
    """The verb that ends here, with its particles."""
    start = at
    while start > 0 and tokens[start - 1].kind == "v":
        start -= 1
    return tuple(one.low for one in tokens[start : at + 1])


def _infinitive(verb: Sequence[str], words: WordLists) -> bool:
    return verb[0] in words.infinitives


def _is_light(verb: Sequence[str], words: WordLists) -> bool:
    """Whether a verb only says that something is brought about."""
    said = " ".join((words.finite.get(verb[0], verb[0]), *verb[1:]))
    return said in words.light


def _gives(verb: str, words: WordLists) -> bool:
    """Whether a verb is one after which it is said to whom, and then what."""
    return any(verb == one or (len(one) > 3 and verb.startswith(one[:-1])) for one in words.one["giving"])


def _grown(
    text: str, tokens: Sequence[Token], start: int, first: int, worth: float, words: WordLists
) -> Iterator[Phrase]:
    """The phrases that begin at `start`, with `first` as the first word of the thing."""
    size = sum(token.kind != "." for token in tokens[start:first])
    for last in range(first, len(tokens)):
        token = tokens[last]
        if token.kind == "d" and tokens[last - 1].kind == "n":
            return
        if token.kind not in "npdc" and not (token.text == "," and _opened(tokens[first:last], words)):
            return
        size += token.kind != "."
        if size > LONGEST or token.level != tokens[first].level:
            return
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        if token.kind != "n" or not _may_end(tokens[first : last + 1], after, words):
            continue
        shape = worth + _ending(tokens, first, last, after)
        people = token.low in words.one["people"]
        if people and all(one.low in words.one["people"] for one in tokens[first : last + 1] if one.kind == "n"):
            shape -= 0.5 if start == first else 0.0
        vague = people or (start == last and size == 1)
        if vague and after is not None and after.low in ("som", "att", "who"):
            end = _whose(tokens, last + 1, EXTENDED - size)
            if end is not None:
                yield Phrase(text[tokens[start].start : tokens[end].end], shape + 0.35)
            shape -= 0.3
        yield Phrase(text[tokens[start].start : token.end], shape)


def _whose(tokens: Sequence[Token], at: int, most: int) -> int | None:
    """Where the clause ends that tells of whom a phrase is; None where it is long or has more than one verb."""
    verbs = 0
    last = None
    for end in range(at + 1, len(tokens)):
        token = tokens[end]
        second = token.kind in "vm" and verbs and tokens[end - 1].kind not in "vms"
        if token.kind in ".e" or second:
            break
        toward = token.low == "att" and tokens[end - 1].low in ("till", "för")
        if end - at >= most or (token.kind == "s" and end > at + 1 and not toward):
            return None
        verbs += token.kind in "vm"
        last = end
    return last if verbs and last is not None and tokens[last].kind in "nv" else None


def _opened(tokens: Sequence[Token], words: WordLists) -> bool:
    """Whether "between" still waits for its second part."""
    run = [one.low for one in tokens]
    at = next((at for at, low in enumerate(run) if low in ("mellan", "between")), None)
    return at is not None and not words.one["conjunctions"] & set(run[at:])


def _may_end(tokens: Sequence[Token], after: Token | None, words: WordLists) -> bool:
    """Whether a phrase may stop after the last of its words."""
    last = tokens[-1]
    if last.low in words.one["waits"] or last.low in AMOUNTS or last.text.endswith("-") or _opened(tokens, words):
        return False
    if after is None:
        return True
    torn = after.text == "-" and after.start == last.end
    return not torn and after.kind != "n" and not (after.kind == "p" and after.low in ("av", "of"))


_NEEDED = ("om", "för", "till", "mot", "to", "for", "on", "against", "with")
"""After these stands what a thing is about or for whom: without it a name says little."""


def _ending(tokens: Sequence[Token], first: int, last: int, after: Token | None) -> float:
    """What ends where the clause does is whole; two things joined by "and" are longer than a name should be."""
    whole = after is None or (after.kind in ".sevm" and after.text != ",")
    joined = sum(
        one.kind == "c" and not tokens[at - 1].text.endswith("-") for at, one in enumerate(tokens[first:last], first)
    )
    cut = after is not None and (after.kind == "c" or after.text == ",")
    needed = after is not None and after.kind == "p" and after.low in _NEEDED
    return 0.15 * whole - 0.06 * joined - 0.12 * cut - 0.2 * needed
