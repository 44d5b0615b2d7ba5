"""A person at a word processor: random edits of a draft's Word file, and what must come of them."""

import copy
import random

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

WORDS = (
    "gemensam", "varje", "termin", "tillsammans", "med", "skolan", "under", "planperioden", "särskilt", "uppföljning",
    "för", "alla", "berörda", "chefer", "och", "medarbetare", "redovisas", "till", "nämnden", "snarast",
)  # fmt: skip
BLANK = "[fylls i lokalt]"


def tag_of(sdt):
    return sdt.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val"))


def row_of(element):
    while element.tag != qn("w:tr"):
        element = element.getparent()
    return element


def text_of(element):
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def put(element, text):
    """New words in the runs that are there."""
    first, *rest = list(element.iter(qn("w:t")))
    first.text = text
    for node in rest:
        node.text = ""


def bare(row):
    """A row without its ids, as when it is typed in anew."""
    for mark in [*row.iter(qn("w:bookmarkStart")), *row.iter(qn("w:bookmarkEnd"))]:
        mark.getparent().remove(mark)
    for sdt in list(row.iter(qn("w:sdt"))):
        content = sdt.find(qn("w:sdtContent"))
        for child in list(content):
            sdt.addprevious(child)
        sdt.getparent().remove(sdt)
    for mark in list(row.iter(qn("w:commentRangeStart"), qn("w:commentRangeEnd"), qn("w:commentReference"))):
        mark.getparent().remove(mark)
    return row


