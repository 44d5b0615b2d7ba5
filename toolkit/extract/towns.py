"""Which municipality a document belongs to: names beside "kommun", offices, addresses, the names in its title.

Names are compared without their dots and rings as well, since scanned pages lose them; an exact name outranks a
folded one, a folded one a damaged one. A town that is not on the list of municipalities counts when it is printed as
one ("Norrviks kommun").
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from toolkit.extract.gazetteer import Gazetteer, gazetteer, plain, squeezed, worn

Place = tuple[int, int]
Named = tuple[tuple[str, ...], Place | None]
_ENOUGH = 1.4
"""Votes from which a town is believed."""
_CLEAR = 3.0
"""Votes from which it is believed beside another with as many."""


@dataclass(slots=True)
class _Votes:
    """How strongly each town is named, and where first."""

    score: dict[str, float] = field(default_factory=dict)
    first: dict[str, Place] = field(default_factory=dict)

    def add(self, town: str, weight: float, start: int, end: int) -> None:
        self.score[town] = self.score.get(town, 0.0) + weight
        self.first.setdefault(town, (start, end))

    def best(self) -> tuple[str, Place] | None:
        """The town with the most votes, if they are enough and no other has about as many weak ones."""
        if not self.score:
            return None
        best, *others = sorted(self.score, key=lambda town: (-self.score[town], self.first[town][0]))
        most = self.score[best]
        rivalled = most < _CLEAR and any(self.score[other] >= 0.9 * most for other in others)
        return (best, self.first[best]) if most >= _ENOUGH and not rivalled else None


def towns(header: str, *, title: Place | None = None) -> Named:
    r"""The municipality or municipalities whose document begins like this, and where the first is named.

    Args:
        header: The first pages' text.
        title: Where the title stands in it: names in and right after the title count most.

    Example:
        >>> towns("Risk- och sårbarhetsanalys\nHärnösands kommun 2019")[0]
        ('Härnösand',)
        >>> towns("Gemensam handlingsplan för Åbyholms och Sundhamns kommuner")[0]
        ('Åbyholm', 'Sundhamn')
        >>> towns("Här står ordet stad för sig.")[0]
        ()
    """
    joint = _joint(header)
    if joint:
        return joint
    pieces = tuple(_in_pieces(header))
    votes = _cast(header, title, pieces)
    best = votes.best()
    if best is None:
        for town, start, end in _worn_names(header):
            votes.add(town, 1.5, start, end)
        best = votes.best()
    return ((best[0],), best[1]) if best else ((), None)


def _cast(header: str, title: Place | None, pieces: Sequence[tuple[str, int, int]]) -> _Votes:
    """All votes of a header: names beside "kommun", offices, addresses, bare names, towns not on the list.

    Of a name in pieces no part counts by itself: "Söder-" and "köpings kommun" are not Köping.
    """
    folded = plain(header)
    known = gazetteer()
    votes = _Votes()
    cut = [(start, end) for _, start, end in pieces]
    for town, start, end in pieces:
        votes.add(town, 2.0, start, end)
    for match in _outside(known.beside.finditer(folded), cut):
        weight = 3.0 if match.start() < 1500 else 1.5
        _vote(votes, known, header, _name_of(match), weight + _near(match, title))
    for match in known.office.finditer(folded):
        _vote(votes, known, header, match.span("name"), 2.0)
    for match in known.address.finditer(folded):
        votes.add(known.domains[re.sub(r"\s", "-", match["name"])], 2.0, match.start("name"), match.end("name"))
    for match in known.postal.finditer(folded):
        if seat := known.seats.get(match["name"]):
            votes.add(seat, 1.5, match.start("name"), match.end("name"))
        else:
            _vote(votes, known, header, match.span("name"), 1.0)
    for match in _outside(known.bare.finditer(folded), cut):
        if match["name"] in known.ambiguous or not header[match.start()].isupper():
            continue
        early = match.start() < 1500
        _vote(votes, known, header, match.span("name"), (0.7 if early else 0.2) + _near(match, title) / 2)
    for town, start, end in _unlisted(header[:4000], known):
        if not any(first <= start < last for first, last in cut):
            votes.add(town, 2.0, start, end)
    return votes


def _outside(matches: Iterable[re.Match[str]], cut: Sequence[Place]) -> Iterator[re.Match[str]]:
    """The matches that begin in none of the places."""
    return (match for match in matches if not any(start <= match.start() < end for start, end in cut))


def _name_of(match: re.Match[str]) -> Place:
    """Where the name stands in a match of `Gazetteer.beside`."""
    return match.span("name" if match["name"] else "region")


def _near(match: re.Match[str], title: Place | None) -> float:
    """Extra weight in the title and in the lines right after it."""
    if title is None:
        return 0.0
    return 3.0 if title[0] - 40 <= match.start() <= title[1] + 60 else 0.0


def _vote(votes: _Votes, known: Gazetteer, header: str, place: Place, weight: float) -> None:
    """A vote for the town at a place; of two towns that are alike without dots, the one printed with them."""
    printed = re.sub(r"\s+", " ", header[slice(*place)])
    candidates = known.candidates(plain(printed))
    exact = [town for town in candidates if town.lower() == printed.lower()]
    for town in exact or candidates[:1]:
        votes.add(town, weight * (1.0 if exact else 0.8), *place)


# --- towns that are not on the list, and joint documents ------------------------------------------------------------

_UNKNOWN = re.compile(
    r"(?<![\w.])(?P<name>[A-ZÅÄÖÆØ](?:[a-zåäöéæø]{3,}|[A-ZÅÄÖÆØ]{3,})(?:-[A-ZÅÄÖÆØ][a-zåäöæø]+)?)\s+"
    r"(?:kommun(?:en|ens|es|e|s)?|stads?|KOMMUN|Kommun|STAD)(?![\w-])"
)
_CITY = re.compile(
    r"(?<!\w)(?:City|Municipality|Town)\s+of\s+(?P<name>[A-ZÅÄÖÆØ][\wåäöæø-]+(?:[ ][A-ZÅÄÖÆØ][\wåäöæø-]+)?)"
)
_ADJECTIVE = re.compile(r"(?:fri|fritt|bar|sam|lig|ig|neutral|vänlig|smart|iv|ande|isk|anpassad|erad|ell|full|lös)$")
"""How describing words end, which stand before "kommun" as names do: "Fossilbränslefri kommun 2030"."""


def _unlisted(header: str, known: Gazetteer) -> Iterator[tuple[str, int, int]]:
    """Towns printed as such that are not on the list."""
    for match in _UNKNOWN.finditer(header):
        name = match["name"]
        name = name.capitalize() if name.isupper() else name
        bare = _strip_genitive(name)
        if plain(name) in known.names or plain(bare) in known.names or {name.lower(), bare.lower()} & known.others:
            continue
        if _ADJECTIVE.search(name) or _worn_town(name, header[: match.start()]):
            continue
        yield bare, match.start("name"), match.end("name")
    for match in _CITY.finditer(header):
        if plain(match["name"]) not in known.names:
            yield match["name"], match.start("name"), match.end("name")


_JOINT = re.compile(
    r"(?P<list>[A-ZÅÄÖ][\wåäö-]+(?:\s+[A-ZÅÄÖ][\wåäö-]+)?(?:\s*,\s*[A-ZÅÄÖ][\wåäö-]+)*\s+(?:och|samt|&)\s+[A-ZÅÄÖ][\wåäö-]+(?:\s+[A-ZÅÄÖ][\wåäö-]+)?)\s+kommuner\b"
)


def _joint(header: str) -> Named | None:
    """Several towns that share a document: "Åbyholms och Sundhamns kommuner"."""
    match = _JOINT.search(header[:1500])
    if match is None:
        return None
    found = [_canonical(name) for name in re.split(r"\s*,\s*|\s+(?:och|samt|&)\s+", match["list"])]
    return tuple(dict.fromkeys(found)), match.span()


def _canonical(name: str) -> str:
    """The town's own name for a name that may carry a genitive s."""
    known = gazetteer().names
    for form in (name, name[:-1] if name.endswith("s") else name):
        candidates = known.get(plain(form))
        if candidates:
            return next((town for town in candidates if town.lower() == form.lower()), candidates[0])
    return _strip_genitive(name)


