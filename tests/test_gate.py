"""The gate: what is wrongly quoted, unsourced, or not ours is stopped; what is clean passes."""

import random
from dataclasses import replace

import pytest

from toolkit.assemble import assemble
from toolkit.errors import GateError
from toolkit.gate import check, check_rendered, collect_names, find_leaks, over_pages, quotable, raise_for, redact
from toolkit.gate.leaks import Names
from toolkit.model import (
    Body,
    Change,
    Cluster,
    Fact,
    FieldState,
    ItemKind,
    Page,
    Passage,
    PassageKind,
    Profile,
    ReadBy,
)

TODAY = "2026-11-22"


@pytest.fixture(scope="module")
def draft(towns):
    return assemble(towns.profile, towns.clustering, towns.measures, towns.register, today=TODAY)


@pytest.fixture(scope="module")
def names(towns):
    return collect_names(towns.documents, towns.register, towns.profile, measures=towns.measures)


def failures(towns, draft):
    return check(draft, towns.documents, towns.register, towns.profile, measures=towns.measures)


def changed(draft, **changes):
    """The draft with its first adapted item changed."""
    for at, section in enumerate(draft.sections):
        for number, item in enumerate(section.items):
            if item.kind is ItemKind.ADAPTATION:
                items = (*section.items[:number], replace(item, **changes), *section.items[number + 1 :])
                sections = (*draft.sections[:at], replace(section, items=items), *draft.sections[at + 1 :])
                return replace(draft, sections=sections), item
    raise AssertionError("no adapted item")


def test_a_clean_draft_passes(towns, draft):
    assert failures(towns, draft) == ()
    raise_for(())


def kinds(found):
    return {failure.kind for failure in found}


def test_a_text_that_its_changes_do_not_give_is_stopped(towns, draft):
    forged, item = changed(draft, text="Kommunen ska göra något helt annat.")
    found = failures(towns, forged)
    assert ("changes", item.id) in {(failure.kind, failure.where) for failure in found}
    with pytest.raises(GateError) as caught:
        raise_for(found)
    assert item.id in caught.value.message and caught.value.exit_code == 7


def test_a_change_that_does_not_fit_its_quote_is_stopped(towns, draft):
    wrong = (Change(start=0, end=3, old="xyz", new="abc", rule="r"),)
    forged, _ = changed(draft, changes=wrong)
    assert "changes" in kinds(failures(towns, forged))


def test_a_quote_that_is_not_on_its_page_is_stopped(towns, draft):
    forged, item = changed(draft)
    source = replace(item.sources[0], page=99)
    forged, _ = changed(draft, sources=(source, *item.sources[1:]))
    assert "citation" in kinds(failures(towns, forged))


def test_an_item_without_source_or_from_an_unknown_document_is_stopped(towns, draft):
    forged, item = changed(draft, sources=())
    assert "source" in kinds(failures(towns, forged))
    forged, _ = changed(draft, sources=(replace(item.sources[0], document="finns-inte"),))
    assert "source" in kinds(failures(towns, forged))


def test_free_text_in_a_blank_or_a_label_is_stopped(towns, draft):
    forged, _ = changed(draft, kind=ItemKind.BLANK, changes=(), text="[fylls i av oss] men inte riktigt")
    assert "blank" in kinds(failures(towns, forged))
    section = draft.sections[0]
    invented = Passage(id="x", kind=PassageKind.LABEL, text="Kommunen har länge varit ett föredöme.")
    forged = replace(draft, sections=(replace(section, passages=(invented,)), *draft.sections[1:]))
    assert "unsourced" in kinds(failures(towns, forged))
    invented = replace(invented, kind=PassageKind.PROFILE)
    forged = replace(draft, sections=(replace(section, passages=(invented,)), *draft.sections[1:]))
    assert "unsourced" in kinds(failures(towns, forged))
    forged = replace(draft, sections=(replace(section, title="Ett hedervärt arbete"), *draft.sections[1:]))
    assert "unsourced" in kinds(failures(towns, forged))