class Editor:
    """Edits one file and keeps the books: which rows there shall be, in which order, with which words."""

    def __init__(self, file, draft, seed):
        self.dice = random.Random(seed)
        self.document = docx.Document(str(file))
        self.sections = {section.id: section for section in draft.sections if section.table}
        tags = {tag_of(sdt): sdt for sdt in self.document.element.iter(qn("w:sdt"))}
        self.controls = tags
        self.rows = {}
        self.text = {}
        self.cells = {}
        self.order = {}
        for section in self.sections.values():
            self.order[section.id] = [item.id for item in section.items]
            for item in section.items:
                self.rows[item.id] = row_of(tags[item.id])
                self.text[item.id] = item.text
                own = {
                    tag.partition("/")[2]: text_of(sdt) for tag, sdt in tags.items() if tag.startswith(item.id + "/")
                }
                self.cells[item.id] = own
        self.sent = set(self.text)
        self.deleted = set()
        self.comments = {}
        self.passages = {}
        self.touched = set()

    def edit(self, count):
        kinds = ("reword", "cell", "delete", "insert", "move", "split", "comment", "blank", "paragraph")
        for _ in range(count):
            getattr(self, self.dice.choice(kinds))()
        return self

    def phrase(self, least=5):
        return " ".join(self.dice.choices(WORDS, k=self.dice.randint(least, least + 5)))

    def some(self):
        """A row that was sent out, is still there and has not been edited."""
        free = [key for keys in self.order.values() for key in keys if key in self.sent and key not in self.touched]
        key = self.dice.choice(free)
        self.touched.add(key)
        return key

    def keys(self, key):
        """The columns of the table in which a row stands now."""
        return next(self.sections[name].table for name, order in self.order.items() if key in order)

    def column(self, key, name):
        return [cell for cell in self.rows[key] if cell.tag == qn("w:tc")][self.keys(key).index(name)]

    def reword(self):
        key = self.some()
        words = self.text[key].split()
        for _ in range(max(1, len(words) // 5)):
            words[self.dice.randrange(len(words))] = self.dice.choice(WORDS)
        words.insert(self.dice.randrange(len(words)) + 1, self.dice.choice(WORDS))
        self.text[key] = " ".join(words)
        put(self.controls[key], self.text[key])

    def cell(self):
        key = self.some()
        name = self.dice.choice([one for one in self.keys(key) if one not in ("measure", "source")])
        self.cells[key][name] = self.phrase(2)
        put(self.controls[f"{key}/{name}"], self.cells[key][name])

    def delete(self):
        key = self.some()
        self.rows[key].getparent().remove(self.rows[key])
        self.deleted.add(key)
        for order in self.order.values():
            if key in order:
                order.remove(key)

    def insert(self):
        section = self.dice.choice(list(self.sections))
        if not self.order[section]:
            return
        after = self.dice.choice(self.order[section])
        row = bare(copy.deepcopy(self.rows[after]))
        text = f"Vi ska {self.phrase(8)}"
        cells = [cell for cell in row if cell.tag == qn("w:tc")]
        keys = self.keys(after)
        if len(cells) != len(keys):
            return
        for name, cell in zip(keys, cells, strict=True):
            for extra in cell.findall(qn("w:p"))[1:]:
                cell.remove(extra)
            put(cell, {"measure": text, "responsible": "Kommunstyrelsen", "source": "–"}.get(name, ""))
        key = f"new {len(self.rows)}"
        self.rows[after].addnext(row)
        self.rows[key], self.text[key], self.cells[key] = row, text, {"responsible": "Kommunstyrelsen"}
        self.order[section].insert(self.order[section].index(after) + 1, key)

    def move(self):
        key = self.some()
        section = self.dice.choice([name for name, order in self.order.items() if set(order) - {key}])
        other = self.dice.choice([one for one in self.order[section] if one != key])
        if len(self.rows[key]) != len(self.rows[other]):
            return
        self.rows[other].addnext(self.rows[key])
        for order in self.order.values():
            if key in order:
                order.remove(key)
        self.order[section].insert(self.order[section].index(other) + 1, key)

    def split(self):
        """A cell is cut in two, as a word processor does: a new grid column, which all other rows span."""
        key = self.some()
        name = "follow_up"
        if name not in self.keys(key):
            return
        cell = self.column(key, name)
        table = self.rows[key].getparent()
        if table.get("split"):
            return
        at = self.keys(key).index(name)
        grid = table.find(qn("w:tblGrid"))
        grid[at].addnext(copy.deepcopy(grid[at]))
        for row in table.findall(qn("w:tr")):
            own = [one for one in row if one.tag == qn("w:tc")][at]
            if row is not self.rows[key]:
                span = OxmlElement("w:gridSpan")
                span.set(qn("w:val"), "2")
                own.find(qn("w:tcPr")).find(qn("w:tcW")).addnext(span)
        new = bare(copy.deepcopy(cell))
        half = self.phrase(2)
        put(new, half)
        cell.addnext(new)
        table.set("split", "1")
        old = self.cells[key][name]
        self.cells[key][name] = half if old == BLANK else f"{old}\n{half}"

    def comment(self):
        key = self.some()
        from docx.text.run import Run

        run = next(self.controls[key].iter(qn("w:r")))
        said = self.phrase()
        self.document.add_comment([Run(run, self.document.paragraphs[0])], text=said, author="Nämndsekreteraren")
        self.comments[key] = said

    def blank(self):
        free = [tag for tag in self.controls if "-" in tag and not tag.startswith(("atg-", "meta")) and "/" not in tag]
        tag = self.dice.choice([one for one in free if one not in self.passages] or free)
        self.passages[tag] = self.phrase(6)
        put(self.controls[tag], self.passages[tag])

    def paragraph(self):
        text = f"Här skrev vi {self.phrase(8)}."
        at = next(p for p in self.document.paragraphs if p.style.name == "Heading 1" and p.text == "Syfte")
        at._p.addnext(copy.deepcopy(self.document.paragraphs[-1]._p))
        new = at._p.getnext()
        put(bare(new), text)
        self.passages[f"new {text}"] = text

    def save(self, path, *, destroy=False):
        for table in self.document.element.iter(qn("w:tbl")):
            table.attrib.pop("split", None)
        if destroy:
            bare(self.document.element.body)
        self.document.save(str(path))
        return path
