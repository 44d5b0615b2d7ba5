"""Fields of measures: where they come from, what state they have, and that nothing is made up."""

import csv

import pytest

from toolkit.extract import by_topic, extract, focus_areas, laws, named, relevance, relevant
from toolkit.lexicon import load, topic, topics
from toolkit.model import (
    Attribute,
    Document,
    Field,
    FieldState,
    Form,
    Measure,
    Metadata,
    Provenance,
    Segmentation,
)

METADATA = Metadata(
    valid_from=Field(state=FieldState.STATED, value="2027-01-01"),
    valid_to=Field(state=FieldState.STATED, value="2029-12-31"),
    language=Field(state=FieldState.STATED, value="sv"),
)


def _extract(text: str, *cells: tuple, description: str | None = None, metadata: Metadata = METADATA) -> Measure:
    """The measure with its fields; a cell is (key, text), with state, group or label by name."""
    whole = text if description is None else f"{text}\n{description}"
    attributes = []
    for key, value, *rest in cells:
        place = Provenance(document="d", start=len(whole) + 1, end=len(whole) + 1 + len(value))
        whole += f"\n{value}"
        attributes.append(Attribute(key=key, text=value, provenance=place, **(rest[0] if rest else {})))
    start = 0 if description is None else len(text) + 1
    measure = Measure(
        id="m",
        document="d",
        text=text,
        description=description,
        provenance=Provenance(document="d", start=0, end=len(text)),
        description_provenance=Provenance(document="d", start=start, end=start + len(description or "")),
        form=Form.TABLE,
        attributes=tuple(attributes),
    )
    cut = Segmentation(document="d", measures=(measure,))
    document = Document(id="d", file="f.txt", text=whole, blocks=())
    (found,) = extract(cut, document, metadata=metadata).measures
    for field in (found.responsible, found.partners, found.deadline, found.indicator, found.follow_up):
        if field.state is FieldState.STATED:
            assert whole[field.provenance.start : field.provenance.end] == field.quote
    return found


def test_cells_are_stated():
    found = _extract(
        "Ta fram en rutin",
        ("responsible", "Socialnämnden, polisen"),
        ("partners", "Regionen"),
        ("deadline", "senast 2027-03-31"),
        ("indicator", "Rutin beslutad"),
        ("follow_up", "Årsredovisningen"),
        ("resources", "Inom ram"),
        ("target_group", "Personal"),
        ("goal", "Fler får stöd"),
    )
    assert [(party.name, party.role) for party in found.responsible.value] == [
        ("Socialnämnden", "social_board"),
        ("polisen", "police"),
    ]
    assert found.deadline.value.end == "2027-03-31"
    texts = (found.indicator, found.follow_up, found.resources, found.target_group, found.goal)
    assert [field.value for field in texts] == [
        "Rutin beslutad",
        "Årsredovisningen",
        "Inom ram",
        "Personal",
        "Fler får stöd",
    ]
    assert {field.state for field in (*texts, found.responsible, found.partners)} == {FieldState.STATED}


@pytest.mark.parametrize("empty", ["-", "–", "", "N/A", "Ej angivet", "saknas"])
def test_empty_cells_stay_empty(empty):
    keys = ("responsible", "partners", "deadline", "indicator", "follow_up", "resources")
    found = _extract("Ta fram en rutin", *((key, empty) for key in keys))
    fields = [getattr(found, key) for key in keys]
    assert [(field.state, field.value) for field in fields] == [(FieldState.ABSENT, None)] * len(keys)


def test_confidence_falls_with_the_distance_from_a_cell():
    cell = _extract("Ta fram en rutin", ("responsible", "Socialnämnden")).responsible
    label = _extract("Ta fram en rutin. Ansvarig: socialnämnden.").responsible
    handed = _extract("Ta fram en rutin", ("responsible", "Nämnden", {"state": FieldState.INHERITED})).responsible
    worded = _extract("Socialnämnden ska ta fram en rutin").responsible
    assert 1.0 > cell.confidence > label.confidence > handed.confidence > worded.confidence


def test_unreadable_stays_unreadable():
    state = {"state": FieldState.UNREADABLE}
    found = _extract("Ta fram en rutin", ("responsible", "#¤", state), ("deadline", "#¤", state))
    assert found.responsible.state is found.deadline.state is FieldState.UNREADABLE