def test_a_persons_own_text_needs_who_and_when(towns, draft):
    own = {"kind": ItemKind.LOCAL, "text": "Vi startar ett eget nätverk.", "quote": None, "changes": (), "sources": ()}
    forged, _ = changed(draft, **own)
    assert "local" in kinds(failures(towns, forged))
    forged, _ = changed(draft, **own, author="samordnaren", written=TODAY, fields=())
    assert failures(towns, forged) == ()


def test_a_quote_over_a_page_break_is_found(towns):
    document = towns.documents[0]
    quote = towns.measures[0].text
    head, tail = quote[:40], quote[40:]
    pages = (
        Page(number=1, width=1, height=1, read_by=ReadBy.LAYOUT, text=f"före {head}\nSida 1 (2)"),
        Page(number=2, width=1, height=1, read_by=ReadBy.LAYOUT, text=f"Rubrik\n{tail} efter"),
    )
    broken = replace(document, pages=pages)
    assert towns.measures[0].id in quotable(towns.measures[:1], [broken])
    assert not quotable(towns.measures[:1], [replace(document, pages=pages[:1])])


def hyphenated(name, chance):
    at = chance.randrange(2, len(name) - 2)
    return f"{name[:at]}{chance.choice(['-', chr(0xAD)])}\n{name[at:]}"


SHAPES = (
    lambda town, chance: town,
    lambda town, chance: f"{town}s",
    lambda town, chance: town.upper(),
    lambda town, chance: f"{town.upper()}S KOMMUN",
    lambda town, chance: f"{town}s kommun",
    lambda town, chance: f"{town}sbostäder",
    lambda town, chance: f"{town}sborna",
    lambda town, chance: f"{town.lower()}smodellen",
    lambda town, chance: f"{town}hem AB",
    lambda town, chance: f"Stor{town.lower()}",
    lambda town, chance: f"{town}Brå",
    lambda town, chance: hyphenated(town, chance),
    lambda town, chance: f"{hyphenated(town, chance)}s",
    lambda town, chance: "IFN",
    lambda town, chance: "Individ- och familjenämndens",
    lambda town, chance: "Kommunikationsavdelningen",
    lambda town, chance: "UmeBrå",
    lambda town, chance: "Helsingborgshem",
    lambda town, chance: "Stop Center",
    lambda town, chance: "Region Skåne",
    lambda town, chance: "Lunds kommun",
    lambda town, chance: "i Vara",
    lambda town, chance: "från Mark",
    lambda town, chance: "ESKILSTUNA",
    lambda town, chance: "Solrosen Omsorg AB",
    lambda town, chance: "Anna Lindqvist",
    lambda town, chance: f"karin.berg@{town.lower()}.se",
    lambda town, chance: "0155-12 34 56",
    lambda town, chance: "070-123 45 67",
    lambda town, chance: "19800101-1234",
)


def texts_of(draft):
    for section in draft.sections:
        yield from (passage.text for passage in section.passages)
        for item in section.items:
            yield item.text
            yield from (cell.text for cell in item.fields)


def test_planted_leaks_are_found_and_clean_text_is_let_through(towns, draft, names):
    chance = random.Random(0)
    clean = list(texts_of(draft))
    false_alarms = [text for text in clean if find_leaks(text, names)]
    assert len(false_alarms) <= 0.01 * len(clean), false_alarms[:5]
    carriers = [text for text in clean if len(text.split()) > 6]
    sources = sorted({row.municipality[0] for row in towns.register})
    missed = []
    planted = 10 * len(SHAPES)
    for number in range(planted):
        leak = SHAPES[number % len(SHAPES)](chance.choice(sources), chance)
        words = chance.choice(carriers).split(" ")
        at = chance.randrange(1, len(words))
        text = " ".join([*words[:at], leak, *words[at:]])
        if not find_leaks(text, names):
            missed.append((leak, text))
    assert planted >= 200
    assert len(missed) <= 0.01 * planted, missed[:5]


def test_a_short_name_inside_a_longer_one_is_found():
    names = Names(towns=frozenset({"Lahti", "Gavle"}))
    assert find_leaks("i Nyalahti och Storgavle", names) and not find_leaks("avlahtiga gavlar", names)


