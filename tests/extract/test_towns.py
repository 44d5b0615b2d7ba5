"""Whose document it is: every municipality, in the forms in which towns print themselves and scans damage them."""

import pytest

from toolkit.extract import describe
from toolkit.extract.gazetteer import plain, squeezed
from toolkit.extract.towns import towns
from toolkit.ingest.html import read_html
from toolkit.lexicon import load
from toolkit.model import Document, FieldState

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
    assert right >= 0.97 and wrong <= 0.01, which


@pytest.mark.parametrize("name", DAMAGED)
def test_every_municipality_after_a_bad_scan(name):
    right, wrong, which = _score(DAMAGED[name])
    assert right >= 0.90 and wrong <= 0.02, which


INVENTED = (
    *("Norrvik", "Åbyholm", "Sundhamn", "Bergaryd", "Ekstad", "Lindköping", "Granby", "Björkeby", "Sjövik", "Kvarnby"),
    *("Hammarvik", "Nyhamn", "Västerby", "Solberga", "Ekeryd", "Furuvik", "Lövsta", "Stenhult", "Älvby", "Mosås"),
)


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


@pytest.mark.parametrize(
    "page",
    [
        "<title>Vårt nätverk – Norrviks kommun</title><h1>Vårt nätverk</h1><p>Vi möts varje månad.",
        "<title>Vårt nätverk</title><meta property='og:site_name' content='Norrviks kommun'><h1>Vårt nätverk</h1>",
        "<header><p class='logo'>Norrviks kommun</p></header><main><h1>Vårt nätverk</h1><p>Vi möts.</main>",
        "<header><a class='logotype'><img alt='Norrviks kommuns logotyp'></a></header><h1>Vårt nätverk</h1>",
        "<main><h1>Vårt nätverk</h1><p>Vi möts.</main><footer><p>Norrviks kommun, 123 45 Norrvik</footer>",
        "<h1>Vårt nätverk</h1><p>Så gör vi i Norrviks kommun.",
    ],
)
def test_a_web_page_tells_its_town_outside_of_its_text(page):
    found = describe(read_html(page.encode(), document="d", file="sida.html"))
    assert found.municipality.value == ("Norrvik",)


def test_a_known_town_by_the_page_s_address():
    page = "<link rel=canonical href='https://www.gislaved.se/natverket'><h1>Vårt nätverk</h1><p>Vi möts varje månad."
    found = describe(read_html(page.encode(), document="d", file="sida.html")).municipality
    assert found.value == ("Gislaved",) and found.state is FieldState.INHERITED and found.provenance is None


@pytest.mark.parametrize("title", ["Vårt nätverk | Boden", "Boden - Vårt nätverk", "Vårt nätverk – Bodens kommun"])
def test_a_known_town_by_the_page_s_title(title):
    page = f"<title>{title}</title><h1>Vårt nätverk</h1><p>Vi möts varje månad i Luleå och Piteå."
    assert describe(read_html(page.encode(), document="d", file="sida.html")).municipality.value == ("Boden",)


def test_neighbours_named_alike_are_nobody_s_document():
    assert towns("Vårt nätverk\nVi möts varje månad i Luleå och Piteå.", title=(0, 12))[0] == ()


def test_a_town_deep_in_the_text():
    text = "Risk- och sårbarhetsanalys\n" + "Kommunen ska öva.\n" * 400 + "I Eda kommun finns fyra tätorter.\n" * 4
    found = describe(Document(id="d", file="x.pdf", text=text, blocks=())).municipality
    assert found.value == ("Eda",) and found.confidence < 1 and found.provenance is not None
    assert text[found.provenance.start : found.provenance.end] == found.quote == "Eda"


@pytest.mark.parametrize(
    "text",
    [
        "Länsplan för Mellanbygdens län\n" + "Kommunen ska öva.\n" * 400 + "I Eda kommun finns fyra tätorter.\n" * 4,
        "Stöd till kommuner\n" + "Kommunen ska öva.\n" * 400 + "Eda kommun och Orsa kommun.\n" * 4,
        "Plan mot våld\n" + "Kommunen ska öva.\n" * 400 + "I Eda kommun finns ett gott exempel.\n",
    ],
)
def test_a_town_that_is_only_mentioned(text):
    assert describe(Document(id="d", file="x.pdf", text=text, blocks=())).municipality.state is FieldState.ABSENT