def test_lead_in_hands_down():
    state = {"state": FieldState.INHERITED}
    found = _extract("Ta fram en rutin", ("responsible", "Kommunstyrelsen", state), ("deadline", "2027", state))
    assert found.responsible.state is found.deadline.state is FieldState.INHERITED
    own = _extract("Socialnämnden ska ta fram en rutin", ("responsible", "Kommunstyrelsen", state))
    assert [party.name for party in own.responsible.value] == ["Socialnämnden"]
    assert own.responsible.state is FieldState.STATED


def test_each_owner_keeps_its_date():
    found = _extract(
        "Inventera lokaler",
        ("responsible", "Socialnämnden", {"group": 1}),
        ("deadline", "2027-03-31", {"group": 1}),
        ("responsible", "Polisen", {"group": 2}),
        ("deadline", "2027-06-30", {"group": 2}),
    )
    assert [(party.name, party.deadline.end) for party in found.responsible.value] == [
        ("Socialnämnden", "2027-03-31"),
        ("Polisen", "2027-06-30"),
    ]
    assert (found.deadline.value.start, found.deadline.value.end) == ("2027-03-31", "2027-06-30")


def test_start_and_end_columns():
    found = _extract(
        "Bygg solceller", ("deadline", "2026", {"label": "Start"}), ("deadline", "2028", {"label": "Klart"})
    )
    assert (found.deadline.value.start, found.deadline.value.end) == ("2026-01-01", "2028-12-31")


def test_labels_inside_the_text():
    found = _extract(
        "Utbilda personal.",
        description="Ansvarig: socialchef. Tidplan: hösten 2027. Uppföljning: andel utbildade redovisas i rapporten.",
    )
    assert [party.name for party in found.responsible.value] == ["socialchef"]
    assert found.deadline.value.start == "2027-09-01"
    assert found.follow_up.value == "andel utbildade redovisas i rapporten"


def test_plan_period():
    assert _extract("Ta fram en rutin", ("deadline", "under planperioden")).deadline.value.end == "2029-12-31"


def test_stated_time_without_days():
    found = _extract("Skyltarna bör bytas så snart det är praktiskt möjligt")
    assert found.deadline.state is FieldState.STATED
    assert (found.deadline.value.start, found.deadline.value.end) == (None, None)


def test_how_often_in_prose_is_no_deadline():
    assert _extract("Inreglering av värmesystem bör utföras kontinuerligt.").deadline.state is FieldState.ABSENT


def test_time_in_the_cell_of_owners():
    found = _extract("Buy buses", ("responsible", "City of Norwick Timeline: 2023-2030"))
    assert [party.name for party in found.responsible.value] == ["City of Norwick"]
    assert found.deadline.value.end == "2030-12-31"


def test_other_languages_do_not_break():
    texts = {
        "no": "Kommunen skal utarbeide en plan innen 2026.",
        "da": "Kommunen skal udarbejde en plan i 2026.",
        "fi": "Kaupunki laatii suunnitelman vuoteen 2026 mennessä.",
    }
    for language, text in texts.items():
        metadata = Metadata(language=Field(state=FieldState.STATED, value=language))
        found = _extract(text, ("responsible", "Oslo kommune"), metadata=metadata)
        assert found.language == language
        assert [party.name for party in found.responsible.value] == ["Oslo kommune"]


