"""Whose affair a measure is: summaries count once, other authorities are invited, the county has its own chapter."""

from dataclasses import replace

import pytest

from toolkit.assemble import assemble
from toolkit.assemble.adapt import adapt
from toolkit.assemble.authorities import acts_elsewhere
from toolkit.assemble.choose import candidates
from toolkit.assemble.evidence import restatements
from toolkit.assemble.parties import party_field
from toolkit.assemble.setting import make_setting
from toolkit.assemble.skeleton import COUNTY
from toolkit.model import (
    Body,
    Cluster,
    Clustering,
    DocumentRecord,
    Fact,
    Field,
    FieldState,
    Form,
    ItemKind,
    Measure,
    Party,
    Profile,
    Provenance,
    Source,
)
from toolkit.workflow.follow_up import rows_of

TODAY = "2026-11-22"
COUNTY_NAME = "Mellanbygdens län"


def measure(key, text, town, *, owners=(), restates=None):
    place = Provenance(document=town.casefold(), start=0, end=len(text), page=1)
    quote = ", ".join(owners)
    parties = tuple(Party(name=name) for name in owners)
    stated = Field(state=FieldState.STATED, value=parties, quote=quote, provenance=place)
    return Measure(
        id=key,
        document=town.casefold(),
        text=text,
        provenance=place,
        form=Form.TABLE,
        municipality=(town,),
        responsible=stated if owners else Field(state=FieldState.ABSENT),
        restates=restates,
    )


def grouped(*groups):
    clusters = tuple(
        Cluster(id=f"k{n}", label="", members=tuple(one.id for one in group), typical=group[0].id)
        for n, group in enumerate(groups)
    )
    return Clustering(clusters=clusters, cut=0.5, encoder="test"), tuple(one for group in groups for one in group)


def drafted(profile, *groups):
    clustering, measures = grouped(*groups)
    towns = dict.fromkeys(one.municipality[0] for one in measures)
    register = tuple(
        DocumentRecord(id=town.casefold(), file=f"{town}.pdf", sha256="0", municipality=(town,), title=f"Plan {town}")
        for town in towns
    )
    return assemble(profile, clustering, measures, register, today=TODAY)


def texts(draft, section=None):
    return [
        item.text
        for part in draft.sections
        if section is None or part.id == section
        for item in part.items
        if item.sources
    ]


EKSTAD = Profile(municipality="Ekstad", county=COUNTY_NAME, period_from=2027, period_to=2029)


def test_a_restatement_is_no_candidate_no_wording_and_no_town():
    full = measure("a", "Utbilda all personal i mottagningen varje år.", "Norrvik")
    summary = measure("b", "Personalen utbildas.", "Norrvik", restates="a")
    other = measure("c", "Utbilda personalen i mottagningen.", "Åbyholm")
    assert restatements((full, summary, other)) == {"b": "a"}
    apart, measures = grouped((full, other), (summary,))
    found = candidates(apart, measures, profile=EKSTAD)
    assert [one.cluster.id for one in found] == ["k0"]
    together, measures = grouped((summary, full, other))
    one = candidates(together, measures, profile=EKSTAD)[0]
    assert [member.id for member in one.measures] == ["a", "c"] and one.towns == 2
    draft = drafted(EKSTAD, (summary, full, other))
    sources = {source.measure for part in draft.sections for item in part.items for source in item.sources}
    assert sources == {"a", "c"}


def test_two_that_point_at_each_other_restate_nothing():
    one = measure("a", "Utbilda all personal.", "Norrvik", restates="b")
    other = measure("b", "Personalen utbildas.", "Norrvik", restates="a")
    assert len(restatements((one, other))) < 2


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Polismyndigheten utser en kontaktperson.", "Polismyndigheten bjuds in att utse en kontaktperson."),
        ("Åklagarmyndigheten ska delta i mötet.", "Åklagarmyndigheten bjuds in att delta i mötet."),
        ("Polisen informerar och deltar i mötet.", "Polisen bjuds in att informera och delta i mötet."),
        ("Polisen och socialtjänsten ska hålla möten.", "Polisen och socialtjänsten överenskommer om att hålla möten."),
    ],
)
def test_another_authority_is_invited(text, made):
    setting = make_setting(EKSTAD, (), (), today=TODAY)
    assert adapt(text, setting).text == made


def test_the_countys_own_report_is_never_ours_and_stands_in_its_chapter():
    report = measure("l", "Länsstyrelsen redovisar länsplanens genomförande varje år.", COUNTY_NAME)
    ours = measure("n", "Utbilda all personal i mottagningen varje år.", "Norrvik", owners=("Socialnämnden",))
    draft = drafted(EKSTAD, (report,), (ours,))
    assert texts(draft, COUNTY) == [report.text]
    assert texts(draft) == [ours.text, report.text]
    assert [row.text for row in rows_of(draft)] == [ours.text], "the county follows up its own"
    elsewhere = drafted(replace(EKSTAD, county="Bergslagens län"), (report,), (ours,))
    assert texts(elsewhere) == [ours.text]
    assert any("huvudman" in item.reasons[0] for item in elsewhere.left_out)
    off = drafted(replace(EKSTAD, settings=(("regional_niva", "nej"),)), (report,), (ours,))
    assert texts(off) == [ours.text] and len(off.left_out) == 1


def test_an_authority_is_no_typical_wording_where_a_town_has_its_own():
    police = measure("p", "Polisen kartlägger tillsammans med kommunen var köpen sker.", "Norrvik")
    town = measure("t", "Kartlägg var köpen sker tillsammans med polisen.", "Åbyholm")
    assert acts_elsewhere(police.text) and not acts_elsewhere(town.text)
    assert texts(drafted(EKSTAD, (police, town))) == [town.text]


