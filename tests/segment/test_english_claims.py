"""English sentences and lists that only look like promises: what documents do, what shares fall, what a law holds."""

import pytest

from toolkit.segment import segment
from toolkit.segment.english import hear, speakers
from toolkit.segment.spoken import enumerated

from .conftest import heading, item, paragraph


@pytest.fixture
def english(document):
    """A document that is long enough to be known as English."""

    def made(*blocks):
        return document(
            heading("About us"), paragraph("Norland lies by the sea and has many wells in the hills."), *blocks
        )

    return made


def texts(made):
    return [one.text for one in segment(made).measures]


def test_documents_and_networks_do_not_act():
    said = "The Coast Routemap will help us. The Coast Routemap aims to build. The Coast Routemap is new. "
    assert speakers(said) == frozenset()
    assert hear("The CCC aims to expand the network of trams.").promise == ""
    assert hear("The SECAP will be developed with the schools.").brought == ""
    assert hear("The City of Norland's Meeting Model seeks to promote good talks.").promise == ""
    assert hear("The City of Norland seeks to promote good talks.").promise
    assert hear("MTA will expand the network of trams.").promise


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("For that reason the municipality aims to reduce the use of metals by 40%.", True),
        ("The city will deliver about a 70% reduction of its waste.", True),
        ("The city will reduce waste by 40% through a deposit on cups.", False),
        ("The city will insulate 40% of its schools.", False),
    ],
)
def test_a_share_that_is_promised_is_a_goal(text, goal):
    assert hear(text).goal is goal


def test_a_part_of_the_work_is_no_command():
    assert hear("Phase A covers twelve wells.").starts == ""
    assert hear("Step 2: Getting to know the wells").starts == ""
    assert hear("Phase out the old pumps.").starts == "phase"
    assert hear("To judge the wells we asked for, we used a scale.").starts == ""
    assert hear("We will give an overview of the wells.").promise == ""


def test_by_what_something_is_as_it_is():
    parts = "(i) setting limits for wells, (ii) developing a map and (iii) creating a fund."
    assert enumerated(f"The guide adds to older strategies by {parts}") == ()
    assert enumerated(f"The town ends a guide which will add to its strategies by {parts}") == ()
    assert len(enumerated(f"The town will save water by {parts}")) == 3


def test_examples_of_what_another_document_holds(english):
    listed = (item("The improvement of wells in the hills."), item("The promotion of pumps in all the villages."))
    told = english(heading("Water"), paragraph("The law includes initiatives of use to towns, such as:"), *listed)
    assert texts(told) == []
    bound = english(heading("Water"), paragraph("Norland will take the following measures, such as:"), *listed)
    assert len(texts(bound)) == 2


def test_a_question_is_no_measure(english):
    made = english(
        heading("What else is planned?"),
        paragraph("Responsible: Water board. Deadline: 2027."),
    )
    assert texts(made) == []