def test_focus_areas_of_the_example_measures(shared):
    """The area that a person gave is among the first three of nearly all, and first of most."""
    with shared("demo", "example_measures.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    ranks = [[area.key for area in focus_areas(row["atgard"])] for row in rows]
    first = sum(row["fokusomrade"] == keys[0] for row, keys in zip(rows, ranks, strict=True) if keys)
    three = sum(row["fokusomrade"] in keys[:3] for row, keys in zip(rows, ranks, strict=True))
    assert first / len(rows) >= 0.7
    assert three / len(rows) >= 0.9


def test_focus_area_shows_its_terms():
    (first, *_) = focus_areas("Erbjuda samtalsstöd till personer som köper sexuella handlingar (KAST).")
    assert first.key == "demand"
    assert "KAST" in first.terms


def test_printed_focus_area_comes_first():
    assert focus_areas("Ta fram en rutin.", stated="Barn och unga")[0].key == "children"


def test_climate_pack():
    found = focus_areas("Installera solceller på skoltak", topics=("klimat",))
    assert found[0].key == "energy_supply"
    assert relevance("Installera solceller på skoltak", topics=("klimat",)) == 1.0
    assert relevance("Installera solceller på skoltak", topics=("manniskohandel",)) < 0.3


def test_a_measure_of_a_mixed_plan_belongs_to_its_own_topics():
    both = ("manniskohandel", "klimat")

    def score(text, *context, title="Program för klimat och mot människohandel"):
        return {one.topic: one.score for one in by_topic(text, context=context, title=title, topics=both)}

    assert score("Installera solceller på skoltak") == {"manniskohandel": 0.0, "klimat": 1.0}
    assert score("Utbilda personal om människohandel") == {"manniskohandel": 1.0, "klimat": 0.0}
    mixed = score("Ställa krav mot arbetskraftsexploatering när solceller köps in")
    assert mixed == {"manniskohandel": 1.0, "klimat": 1.0}
    # The heading above is nearer than the title; where nothing else speaks, the title does for both.
    assert score("Ta fram en rutin", "Minskade utsläpp") == {"manniskohandel": 0.0, "klimat": 1.0}
    assert score("Ta fram en rutin") == {"manniskohandel": 0.6, "klimat": 0.6}
    assert score("Asfaltera gångbanan", title="Handlingsplan") == {"manniskohandel": 0.0, "klimat": 0.0}


def test_measures_can_be_kept_to_a_topic():
    text = "Installera solceller på skoltak."
    place = Provenance(document="d", start=0, end=len(text))
    cut = Segmentation(
        document="d", measures=(Measure(id="m", document="d", text=text, provenance=place, form=Form.TABLE),)
    )
    document = Document(id="d", file="f.txt", text=text, blocks=())
    (made,) = extract(cut, document, metadata=METADATA, topics=("manniskohandel", "klimat")).measures
    assert relevant([made], "klimat") == (made,) and relevant([made]) == (made,)
    assert relevant([made], "manniskohandel") == ()


def test_forms_places_laws():
    text = (
        "Besöka hotell och massagesalonger för att upptäcka arbetskraftsexploatering enligt lag (2023:196) och "
        "26 kap. 1 § OSL."
    )
    assert named(text, "forms") == ("labour",)
    assert named(text, "places") == ("hotels", "salons")
    assert laws(text) == ("SFS 2023:196", "26 kap. 1 § Offentlighets- och sekretesslagen")
    assert laws("Solen skiner över Lou.") == ()


@pytest.mark.parametrize("key", topics())
def test_topic_packs_are_whole(key):
    pack = topic(key)
    for table in ("focus_areas", "forms", "groups", "places"):
        for name, data in pack[table].items():
            assert data["sv"] and data["en"] and data["terms"], name
            assert len(data["terms"]) == len(set(data["terms"])), name
    areas = set(pack["focus_areas"])
    assert {rule["area"] for rule in pack["balance"] if "area" in rule} <= areas


def test_terms_table_is_whole():
    entries = load("terms")["terms"]
    assert all(entry["old"] and entry["sv"] and entry["kind"] in {"law", "body", "word", "plan"} for entry in entries)
    assert len({entry["old"] for entry in entries}) == len(entries)


def test_municipalities_are_all_there():
    table = load("municipalities")
    assert (len(table["municipalities"]), len(table["counties"])) == (290, 21)
    assert {code[:2] for code in table["municipalities"]} == set(table["counties"])


def _chain(*rows):
    place = Provenance(document="d", start=0, end=1)
    made = []
    for at, cells in enumerate(rows):
        attributes = tuple(Attribute(key=key, text=text, provenance=place) for key, text in cells.items())
        made.append(
            Measure(id=f"m{at}", document="d", text="Bygg om", provenance=place, form=Form.TABLE, attributes=attributes)
        )
    document = Document(id="d", file="d.txt", text="x", blocks=())
    return extract(Segmentation(document="d", measures=tuple(made)), document, metadata=Metadata()).measures


def test_a_cell_that_points_at_the_one_above_inherits_it():
    _, second, third = _chain(
        {"responsible": "HR", "partners": "Polisen"}, {"responsible": "Se ovan", "partners": "”"}, {"partners": "–"}
    )
    assert [party.name for party in second.responsible.value] == ["HR"]
    assert second.responsible.state is FieldState.INHERITED and second.partners.value[0].name == "Polisen"
    assert third.responsible.state is FieldState.ABSENT and third.partners.state is FieldState.ABSENT
    (alone,) = _chain({"responsible": "Se ovan"})
    assert alone.responsible.state is FieldState.ABSENT


@pytest.mark.parametrize(
    "text", ["–", "Ej beslutat", "ej fastställd", "N/A", "saknas", "Ej aktuellt", "Oklart", "inte klart"]
)
def test_a_cell_that_says_nothing_gives_nothing(text):
    (found,) = _chain({"responsible": text, "partners": text, "deadline": text, "resources": text})
    states = {found.responsible.state, found.partners.state, found.deadline.state, found.resources.state}
    assert states == {FieldState.ABSENT}


def test_partners_in_the_cell_of_the_owners():
    (found,) = _chain({"responsible": "Miljöenheten i samverkan med skolan och polisen"})
    assert [party.name for party in found.responsible.value] == ["Miljöenheten"]
    assert [party.name for party in found.partners.value] == ["skolan", "polisen"]


@pytest.mark.parametrize(
    ("text", "recurrence"),
    [
        ("Genomföra trygghetsvandringar, två per år.", "halvårsvis"),
        ("Besök hos verksamheterna, minst två per kommun och år.", "halvårsvis"),
        ("Enkäten görs en gång per år.", "årligen"),
        ("Redovisa läget kvartalsvis för nämnden.", "kvartalsvis"),
        ("Ordna en temadag varje termin.", "per termin"),
        ("Byta två fordon per år.", None),
    ],
)
def test_how_often_in_the_measures_own_words(text, recurrence):
    found = _extract(text).deadline
    assert (found.value.recurrence if found.value else None) == recurrence


def test_a_subject_behind_its_verb_owns():
    assert (
        _extract("Om intresse finns startar kulturnämnden ett ungdomsråd.").responsible.value[0].name == "kulturnämnden"
    )
    assert _extract("Tallmohem ska utreda hyresrabatter.").responsible.value[0].name == "Tallmohem"
    assert _extract("Alla chefer ska genomgå utbildning.").responsible.state is FieldState.ABSENT


def test_a_value_in_its_own_cell_is_surer_than_one_handed_down_or_one_that_reads_in_two_ways():
    def sure(name, **more):
        return _extract("Ta fram en rutin", ("responsible", name, more)).responsible.confidence

    known, unknown = sure("Socialnämnden"), sure("Fortum")
    handed = sure("Socialnämnden", state=FieldState.INHERITED)
    run_together = sure("UAB Vandenys Tauragė district municipality Business enterprises Residents Farmers union")
    assert known > handed and known >= unknown > run_together


def test_a_time_that_only_tells_what_was_is_no_deadline():
    english = Metadata(language=Field(state=FieldState.STATED, value="en"))

    def day(text, description=None):
        value = _extract(text, description=description, metadata=english).deadline.value
        return value and (value.start, value.end)

    assert day("Reconstruct the heating networks", "Heat losses in 2021 accounted for a tenth of the heat.") is None
    assert day("T1 Renewal of public vehicles", None) is None
    assert day("Renew the buses", "The old ones were bought in 2012. All will be replaced by 2030.") == (
        None, "2030-12-31",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Erbjuda samtalsstöd till personer som köper sex", "demand"),
        ("Samtalsstöd och behandling för sexköpare", "demand"),
        ("Erbjuda samtalsstöd till personer med erfarenhet av sex mot ersättning", "support"),
        ("Samtalsstöd till utsatta, så att de skyddas från köpare", "support"),
    ],
)
def test_support_for_buyers_is_about_demand(text, area):
    assert focus_areas(text)[0].key == area


def test_a_date_that_tells_of_the_past_and_a_name_with_a_label_in_it_are_unsure():
    ahead = _extract("Bygg en väg", description="Vägen ska stå klar 2028.").deadline
    behind = _extract("Bygg en väg", description="Målet som antogs sedan tidigare nås 2027–2028.").deadline
    assert ahead.confidence > behind.confidence and behind.value.end == "2028-12-31"
    clean = _extract("Bygg en väg", ("partners", "Stadens bolag")).partners
    torn = _extract("Bygg en väg", ("partners", "Stadens bolag Vinster: mindre buller")).partners
    assert clean.confidence > torn.confidence


def test_what_is_absent_is_never_quite_sure():
    found = _extract("Bygg en väg")
    fields = [found.responsible, found.partners, found.target_group, found.laws, found.resources, found.cost]
    assert all(field.state is FieldState.ABSENT and 0.5 < field.confidence < 1 for field in fields)
    assert found.laws.confidence > found.target_group.confidence  # a group is named in more ways than a law