SOURCE = Source(document="d", municipality="Norrvik", quote="", page=1)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Näringslivsutvecklaren", None),
        ("Förvaltningschefen", None),
        ("Samordnaren", None),
        ("Bolaget", None),
        ("Säkerhetsstrategen", "Trygghetsrådet i Ekstad"),
        ("Verksamhetschef Socialtjänsten", "Omsorgsnämnden"),
        ("Rektor", "Rektor"),
        ("Kommundirektören", "Kommundirektören"),
        ("Folkhälsostrategen", "Folkhälsostrategen"),
    ],
)
def test_titles_that_the_profile_does_not_hold_are_not_printed_as_ours(name, shown):
    profile = replace(
        EKSTAD,
        functions=(Fact(key="samordnare", value="nej"),),
        bodies=(
            Body(role="crime_council", name="Trygghetsrådet i Ekstad"),
            Body(role="social_board", name="Omsorgsnämnden"),
        ),
        settings=(("dokumentansvarig", "Folkhälsostrateg"),),
    )
    setting = replace(make_setting(profile, (), (), today=TODAY), common=frozenset({name.casefold()}))
    field = party_field("responsible", Party(name=name), setting, SOURCE)
    assert (None if field.kind is ItemKind.BLANK else field.text) == shown


def test_a_coordinator_that_exists_may_stand():
    profile = replace(EKSTAD, functions=(Fact(key="samordnare", value="ja"),))
    setting = make_setting(profile, (), (), today=TODAY)
    assert party_field("responsible", Party(name="Samordnaren"), setting, SOURCE).text == "Samordnaren"
    assert adapt("Samordnaren uppdaterar kortet.", setting).text == "Samordnaren uppdaterar kortet."
    none = make_setting(EKSTAD, (), (), today=TODAY)
    assert adapt("Samordnaren uppdaterar kortet.", none).text == "[fylls i lokalt] uppdaterar kortet."
    council = replace(EKSTAD, bodies=(Body(role="crime_council", name="Trygghetsrådet i Ekstad"),))
    ours = make_setting(council, (), (), today=TODAY)
    assert adapt("Säkerhetsstrategen följer upp.", ours).text == "Trygghetsrådet i Ekstad följer upp."


def test_a_title_without_a_holder_leaves_a_blank_with_a_hint():
    one = measure("n", "Utbilda all personal i mottagningen.", "Norrvik", owners=("Näringslivsutvecklaren",))
    item = next(item for part in drafted(EKSTAD, (one,)).sections for item in part.items if item.sources)
    owner = next(cell for cell in item.fields if cell.key == "responsible")
    assert owner.kind is ItemKind.BLANK
    assert any("Näringslivsutvecklaren" in flag for flag in item.flags)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Trygga Norrvik ska utvidgas till fler stadsdelar.", "[fylls i lokalt] ska utvidgas till fler stadsdelar."),
        ("I Norrvik ska fler utbildas.", "I Ekstad ska fler utbildas."),
        ("Hela Norrvik ska lysas upp.", "Hela Ekstad ska lysas upp."),
        ("Kommunerna bör införa villkor i avtal.", "Kommunen bör införa villkor i avtal."),
        ("Verka för att banan Mora-Gällivare öppnas igen för trafik.",
         "Verka för att banan [fylls i lokalt] öppnas igen för trafik."),
        ("Pirkanmaan Jätehuolto bygger en anläggning för biogas.", "[fylls i lokalt] bygger en anläggning för biogas."),
    ],
)  # fmt: skip
def test_names_of_projects_lines_and_firms_are_not_carried_over(text, made):
    register = (DocumentRecord(id="n", file="n.pdf", sha256="0", municipality=("Norrvik",)),)
    setting = make_setting(EKSTAD, (), register, today=TODAY)
    assert adapt(text, setting).text == made


def test_in_a_plan_about_the_topic_a_measure_need_not_name_it():
    def cluster_of(relevances):
        rows = [
            replace(measure(f"m{n}", f"Utbilda grupp {n}.", "Norrvik"), relevance=r) for n, r in enumerate(relevances)
        ]
        clustering, measures = grouped(*([one] for one in rows))
        found = candidates(clustering, measures, profile=EKSTAD)
        return {one.cluster.id: {rule.rule for rule in one.fired} for one in found}

    assert "off_topic" not in cluster_of([1.0, 0.0])["k1"]
    assert "off_topic" in cluster_of([0.0, 0.0, 0.0, 0.0, 1.0])["k1"]


def test_a_wording_that_stands_on_its_own_goes_before_one_that_leans():
    leans = measure("l", "Nätverket går igenom åtgärdslistan på varje möte under året.", "Norrvik")
    whole = measure("w", "Gå igenom åtgärdslistan en gång om året.", "Åbyholm")
    assert texts(drafted(EKSTAD, (leans, whole))) == [whole.text]


def test_two_towns_are_not_both_made_ours():
    register = tuple(DocumentRecord(id=t, file=t, sha256="0", municipality=(t,)) for t in ("Norrvik", "Åbyholm"))
    setting = make_setting(EKSTAD, (), register, today=TODAY)
    assert adapt("Norrviks och Åbyholms kommuner ska inrätta en mottagning.", setting).unsafe
    assert adapt("Norrviks kommun ska stödja Åbyholms kommun med tolk.", setting).unsafe
    assert not adapt("Norrviks kommun ska stödja dem som arbetar i Norrvik.", setting).unsafe
