"""The same made-up measures printed in many ways: whatever happens to a table on its way, the fields come back."""

import pytest

from toolkit.ingest.markdown import read_markdown
from toolkit.segment import segment

MEASURES = [
    ("Electric ferries", "Two ferries will cross the bay on batteries, charged at night.", "Port office", "Islanders"),
    ("Warm schools", "Twelve schools get new windows and a heat pump each before winter.", "Town works", "Pupils"),
    ("Tree nursery", "A nursery will raise four hundred street trees a year from seed.", "Parks unit", "Allotments"),
    ("Repair hall", "The old tram depot becomes a hall where anything may be mended.", "Waste company", "Tinkerers"),
]
LABELS = ("Action name", "Action description", "Responsible bodies/person for implementation", "Involved stakeholders")
GROUPS = ("Action outline", "", "Implementation", "")
BREAK = "\nEkstad\n\nClimate plan of the whole region\n\n{}\n\n"


def rule(columns):
    return "| " + " | ".join(["---"] * columns) + " |\n"


def row(*cells):
    return "| " + " | ".join(cells) + " |\n"


def lines(one, labels=LABELS):
    """A measure's rows: group, label, value."""
    return [[group, label, value] for group, label, value in zip(GROUPS, labels, one, strict=True)]


def grid(rows, cut=None, page=1):
    """A table; `cut` is the row before which the page is turned."""
    text = ""
    for at, cells in enumerate(rows):
        if at == cut:
            text += BREAK.format(page) + row(*cells) + rule(len(cells))
        else:
            text += row(*cells) + (rule(len(cells)) if at == 0 else "")
    return text + "\n"


def each(change):
    return lambda: "".join(change(at, one) for at, one in enumerate(MEASURES))


def relabelled(change):
    return each(lambda _, one: grid([[group, change(label), value] for group, label, value in lines(one)]))


def other_words(*labels):
    return each(lambda _, one: grid([cells[1:] for cells in lines(one, labels)]))


def broken(at, one):
    """The description goes on in the next page's first row."""
    rows = lines(one)
    head, rest = rows[1][2][:30].rsplit(" ", 1)
    rows[1:2] = [["", LABELS[1], head], ["", "", rest + rows[1][2][30:]]]
    return grid(rows, cut=2, page=at + 2)


def beside(_, one):
    (_, name, a), (_, said, b), (_, who, c), (_, others, d) = lines(one)
    return grid([[name, a, "", ""], [who, c, others, d], [said, b, "", ""]])


def split_label(_, one):
    rows = lines(one)
    rows[2:3] = [["Implementation", "Responsible bodies/person", one[2].split()[0]],
                 ["", "for implementation", one[2].split()[1]]]  # fmt: skip
    return grid(rows)


def as_html(_, one):
    cells = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for _, label, value in lines(one))
    return f"<table>{cells}</table>\n\n"


def as_sheet(at, one):
    values = "".join(f"{label}: {value}\n\n" for label, value in zip(LABELS[1:], one[1:], strict=True))
    return f"## Action {at + 1}: {one[0]}\n\n{values}"


def stripped(at, one):
    """The outer pipes are lost from the second measure on."""
    rows = [cells if cells[0] else cells[1:] for cells in lines(one)]
    return grid(lines(one)) if at == 0 else "".join(" | ".join(cells) + "\n" for cells in rows)


def wide(cut=None):
    rows = [list(LABELS), *(list(one) for one in MEASURES)]
    return lambda: BREAK.format(1) + BREAK.format(2) + grid(rows, cut=cut, page=3)


LAYOUTS = {
    "as it is": each(lambda _, one: grid(lines(one))),
    "a page turned in each table": each(lambda at, one: grid(lines(one), cut=1 + at % 3, page=at + 2)),
    "a cell cut by a page": each(broken),
    "glued": lambda: grid([cells for one in MEASURES for cells in lines(one)]),
    "bold labels with colons": relabelled(lambda label: f"**{label}:**"),
    "labels in capitals": relabelled(str.upper),
    "numbered labels": relabelled(lambda label: f"B-2.2.{len(label)} {label}"),
    "lettered labels": relabelled(lambda label: f"{label[0].lower()}) {label}"),
    "labels over two lines": relabelled(lambda label: label.replace(" ", "<br>", 1)),
    "misprinted labels": relabelled(lambda label: label[:3] + label[4:]),
    "an empty column in front": each(lambda _, one: grid([["", *cells] for cells in lines(one)])),
    "an empty column behind": each(lambda _, one: grid([[*cells, ""] for cells in lines(one)])),
    "no groups": each(lambda _, one: grid([cells[1:] for cells in lines(one)])),
    "groups printed in each row": each(
        lambda _, one: grid([[GROUPS[at - at % 2], *cells[1:]] for at, cells in enumerate(lines(one))])
    ),
    "another order": each(lambda _, one: grid([lines(one)[at] for at in (0, 3, 1, 2)])),
    "label and value in one cell": each(lambda _, one: grid([[f"{cells[1]}: {cells[2]}"] for cells in lines(one)])),
    "labels side by side": each(beside),
    "a label over two rows": each(split_label),
    "HTML": each(as_html),
    "no table at all": each(as_sheet),
    "outer pipes lost": each(stripped),
    "a row a measure": wide(),
    "a row a measure, page turned": wide(cut=3),
    "words of a project office": other_words("Project title", "Short description", "Lead department", "Key partners"),
    "plain words": other_words("Measure", "What will be done", "Who is responsible", "Who is involved"),
    "words of a ministry": other_words(
        "Title of the intervention", "Summary of the measure", "Competent authority", "Participating organisations"
    ),
    "only title": other_words("Title", "Content of the action", "Coordinating entity", "Other stakeholders"),
    "in Swedish": other_words("Åtgärd", "Beskrivning", "Ansvarig", "Samverkan"),
    "in Danish": other_words("Indsatsens navn", "Beskrivelse", "Ansvarlig", "Samarbejdspartnere"),
    "in German": other_words("Maßnahme", "Beschreibung", "Verantwortlich", "Beteiligte Akteure"),
}


def fields(measure):
    said = [" ".join(one.text for one in measure.attributes if one.key == key) for key in ("responsible", "partners")]
    return measure.text, measure.description, *said


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_fields_come_back(layout):
    text = f"# Portfolio of actions\n\n{LAYOUTS[layout]()}\n# What comes next in the years after the plan\n\nThe end.\n"
    document = read_markdown(text, document="0123456789abcdef", file="plan.md")
    assert [fields(one) for one in segment(document).measures] == MEASURES