def _strip_genitive(name: str) -> str:
    """An unknown name without its genitive s; names on -ås, -näs and -fors carry none."""
    return name[:-1] if name.endswith("s") and not re.search(r"(?:ås|äs|os|rs|us|is|ss)$", name) else name


# --- damaged names --------------------------------------------------------------------------------------------------

_BROKEN = re.compile(
    r"(?<![a-z])k[\s-]{0,3}o[\s-]{0,3}m[\s-]{0,3}m[\s-]{0,3}u[\s-]{0,3}n|(?<![a-z])s\s?t\s?a\s?d(?![a-z])"
)


_SPREAD = re.compile(r"(?<![^\s])[a-z\s-]+$")
_LOGOTYPE = re.compile(r"(?<!\S)[A-ZÅÄÖ]{1,4}(?: {1,3}[A-ZÅÄÖ]{1,4}){2,}(?!\S)")


def _in_pieces(header: str) -> Iterator[tuple[str, int, int]]:
    """Towns whose letters are spread out or cut over lines, before "kommun" or in a logotype: "TI DAH O LM"."""
    known = gazetteer()
    folded = plain(header)
    for match in _BROKEN.finditer(folded):
        before = _SPREAD.search(folded, max(0, match.start() - 60), match.start())
        start = before.start() if before else match.start()
        letters = [(at, char) for at, char in enumerate(folded[start : match.start()], start) if char.isalpha()]
        if town := _town_at_end(letters, header):
            yield town
    for match in _LOGOTYPE.finditer(header[:600]):
        name = squeezed(match.group())
        if len(name) > 4 and (candidates := known.names.get(name)):
            yield candidates[0], *match.span()


