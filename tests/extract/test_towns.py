"""Whose document it is: every municipality, in the forms in which towns print themselves and scans damage them."""

import pytest

from toolkit.extract.gazetteer import gazetteer, plain, squeezed
from toolkit.extract.towns import town_around, town_in_name, town_throughout, towns
from toolkit.lexicon import load

TOWNS = tuple(load("municipalities")["municipalities"].values())
PAGE = "Risk- och plan för trygghet\n{}\n2023-09-14\nInnehåll\nInledning 3\nBeskrivning av kommunen 4\n"


def _genitive(town: str) -> str:
    return town if town[-1] in "sxz" else f"{town}s"


def _spaced(text: str) -> str:
    return " ".join(text.replace(" ", ""))


def _swap(text: str, old: str, new: str) -> str:
    """The text with one letter, not the first, taken for another."""
    return text[0] + text[1:].replace(old, new, 1)


CLEAN = {
    "kommun": lambda town: f"{_genitive(town)} kommun",
    "capitals": lambda town: f"{_genitive(town)} kommun".upper(),
    "stad": lambda town: f"{_genitive(town)} stad",
    "no genitive": lambda town: f"{town} kommun",
    "two lines": lambda town: f"{_genitive(town)}\nkommun",
    "glued": lambda town: f"{town}kommun",
    "concern": lambda town: f"{_genitive(town)} kommunkoncern",
    "office": lambda town: f"Kommunledningskontoret i {town}",
    "council": lambda town: f"Antagen av kommunfullmäktige i {town}",
    "web": lambda town: f"www.{squeezed(town)}.se",
    "mail": lambda town: f"e-post: registrator@{squeezed(town)}.se",
}
DAMAGED = {
    "no dots": lambda town: plain(f"{_genitive(town)} KOMMUN").title(),
    "spread": lambda town: _spaced(f"{_genitive(town)} kommun").upper(),
    "spread words": lambda town: f"{_spaced(_genitive(town))}   {_spaced('kommun')}".upper(),
    "cut": lambda town: f"{town[: len(town) // 2]}-\n{_genitive(town)[len(town) // 2 :]} kommun",
    "split": lambda town: f"{town[: len(town) // 2]} {_genitive(town)[len(town) // 2 :]} kommun",
    "e is c": lambda town: f"{_swap(_genitive(town), 'e', 'c')} kommun",
    "l is 1": lambda town: f"{_swap(_genitive(town), 'l', '1')} kommun",
    "o is 0": lambda town: f"{_swap(_genitive(town), 'o', '0')} kommun",
    "n is u": lambda town: f"{_swap(_genitive(town), 'n', 'u')} kommun",
    "m is rn": lambda town: f"{_swap(_genitive(town), 'm', 'rn')} kommun",
    "kommun is komrnun": lambda town: f"{_genitive(town)} komrnun",
    "kommun is kornmurt": lambda town: f"{_genitive(town)} kornmun",
    "å is i": lambda town: f"{_genitive(town).replace('å', 'i')} kommun",
    "ä is ii": lambda town: f"{_genitive(town).replace('ä', 'ii')} kommun",
    "ö is ti": lambda town: f"{_genitive(town).replace('ö', 'ti')} kommun",
}


def _score(form) -> tuple[float, float, list[tuple[str, tuple[str, ...]]]]:
    read = [(town, towns(PAGE.format(form(town)))[0]) for town in TOWNS]
    wrong = [(town, found) for town, found in read if found not in ((), (town,))]
    return sum(found == (town,) for town, found in read) / len(TOWNS), len(wrong) / len(TOWNS), wrong


@pytest.mark.parametrize("name", CLEAN)
def test_every_municipality_in_clean_print(name):
    right, wrong, which = _score(CLEAN[name])
    print(name, right, wrong, which[:12])
    assert right >= 0.97 and wrong <= 0.01, which


@pytest.mark.parametrize("name", DAMAGED)
def test_every_municipality_after_a_bad_scan(name):
    right, wrong, which = _score(DAMAGED[name])
    print(name, right, wrong, which[:12])
    assert right >= 0.90 and wrong <= 0.02, which


INVENTED = (
    "Norrvik Åbyholm Sundhamn Bergaryd Ekstad Lindköping Granby Björkeby Sjövik Kvarnby Hammarvik Nyhamn Västerby "
    "Solberga Ekeryd Furuvik Lövsta Stenhult Älvby Grankulla Hallvik Strandby Nyfors Mosås"
).split()


@pytest.mark.parametrize("town", INVENTED)
def test_a_town_that_is_on_no_list_keeps_its_name(town):
    assert towns(PAGE.format(f"{_genitive(town)} kommun"))[0] == (town,)
    assert towns(PAGE.format(f"{_genitive(town)} kommun".upper()))[0] == (town,)


@pytest.mark.parametrize(
    "line",
    [
        "Fossilbränslefri kommun 2030",
        "Klimatneutral stad",
        "En attraktiv kommun",
        "Barnvänlig kommun",
        "Framtidens kommun",
        "Lärande stad",
        "Hela kommunen, varje stad",
        "Tillgänglig kommun för alla",
    ],
)
def test_describing_words_are_no_towns(line):
    assert towns(PAGE.format(line))[0] == ()
