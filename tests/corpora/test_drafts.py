"""Drafts from the example for towns of every kind, made up and real: the gate never has anything to say."""

import random
from dataclasses import replace

import pytest

from toolkit.assemble import assemble
from toolkit.cluster import cluster
from toolkit.gate import check, collect_names, find_leaks, quotable_fields
from toolkit.model import Body, Fact, Profile
from toolkit.workflow.example import example_corpus

TODAY = "2026-11-22"
REAL = [
    "Vara",
    "Lund",
    "Borås",
    "Mark",
    "Åre",
    "Örebro",
    "Upplands Väsby",
    "Malmö",
    "Ed",
    "Ekstad",
    "Heby",
    "Lilla Edet",
]
COUNTIES = [None, "Mellanbygdens län", "Skåne län", "Dalarnas län"]
FUNCTIONS = ["kast", "mika", "faltgrupp", "samordnare", "barnahus"]
BOARDS = {"social_board": "Välfärdsnämnden", "executive": "Kommunledningskontoret", "municipal_landlord": "{town}hem"}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return example_corpus(tmp_path_factory.mktemp("example") / "ekstad")


def profiles(count):
    chance = random.Random(11)
    for _ in range(count):
        town = chance.choice(REAL)
        bodies = [Body(role=role, name=name.format(town=town)) for role, name in BOARDS.items()]
        first = chance.choice([None, 2026, 2027])
        functions = [Fact(key=key, value=chance.choice(["ja", "nej", None])) for key in FUNCTIONS]
        yield (
            Profile(
                municipality=town,
                county=chance.choice(COUNTIES),
                functions=tuple(functions),
                facts=(Fact(key="folkmangd", value=str(chance.choice([4000, 38000, 120000]))),),
                bodies=tuple(body for body in bodies if chance.random() < 0.5),
                period_from=first,
                period_to=first and first + 3,
                peers=tuple(chance.sample(["Norrvik", "Åbyholm", "Sundhamn"], chance.randrange(3))),
            ),
            chance.choice([5, 12, 40]),
        )


def test_beside_the_blank_for_a_goal_stand_the_goals_of_the_plans_that_are_quoted(corpus, tmp_path):
    from docx import Document as open_docx

    from toolkit.export.word import write_word

    draft = corpus.draft(today=TODAY)
    blanks = [one for part in draft.sections if part.id.startswith("omrade-") for one in part.passages]
    goals = [source for one in blanks for source in one.suggestions]
    assert len({goal.quote for goal in goals}) >= 5
    assert all(one.text == "[fylls i lokalt]" for one in blanks), "a goal is never filled in for the town"
    assert {goal.document for goal in goals} <= {source.document for source in draft.sources}
    written = open_docx(str(write_word(draft, tmp_path / "utkast.docx")))
    margin = "\n".join(comment.text for comment in written.comments)
    body = "\n".join(paragraph.text for paragraph in written.paragraphs)
    for goal in goals:
        assert f"{goal.municipality}: ”{goal.quote}”" in margin
        assert goal.quote not in body


def test_a_goal_that_its_page_does_not_hold_is_stopped(corpus):
    documents = tuple(corpus.document(row.id) for row in corpus.current)
    draft = corpus.draft(today=TODAY)
    at, section = next(
        (at, part) for at, part in enumerate(draft.sections) if part.passages and part.passages[0].suggestions
    )
    blank = section.passages[0]
    forged = replace(blank, suggestions=(replace(blank.suggestions[0], quote="Målet är påhittat."),))
    sections = (*draft.sections[:at], replace(section, passages=(forged,)), *draft.sections[at + 1 :])
    found = check(replace(draft, sections=sections), documents, corpus.current, corpus.profile)
    assert [(one.kind, one.where) for one in found] == [("citation", blank.id)]


def test_any_town_gets_a_draft_that_passes(corpus):
    documents = tuple(corpus.document(row.id) for row in corpus.current)
    for profile, size in profiles(30):
        draft = corpus.draft(today=TODAY, profile=profile, size=size)
        found = check(draft, documents, corpus.current, profile, measures=corpus.all_measures)
        assert found == (), (profile.municipality, found[:3])
        cells = [cell.text for part in draft.sections for item in part.items for cell in item.fields]
        owners = [
            cell.text
            for part in draft.sections
            for item in part.items
            for cell in item.fields
            if cell.key in {"responsible", "partners"}
        ]
        assert cells and all(text == "[fylls i lokalt]" or "[fylls i lokalt]" not in text for text in owners)