def _town_at_end(letters: Sequence[tuple[int, str]], header: str) -> tuple[str, int, int] | None:
    """The longest name that a run of letters ends with, if it begins where a word begins and is not printed whole."""
    known = gazetteer()
    run = "".join(char for _, char in letters)
    for length in range(20, 3, -1):
        for end in (len(run), len(run) - 1 if run.endswith("s") else 0):
            first = end - length
            if first < 0 or not (candidates := known.names.get(run[first:end])):
                continue
            start, stop = letters[first][0], letters[end - 1][0] + 1
            if start and header[start - 1].isalpha():
                continue
            if " ".join(plain(header[start:stop]).split()) in known.names:
                return None
            printed = _letters(header[start:stop])
            return next((town for town in candidates if _letters(town) == printed), candidates[0]), start, stop
    return None


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()


_KOMMUN_LIKE = re.compile(r"(?<!\S)(?P<before>\S{1,60}(?:[ -]\S{1,60})?)\s{1,9}(?P<word>[kK]\S{3,7})(?!\S)")
"""Bounded, since a page may be one word of a hundred thousand letters."""


def _worn_names(header: str) -> Iterator[tuple[str, int, int]]:
    """Towns whose letters a scan took for others, before "kommun" or what is left of it: only one can be meant."""
    for match in _KOMMUN_LIKE.finditer(header):
        if OSA.distance(re.sub(r"\W", "", plain(match["word"])), "kommun", score_cutoff=2) > 2:
            continue
        words = match["before"].split()
        whole = gazetteer().names.get(plain(words[-1])) or gazetteer().names.get(plain(words[-1])[:-1])
        town = whole[0] if whole else _worn_town(words[-1], " ".join(words[:-1]))
        if town:
            yield town, match.end("before") - len(words[-1]), match.end("before")


def _worn_town(name: str, before: str) -> str | None:
    """The one municipality that a damaged name, or it with the word before it, can be."""
    damaged = gazetteer().damaged
    first = before.split()[-1:] if before else []
    for printed in (name, "".join([*first, name])):
        for form in (printed, printed[:-1] if printed.endswith("s") else ""):
            if len(form) > 3 and (town := damaged.get(worn(form))):
                return town
    return None


# --- elsewhere than in the header -----------------------------------------------------------------------------------


def town_throughout(text: str) -> Named:
    r"""The one municipality that a whole document keeps naming, for documents that do not say it at their head.

    Example:
        >>> town_throughout("Berg är med. " + "Det gäller i Norrviks kommun.\n" * 3)[0]
        ('Norrvik',)
        >>> town_throughout("Norrviks kommun och Åbyholms kommun. " * 3)[0]
        ()
    """
    known = gazetteer()
    counted = _Votes()
    folded = plain(text)
    for match in known.beside.finditer(folded):
        _vote(counted, known, text, _name_of(match), 1.0)
    for town, start, end in _unlisted(text, known):
        counted.add(town, 1.0, start, end)
    ranked = sorted(counted.score, key=lambda town: -counted.score[town])
    if not ranked or counted.score[ranked[0]] < _OFTEN:
        return (), None
    others = sum(counted.score[town] for town in ranked[1:])
    return ((ranked[0],), counted.first[ranked[0]]) if counted.score[ranked[0]] >= 3 * others else ((), None)


_OFTEN = 2.4
"""Three mentions that lost their dots, or three clear ones, are often."""


def town_around(texts: Sequence[str]) -> tuple[str, str] | None:
    """The municipality named in what stands around a document's text, with the words that name it.

    Example:
        >>> town_around(["Nätverket mot människohandel – Sundhamns kommun"])
        ('Sundhamn', 'Sundhamns')
        >>> town_around(["Vårt nätverk | Gislaved"])
        ('Gislaved', 'Gislaved')
    """
    for text in texts:
        for part in re.split(r"\s[|–—·:-]\s|\n", text):
            if candidates := gazetteer().names.get(plain(part.strip())):
                exact = [town for town in candidates if town.lower() == part.strip().lower()]
                return (exact or candidates)[0], part.strip()
        named, place = towns(text)
        if len(named) == 1 and place:
            return named[0], text[slice(*place)]
    return None


def town_in_name(file: str) -> str | None:
    """The municipality that a file's name holds, or None.

    Example:
        >>> town_in_name("RSA Berg 2023.pdf"), town_in_name("klimatplan_final.pdf")
        ('Berg', None)
    """
    stem = unicodedata.normalize("NFC", file).rsplit(".", 1)[0].replace("_", " ")
    known = gazetteer()
    for match in known.bare.finditer(plain(stem)):
        candidates = known.candidates(match["name"])
        printed = stem[match.start("name") : match.end("name")]
        exact = [town for town in candidates if town.lower() == printed.lower()]
        if printed[:1].isupper() and candidates:
            return (exact or list(candidates))[0]
    return None