@pytest.mark.parametrize(
    "text",
    [
        "Vara tydlig mot den som är utsatt, och markera var hjälp finns.",
        "Mark- och exploateringsfrågor tas upp av nätverket.",
        "Ale, öl och vin serveras inte utan tillstånd.",
        "Kommunstyrelsen beslutar. Ring 112 vid fara, annars 114 14 eller 020-390 000.",
        "Planen omfattar 2027–2029 och följer lagen (2023:196) och Agenda 2030.",
        "Vård- och omsorgsnämnden i Ekstad samverkar med Ekstad Bostäder AB.",
        "Barn- och ungdomsfrågor. Föräldrar, skola och socialtjänst.",
        "Salarna i skolan och boden vid bron. En lundande väg.",
    ],
)
def test_common_words_are_no_towns(names, text):
    assert find_leaks(text, names) == ()


def test_the_towns_own_names_are_no_leak_whatever_they_hold(towns):
    profile = replace(
        towns.profile,
        municipality="Lund",
        county="Skåne län",
        bodies=(
            Body(role="social_board", name="Individ- och familjenämnden"),
            Body(role="region", name="Region Skåne"),
        ),
    )
    names = collect_names(towns.documents, towns.register, profile, measures=towns.measures)
    assert find_leaks("Individ- och familjenämnden i Lund, Lunds kommun och Region Skåne", names) == ()
    assert [leak.kind for leak in find_leaks("Umeå och Norrvik", names)] == ["town", "town"]


FIRST = ["Nord", "Syd", "Väst", "Öst", "Ek", "Björk", "Tall", "Al"]
LAST = ["stad", "by", "köping", "ås", "lunda", "näs"]
BOARDS = {
    "social_board": ["Socialnämnden", "Individ- och familjenämnden", "Välfärdsnämnden", "Socialförvaltningen"],
    "education_board": ["Barn- och utbildningsnämnden", "Skolnämnden", "Bildningsnämnden"],
    "executive": ["Kommunstyrelsen", "Kommunledningskontoret"],
    "procurement": ["Upphandlingsenheten", "Inköpskontoret"],
    "municipal_landlord": ["{town}bostäder AB", "{town}hem"],
    "crime_council": ["Trygghetsrådet", "{town}Brå"],
}


def random_profile(chance):
    """A made-up town: size, bodies, functions, county and period vary, and much may be unknown."""
    town = chance.choice(FIRST) + chance.choice(LAST)
    bodies = [
        Body(role=role, name=chance.choice(names).format(town=town))
        for role, names in BOARDS.items()
        if chance.random() < 0.7
    ]
    functions = [
        Fact(key=key, value=chance.choice(["ja", "nej", None])) for key in ("kast", "mika", "faltgrupp", "barnahus")
    ]
    first = chance.choice([None, 2026, 2027, 2028])
    return Profile(
        municipality=town,
        county=chance.choice([None, f"{town}s län"]),
        facts=(Fact(key="folkmangd", value=str(chance.randrange(3000, 150000))), Fact(key="hamn", value="ja")),
        bodies=tuple(bodies),
        functions=tuple(functions),
        period_from=first,
        period_to=first and first + chance.choice([2, 3, 4]),
        peers=tuple(chance.sample(["Norrvik", "Åbyholm", "Sundhamn"], chance.randrange(3))),
    )


def test_thirty_random_towns_get_drafts_that_pass(towns):
    chance = random.Random(6)
    for _ in range(30):
        profile = random_profile(chance)
        made = assemble(
            profile, towns.clustering, towns.measures, towns.register, today=TODAY, size=chance.choice([5, 12, 40])
        )
        found = check(made, towns.documents, towns.register, profile, measures=towns.measures)
        assert found == (), (profile.municipality, found[:3])