def hyphenated(name, chance):
    at = chance.randrange(2, len(name) - 1)
    return name[:at] + chance.choice(["-\n", "\u00ad", "\u2010\n"]) + name[at:]


HOSTILE = (
    lambda town, chance: town,
    lambda town, chance: f"{town.upper()}S",
    lambda town, chance: town.lower(),
    lambda town, chance: f"{town}s kommun",
    lambda town, chance: f"{town}{chance.choice(['borna', 'bostäder', 'modellen', 'skolan'])}",
    lambda town, chance: f"{town}-{chance.choice(['modellen', 'projektet'])}",
    lambda town, chance: f"Nya{town.lower()}",
    hyphenated,
    lambda town, chance: f"Trygga {town}",
    lambda town, chance: f"{town} Energi AB",
    lambda town, chance: f"Region {town}",
    lambda town, chance: "IFN",
    lambda town, chance: chance.choice(["Karin Lindqvist", "Anna-Lena Åkesson", "Per Nilsson"]),
    lambda town, chance: chance.choice(["karin.lind@kommun.se", "070-123 45 67", "19850412-1234"]),
    lambda town, chance: f"www.{town.lower().replace('å', 'a')}.se",
)


def test_what_is_planted_in_real_drafts_is_found_and_clean_drafts_are_let_through(corpus):
    documents = tuple(corpus.document(row.id) for row in corpus.current)
    chance = random.Random(3)
    planted, missed, clean, alarms = 0, [], 0, []
    for profile, size in profiles(5):
        draft = corpus.draft(today=TODAY, profile=profile, size=size)
        names = collect_names(documents, corpus.current, profile, measures=corpus.all_measures)
        texts = [item.text for part in draft.sections for item in part.items]
        texts += [one.text for part in draft.sections for one in part.passages]
        clean += len(texts)
        alarms += [text for text in texts if find_leaks(text, names)]
        carriers = [text for text in texts if len(text.split()) > 6]
        for number in range(45):
            leak = HOSTILE[number % len(HOSTILE)](chance.choice(["Norrvik", "Åbyholm", "Sundhamn", "Bergaryd"]), chance)
            words = chance.choice(carriers).split(" ")
            at = chance.randrange(1, len(words))
            planted += 1
            if not find_leaks(" ".join([*words[:at], leak, *words[at:]]), names):
                missed.append(leak)
    assert planted >= 200 and len(missed) <= 0.01 * planted, missed
    assert len(alarms) <= 0.01 * clean, alarms


def test_a_new_plan_changes_only_what_it_touches(corpus):
    """No word of what the new plan is no source of changes, nothing such comes in; what goes made room for the new."""
    barred = [key for part in corpus.segmentations for key in part.unquotable]
    measures = corpus.all_measures

    def drafted(documents, previous=None, last=None):
        some = [measure for measure in measures if measure.document in documents]
        clustering = cluster(some, encoder="lexical", previous=previous)
        made = assemble(
            corpus.profile, clustering, quotable_fields(some, barred), corpus.current, today=TODAY, size=25,
            unquotable=[key for key in barred if "/" not in key], last=last,
        )  # fmt: skip
        return {item.id: item for part in made.sections for item in part.items if item.sources}, clustering, made

    everything = sorted({measure.document for measure in measures})
    for new in everything[::2]:
        before, clustering, edition = drafted([one for one in everything if one != new])
        again, _, same = drafted([one for one in everything if one != new], clustering, edition)
        assert again == before and same.sections == edition.sections
        after, _, _ = drafted(everything, clustering, edition)
        untouched = {key: item for key, item in after.items() if all(source.document != new for source in item.sources)}
        for key in untouched.keys() & before.keys():
            assert (untouched[key].text, untouched[key].fields) == (before[key].text, before[key].fields)
        come = [untouched[key].text for key in untouched.keys() - before.keys()]
        assert come == []
        assert [key for key in after if key in untouched] == [key for key in before if key in untouched]
        assert len(before.keys() - after.keys()) <= len(after.keys() - untouched.keys())
