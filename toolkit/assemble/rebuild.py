"""A new draft + what people did to earlier ones → the draft they expect, and every conflict side by side.

A person's words stand as written. Where the ground has moved under them (the plans now give another wording, or none),
the person's words are kept and both are told. Nothing is resolved silently and nothing is lost.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from toolkit.assemble.chains import Chain, chains
from toolkit.assemble.edits import ORDER, changes, is_edit, plain, shown_cell, shown_passage
from toolkit.assemble.own_words import with_confirmed
from toolkit.confirmations import confirmed
from toolkit.labels import labels
from toolkit.model import (
    Column,
    Decision,
    DecisionKind,
    Draft,
    DraftField,
    DraftItem,
    DraftSection,
    Entry,
    ItemKind,
    Passage,
    PassageKind,
    Returned,
)

_LIKE = 60.0
"""Likeness in percent from which a paragraph that has its number is the same paragraph, reworded."""


def rebuild(
    draft: Draft, returned: Returned, *, who: str, when: str, base: Draft | None = None
) -> tuple[Draft, tuple[str, ...]]:
    """The draft with what people did to it, and the conflicts.

    Args:
        draft: As it is assembled now.
        returned: What came back.
        who: Who edited it.
        when: ISO date.
        base: The draft as it was sent out, if it is not `draft` itself.
    """
    return replayed(draft, changes(base or draft, returned, who=who, when=when))


def replayed(draft: Draft, decisions: Sequence[Decision]) -> tuple[Draft, tuple[str, ...]]:
    """The draft with every edit of the log on top, oldest first; what was undone does not count.

    Args:
        draft: As it is assembled now, without edits.
        decisions: The whole log.
    """
    undone = {target for one in decisions if one.kind is DecisionKind.UNDO for target in one.targets}
    edits = [one for one in decisions if is_edit(one) and one.id not in undone]
    if not edits:
        return draft, ()
    work = _Work(draft)
    for chain in chains(edits):
        work.apply(chain)
    made = with_confirmed(work.done(), confirmed(decisions))
    conflicts = tuple(dict.fromkeys(work.conflicts))
    return replace(made, warnings=(*made.warnings, *conflicts)), conflicts


# --- putting them on top --------------------------------------------------------------------------------------------


class _Work:
    """A draft while edits are put on top of it."""

    def __init__(self, draft: Draft) -> None:
        """Sections as lists that can be changed."""
        self.draft = draft
        self.say = labels(draft.language)
        self.blank = self.say["draft.blank"]
        self.metadata = dict(draft.metadata)
        self.sections = list(draft.sections)
        self.items = {section.id: list(section.items) for section in draft.sections}
        self.passages = {section.id: list(section.passages) for section in draft.sections}
        self.left_out = list(draft.left_out)
        self.now: dict[str, str] = {}
        """Old id → the id of the item that took its place."""
        self.conflicts: list[str] = []

    def apply(self, chain: Chain) -> None:
        """One target's edits."""
        if chain.target.startswith("meta/"):
            self._meta(chain)
        elif chain.target.endswith(ORDER):
            self._order(chain)
        elif not chain.parts and not chain.rest and chain.kind is DecisionKind.NOTE:
            self._note(chain)
        elif "row" in chain.rest or (chain.kind is DecisionKind.EXCLUDE and "section" not in chain.rest):
            self._item(chain)
        else:
            self._passage(chain)

    def done(self) -> Draft:
        """The draft again."""
        sections = tuple(
            replace(one, items=tuple(self.items[one.id]), passages=tuple(self.passages[one.id]))
            for one in map(self._with_left_out, self.sections)
        )
        known = {source.document for source in self.draft.sources}
        more = {
            source.document: replace(source, quote="", page=None, measure=None, path=())
            for rows in self.items.values()
            for item in rows
            for source in item.sources
            if source.document not in known
        }
        return replace(
            self.draft,
            metadata=tuple(self.metadata.items()),
            sections=sections,
            sources=(*self.draft.sources, *more.values()),
            left_out=tuple(self.left_out),
        )

    def _with_left_out(self, section: DraftSection) -> DraftSection:
        """The annex of what is not included, without what people took in and with what they struck out."""
        table = section.comparison
        if table is None or table.key != "left_out":
            return section
        out = {item.id: item for item in self.left_out}
        kept = [(key, row) for key, row in zip(table.row_ids, table.rows, strict=True) if key in out]
        numbers = {source.document: at for at, source in enumerate(self.draft.sources, 1)}
        struck = [item for item in self.left_out if item.id not in table.row_ids and item.author]
        rows = [(item.id, _struck_row(item, table.columns, numbers)) for item in struck]
        both = [*rows, *kept]
        table = replace(table, rows=tuple(row for _, row in both), row_ids=tuple(key for key, _ in both))
        return replace(section, comparison=table)

    # --- title block and notes ---

    def _meta(self, chain: Chain) -> None:
        """A row of the title block."""
        label = chain.target.removeprefix("meta/")
        if "text" not in chain.parts or label not in self.metadata:
            return
        first, last, by = chain.parts["text"]
        self._weigh(label, self.metadata[label], first, last, by)
        self.metadata[label] = last

    def _note(self, chain: Chain) -> None:
        """Comments on something that is as it was."""
        found = self._found(chain)
        if found is None:
            self.conflicts += [self.say["rebuild.comment"].format(who=one.who, text=one.value) for one in chain.notes]
            return
        section, at = found
        self.items[section][at] = self._with_notes(self.items[section][at], chain)

    def _with_notes(self, item: DraftItem, chain: Chain) -> DraftItem:
        """An item with people's comments among its reasons."""
        said = tuple(f"{one.who}: {one.value}" for one in chain.notes)
        return replace(item, reasons=(*item.reasons, *(one for one in said if one not in item.reasons)))

    # --- rows ---

    def _found(self, chain: Chain) -> tuple[str, int] | None:
        """Section and place of the item: by id, else by its cluster or measures, else by its words."""
        text, cluster, *measures = (*chain.anchors, "", "")[: max(2, len(chain.anchors))]
        everywhere = [(section, at, item) for section, items in self.items.items() for at, item in enumerate(items)]
        tests = (
            lambda item: item.id == chain.target,
            lambda item: bool(cluster) and item.cluster == cluster,
            lambda item: any(source.measure in measures for source in item.sources[:1] if source.measure),
            lambda item: bool(text) and plain(item.text) == plain(text),
        )
        for test in tests:
            for section, at, item in everywhere:
                if test(item):
                    return section, at
        return None

    def _item(self, chain: Chain) -> None:
        """A row that was corrected, written or struck out."""
        found = self._found(chain)
        if chain.kind is DecisionKind.EXCLUDE:
            self._strike(chain, found)
            return
        if found is None:
            found = self._back(chain)
        section, at = found
        item = self.items[section][at]
        self.now[chain.target] = item.id
        edited = self._with_notes(self._edited(item, chain), chain)
        self.items[section][at] = replace(edited, reasons=(*edited.reasons, *self._clashes(chain)))

    def _clashes(self, chain: Chain) -> tuple[str, ...]:
        """Tell where two persons changed the same words without having seen each other's."""
        told = tuple(
            self.say["rebuild.clash"].format(
                first=earlier.who,
                one=before or self.say["rebuild.nothing"],
                second=later.who,
                other=after or self.say["rebuild.nothing"],
            )
            for before, earlier, after, later in chain.clashes
        )
        self.conflicts += told
        return told

    def _strike(self, chain: Chain, found: tuple[str, int] | None) -> None:
        """Take an item out; it stays out and is told among what is not included."""
        if found is None:
            return
        section, at = found
        item = self.items[section].pop(at)
        self._clashes(chain)
        first = chain.anchors[0] if chain.anchors else item.text
        if plain(first) != plain(item.text) and item.kind is not ItemKind.LOCAL:
            self.conflicts.append(
                self.say["rebuild.struck_changed"].format(who=chain.last.who, old=first, new=item.text)
            )
        why = self.say["rebuild.struck"].format(when=chain.last.when)
        struck = replace(item, reasons=(why, *item.reasons), author=chain.last.who, written=chain.last.when)
        if item.kind is not ItemKind.BLANK:
            self.left_out.insert(0, struck)

    def _back(self, chain: Chain) -> tuple[str, int]:
        """A row that the new draft does not have: out of what was left out, with its sources, else as people wrote."""
        row = chain.rest["row"]
        section = self._section(row)
        cluster = chain.anchors[1] if len(chain.anchors) > 1 else ""
        spare = next(
            (one for one in self.left_out if one.id == chain.target or (cluster and one.cluster == cluster)), None
        )
        if spare is not None:
            self.left_out.remove(spare)
            item = spare
        else:
            item = self._own(chain, row)
        if chain.kind is not DecisionKind.INCLUDE:
            self.conflicts.append(self.say["rebuild.gone"].format(who=chain.last.who, text=row["text"]))
        self.items[section].append(item)
        return section, len(self.items[section]) - 1

    def _own(self, chain: Chain, row: dict[str, Any]) -> DraftItem:
        """A row wholly in people's words."""
        cells = tuple(DraftField(key=key, kind=ItemKind.LOCAL, text=text) for key, text in row["fields"].items())
        return DraftItem(
            id=chain.target,
            kind=ItemKind.LOCAL,
            text=row["text"],
            fields=cells,
            author=chain.last.who,
            written=chain.last.when,
            reasons=(self.say["rebuild.own"].format(who=chain.last.who, when=chain.last.when),),
        )

    def _section(self, row: dict[str, Any]) -> str:
        """The section of a row; one that the new draft has no rows for is opened again."""
        name = str(row["section"])
        if name in self.items:
            return name
        tables = [at for at, section in enumerate(self.sections) if section.table]
        if not tables:
            return self.sections[-1].id
        like = self.sections[tables[-1]]
        self.sections.insert(
            tables[-1] + 1, DraftSection(id=name, title=str(row["title"]), level=like.level, table=like.table)
        )
        self.items[name], self.passages[name] = [], []
        return name

    def _edited(self, item: DraftItem, chain: Chain) -> DraftItem:
        """An item with people's words in the parts they changed."""
        reasons = list(item.reasons)
        fields = list(item.fields)
        made = item
        for part, (first, last, by) in chain.parts.items():
            now = item.text if part == "text" else shown_cell(item, part, blank=self.blank)
            name = self.say.get(f"draft.{part}", part) if part != "text" else self.say["draft.measure"]
            reasons += self._weigh(item.text, now, first, last, by)
            if plain(last) == plain(now):
                continue
            reasons.append(self.say["rebuild.edited"].format(part=name, who=by.who, when=by.when, old=first))
            if part == "text":
                made = self._reworded(made, last, by)
            else:
                at = next((n for n, one in enumerate(fields) if one.key == part), len(fields))
                fields = [one for one in fields if one.key != part]
                if last:
                    kind = ItemKind.BLANK if last == self.blank else ItemKind.LOCAL
                    fields.insert(min(at, len(fields)), DraftField(key=part, kind=kind, text=last))
        return replace(made, fields=tuple(fields), reasons=tuple(dict.fromkeys(reasons)))

    def _reworded(self, item: DraftItem, text: str, by: Decision) -> DraftItem:
        """An item in people's own words; an emptied one is a blank."""
        if text == self.blank:
            return replace(item, kind=ItemKind.BLANK, text=text, quote=None, changes=())
        return replace(
            item, kind=ItemKind.LOCAL, text=text, quote=None, changes=(), flags=(), author=by.who, written=by.when
        )

    def _weigh(self, where: str, now: str, first: str, last: str, by: Decision) -> list[str]:
        """Tell a conflict: the ground moved under a person's words."""
        told = []
        if plain(now) not in (plain(first), plain(last)):
            told.append(self.say["rebuild.conflict"].format(who=by.who, mine=last, old=first, now=now))
        self.conflicts += [self.say["rebuild.where"].format(where=where[:80], what=one) for one in told]
        return told

    # --- paragraphs ---

    def _passage(self, chain: Chain) -> None:
        """A paragraph that was filled in, reworded, written or struck out."""
        section = str(chain.rest.get("section") or "")
        if section not in self.passages:
            self.conflicts.append(self.say["rebuild.gone"].format(who=chain.last.who, text=_said(chain)))
            return
        rows = self.passages[section]
        at = self._passage_at(chain, rows)
        self._clashes(chain)
        if chain.kind is DecisionKind.EXCLUDE:
            if at is not None:
                del rows[at]
            return
        note = f"{chain.last.who}, {chain.last.when}"
        if at is None:
            after = chain.rest.get("after")
            place = next((n + 1 for n, one in enumerate(rows) if one.id == after), 0 if after == "" else len(rows))
            made = Passage(id=chain.target, kind=PassageKind.LOCAL, text=_said(chain), note=note)
            rows.insert(place, made)
            return
        if "text" in chain.parts:
            first, last, by = chain.parts["text"]
            self._weigh(section, shown_passage(rows[at]), first, last, by)
            rows[at] = replace(rows[at], kind=PassageKind.LOCAL, text=last, note=note, source=None)

    def _passage_at(self, chain: Chain, rows: Sequence[Passage]) -> int | None:
        """Where the paragraph stands now: its number is only its place, so the words must agree."""
        from rapidfuzz import fuzz

        text, hint = (*chain.anchors, "", "")[:2]
        same = [
            at for at, one in enumerate(rows) if plain(shown_passage(one)) == plain(text) and (one.note or "") == hint
        ]
        if same:
            return min(same, key=lambda at: (rows[at].id != chain.target, at))
        for at, one in enumerate(rows):
            if one.id == chain.target and (
                one.kind is PassageKind.LOCAL or fuzz.ratio(plain(shown_passage(one)), plain(text)) >= _LIKE
            ):
                return at
        return None

    # --- order ---

    def _order(self, chain: Chain) -> None:
        """Rows in the order, and in the section, where people put them; rows they never saw come last."""
        name = chain.target.removesuffix(ORDER)
        order = [self.now.get(one, one) for one in chain.rest.get("order", ())]
        if name not in self.items:
            name = self._section({"section": name, "title": chain.rest.get("title", "")})
        wanted = {identity: at for at, identity in enumerate(order)}
        for other, rows in self.items.items():
            if other != name:
                moved = [item for item in rows if item.id in wanted]
                self.items[name] += moved
                self.items[other] = [item for item in rows if item.id not in wanted]
        self.items[name].sort(key=lambda item: wanted.get(item.id, len(wanted)))


def _said(chain: Chain) -> str:
    """A paragraph's words after all events."""
    return chain.parts["text"][1] if "text" in chain.parts else str(chain.rest.get("text", ""))


def _struck_row(item: DraftItem, columns: Sequence[Column], numbers: dict[str, int]) -> tuple[Entry, ...]:
    """The row of the annex for an item that people struck out."""
    refs = ", ".join(dict.fromkeys(f"[{numbers[one.document]}]" for one in item.sources if one.document in numbers))
    texts = {"measure": item.text, "why": item.reasons[0] if item.reasons else "", "source": refs}
    return tuple(
        Entry(text=texts.get(column.key, ""), sources=item.sources if column.key == "source" else ())
        for column in columns
    )
