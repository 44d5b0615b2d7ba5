"""Real plans in English and other languages: how many measures, in which form, and what each carries."""

from collections import Counter
from dataclasses import replace

import pytest

from toolkit.extract import describe
from toolkit.ingest import read
from toolkit.segment import segment


def cut(shared, folder, start):
    (path,) = (one for one in shared("plans", folder).iterdir() if one.name.startswith(start))
    document = read(path)
    return segment(replace(document, metadata=describe(document)))


@pytest.mark.parametrize(
    ("start", "least", "most"), [("MWI", 74, 80), ("VNM", 50, 62), ("SSD", 40, 55), ("FJI", 25, 28), ("TKM", 0, 2)]
)
def test_papers_of_countries_give_their_rows_and_bullets(shared, start, least, most):
    assert least <= len(cut(shared, "national", start).measures) <= most


@pytest.mark.parametrize(("start", "language"), [("PER", "es"), ("CAN", "fr"), ("RUS", "ru")])
def test_a_paper_in_a_language_without_a_word_list_gives_no_nonsense(shared, start, language):
    (path,) = (one for one in shared("plans", "national").iterdir() if one.name.startswith(start))
    document = read(path)
    described = describe(document)
    assert described.language.value == language
    assert not segment(replace(document, metadata=described)).measures


def test_actions_with_codes_and_a_table_that_loses_columns_on_later_pages(shared):
    found = cut(shared, "usa", "Napa").measures
    forms = Counter(one.form.value for one in found)
    assert forms["numbered"] >= 85 and forms["table"] >= 130
    assert all(one.number and "-" in one.number for one in found if one.form.value == "numbered")
    late = [one for one in found if one.form.value == "table" and (one.provenance.page or 0) >= 22]
    owned = [one for one in late if any(attribute.key == "responsible" for attribute in one.attributes)]
    assert len(late) >= 60 and len(owned) >= 0.9 * len(late)
    assert not any(
        attribute.key == "deadline" and "Policy" in attribute.text for one in late for attribute in one.attributes
    )


def test_recommendations_by_number(shared):
    recommended = cut(shared, "usa", "Lexington").measures
    assert sum(1 for one in recommended if one.form.value == "numbered") >= 24
