"""A person's own text that names another town: stopped, confirmed with a reason, let through, told in the annex."""

import json
from dataclasses import replace

import pytest

from toolkit.assemble import assemble, replayed, without_edits
from toolkit.confirmations import TARGET, confirmation, confirmed
from toolkit.errors import DecisionError
from toolkit.gate import check
from toolkit.gate.leaks import Names, but_confirmed, find_leaks
from toolkit.model import Decision, DecisionKind, PassageKind

TODAY = "2026-11-22"
OWN = "Teckna avtal med Norrviks kommun om plats i skyddat boende."
WHY = "Avtalet med Norrvik finns sedan 2024."


def event(number, kind, target, **more):
    return Decision(id=f"d{number}", kind=kind, targets=(target,), who="arbetsgruppen", when=TODAY, **more)


@pytest.fixture(scope="module")
def draft(towns):
    return assemble(towns.profile, towns.clustering, towns.measures, towns.register, today=TODAY)


def own_row(draft):
    section = next(section for section in draft.sections if section.items)
    item = section.items[0]
    said = json.dumps({"row": True, "text": [item.text, OWN]}, ensure_ascii=False)
    return event(1, DecisionKind.CORRECT, f"utkast/{item.id}", value=said, anchors=(item.text, item.cluster or ""))


def gated(draft, towns, log):
    texts = tuple(text for one in confirmed(log) for text in (one.text, one.why))
    documents, register = towns.documents, towns.register
    return check(draft, documents, register, towns.profile, measures=towns.measures, confirmed=texts)


def test_what_a_person_means_passes_once_it_is_confirmed_and_is_told(draft, towns):
    log = (own_row(draft),)
    made, _ = replayed(draft, log)
    stopped = gated(made, towns, log)
    assert [failure.kind for failure in stopped] == ["leak:town"] and "plankit decide" in stopped[0].message
    log = (*log, confirmation(OWN, id="d2", who="arbetsgruppen", when=TODAY, why=WHY))
    made, _ = replayed(draft, log)
    assert gated(made, towns, log) == ()
    annex = made.sections[-1].passages
    assert annex[-1].text == WHY and annex[-1].kind is PassageKind.LOCAL
    assert "arbetsgruppen" in (annex[-1].note or "") and TODAY in (annex[-1].note or "")
    undone = (*log, event(3, DecisionKind.UNDO, "d2"))
    made, _ = replayed(draft, undone)
    assert gated(made, towns, undone) != () and made.sections[-1].passages == draft.sections[-1].passages


def test_only_the_exact_text_and_never_a_person():
    names = Names(towns=frozenset({"Norrvik"}))
    other = "Teckna avtal med Norrviks kommun om tolk."
    assert but_confirmed(find_leaks(other, names), other, [OWN])
    person = "Ring Anna Lindqvist i Norrvik."
    left = but_confirmed(find_leaks(person, names), person, [person])
    assert [leak.kind for leak in left] == ["person"]
    assert but_confirmed(find_leaks(OWN, names), OWN, [OWN]) == ()


def test_the_programs_own_words_are_not_let_through(draft, towns):
    """A confirmation is for what people wrote: a title or a quoted row that names another town still stops."""
    first = next(section for section in draft.sections if section.items)
    bad = replace(draft, title=OWN)
    assert first and any(failure.where == "titel" for failure in gated(bad, towns, (confirm(),)))


def confirm():
    return confirmation(OWN, id="c1", who="arbetsgruppen", when=TODAY, why=WHY)


def test_a_confirmation_needs_text_and_reason_and_touches_no_cluster():
    for text, why in ((OWN, " "), ("", WHY)):
        with pytest.raises(DecisionError):
            confirmation(text, id="c", who="a", when=TODAY, why=why)
    assert confirm().targets[0].startswith(TARGET) and without_edits((confirm(),)) == ()


def test_from_the_command_line(tmp_path):
    from toolkit.corpus import Corpus
    from toolkit.workflow.asking import decide
    from toolkit.workflow.deliver import confirmed_texts

    corpus = Corpus.create(tmp_path / "ws", municipality="Ekstad")
    lines = tmp_path / "svar.jsonl"
    lines.write_text(json.dumps({"confirm": OWN, "why": WHY}), encoding="utf-8")
    decide(corpus, lines, who="arbetsgruppen", when=TODAY)
    assert confirmed_texts(corpus) == (OWN, WHY)
    lines.write_text(json.dumps({"confirm": OWN}), encoding="utf-8")
    with pytest.raises(DecisionError):
        decide(corpus, lines, who="arbetsgruppen", when=TODAY)