def test_the_written_file_is_held_against_the_draft(draft, names):
    blocks = [("rubrik", section.title) for section in draft.sections]
    blocks += [("stycke", text) for text in texts_of(draft)]
    assert check_rendered(blocks, draft, names=names) == ()
    found = check_rendered([*blocks, ("stycke", "Det här har någon lagt till.")], draft, names=names)
    assert [failure.kind for failure in found] == ["unsourced"]
    line = f"[1] {draft.sources[0].municipality}: {draft.sources[0].title}, s. 1."
    assert check_rendered([("källa", line)], draft, names=names) == ()
    assert check_rendered([("stycke", draft.sources[0].title)], draft, names=names) != ()


def test_redaction_masks_by_kind_and_lists_what_it_masked():
    text = "Anna Berg (anna.berg@ekstad.se, 016-12 34 56), född 19800101-1234, Storgatan 12. Ring 112."
    masked, masks = redact(text)
    assert masked == "[namn] ([e-post], [telefon]), född [personnummer], [adress]. Ring 112."
    assert [mask.kind for mask in masks] == ["namn", "e-post", "telefon", "personnummer", "adress"]
    assert all(text[mask.start : mask.end] == mask.text for mask in masks)
    assert redact("Socialtjänsten ansvarar 2027-12-31 för 25 000 kronor, dnr KS 2026/0311.")[1] == ()


def hostile(towns, chance, count):
    """The towns with `count` more measures, each naming what must not leave, and documents that hold them."""
    carriers = [measure for measure in towns.measures if "0155" not in measure.text]
    measures, documents = list(towns.measures), {document.id: document for document in towns.documents}
    clusters = list(towns.clustering.clusters)
    for number in range(count):
        base = chance.choice(carriers)
        words = base.text.split(" ")
        leak = SHAPES[number % len(SHAPES)](base.municipality[0], chance)
        at = chance.randrange(len(words) + 1)
        text = " ".join([*words[:at], leak, *words[at:]])
        document = documents[base.document]
        page = replace(document.pages[0], number=len(document.pages) + 1, text=text)
        documents[base.document] = replace(document, pages=(*document.pages, page))
        made = replace(
            base,
            id=f"hostile-{number:03}",
            text=text,
            provenance=replace(base.provenance, page=page.number),
            responsible=replace(base.responsible, state=FieldState.ABSENT, value=None, quote=None),
            partners=replace(base.partners, state=FieldState.ABSENT, value=None, quote=None),
            deadline=replace(base.deadline, state=FieldState.ABSENT, value=None, quote=None),
            indicator=replace(base.indicator, state=FieldState.ABSENT, value=None, quote=None),
        )
        measures.append(made)
        clusters.append(Cluster(id=made.id, label="", members=(made.id,), typical=made.id))
    return measures, tuple(documents.values()), replace(towns.clustering, clusters=tuple(clusters))


def test_hostile_wordings_are_made_safe_or_refused(towns):
    chance = random.Random(11)
    measures, documents, clustering = hostile(towns, chance, 6 * len(SHAPES))
    made = assemble(towns.profile, clustering, measures, towns.register, today=TODAY, size=500)
    used = {item.cluster for section in made.sections for item in section.items}
    assert sum(key is not None and key.startswith("hostile") for key in used) > 100, "most can be made safe"
    assert check(made, documents, towns.register, towns.profile, measures=measures) == ()


def test_a_plan_with_its_year_is_no_street_address():
    from toolkit.gate import redact

    for title in ("Trygghetsplan 2026–2027", "Klimatplan 2030", "Handlingsplan 2026", "Energiplan 2025"):
        assert redact(title) == (title, ())
    assert redact("Storgatan 12 B")[0] == "[adress]"


def test_a_quotation_that_a_page_break_cuts_is_listed_with_both_its_pages(towns):
    whole = next(iter(towns.measures))
    cut = replace(whole, provenance=replace(whole.provenance, page=2, page_end=3))
    assert over_pages([replace(whole, provenance=replace(whole.provenance, page_end=None))]) == ()
    told = [problem for problem in over_pages([cut]) if "ordalydelse" in problem.message]
    assert [(one.kind, one.page) for one in told] == [("quote_over_pages", 2)]
    assert "s. 2 och slutar på s. 3" in told[0].message
