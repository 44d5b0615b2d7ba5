"""How things show themselves in a notebook: thin wrappers that `Corpus` hands out; the model stays plain."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from toolkit.export.csv import plain
from toolkit.frames import comparison_frame
from toolkit.model import Clustering, Comparison, Draft, Measure

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 30
"""Rows that a table shows by itself; the frame has them all."""


def table_html(table: Comparison, *, rows: int = _SHOWN) -> str:
    """The first rows of a table as HTML, all text escaped."""
    head = "".join(f"<th>{escape(column.title)}</th>" for column in table.columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(plain(entry))}</td>" for entry in row) + "</tr>" for row in table.rows[:rows]
    )
    more = f"<p>… {len(table.rows) - rows} rader till</p>" if len(table.rows) > rows else ""
    return f"<h4>{escape(table.title)}</h4><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


@dataclass(frozen=True)
class TableView:
    """One comparison: shows itself as HTML, and is a frame with `frame()`."""

    table: Comparison

    def frame(self) -> "pd.DataFrame":
        """The table as a DataFrame."""
        return comparison_frame(self.table)

    def _repr_html_(self) -> str:
        return table_html(self.table)


@dataclass(frozen=True)
class ComparisonView:
    """All comparison tables of a corpus: `view["coverage"]` gives one, `view.tables` their keys."""

    comparisons: Sequence[Comparison]

    @property
    def tables(self) -> tuple[str, ...]:
        """Keys of the tables, in reading order."""
        return tuple(table.key for table in self.comparisons)

    def __getitem__(self, key: str) -> TableView:
        for table in self.comparisons:
            if table.key == key:
                return TableView(table)
        raise KeyError(f"{key!r}; det finns {', '.join(self.tables)}")

    def _repr_html_(self) -> str:
        shown = [table for table in self.comparisons if table.key in ("coverage", "quality")]
        return "".join(table_html(table) for table in shown)


def _folded(lines: Sequence[str], *, heading: str | None) -> str:
    """Wordings as list items, folded under the first one's words where they are one variant of several."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    if heading is None:
        return items
    return f"<li><details><summary>{escape(heading)} ({len(lines)})</summary><ul>{items}</ul></details></li>"


def _voted(members: Sequence[Measure]) -> str | None:
    """The focus area that most members have as their first; None where none has any."""
    votes = Counter(measure.focus_areas[0].key for measure in members if measure.focus_areas)
    return min(votes, key=lambda area: (-votes[area], area)) if votes else None


@dataclass(frozen=True)
class ClusteringView:
    """Clusters with their members' own words."""

    clustering: Clustering
    measures: Sequence[Measure]

    def frame(self) -> "pd.DataFrame":
        """One row a measure: focus area, cluster, its label, variant (1 is the commonest), id, municipality, text."""
        import pandas as pd

        by_id = {measure.id: measure for measure in self.measures}
        rows = [
            (
                cluster.focus_area or _voted([by_id[one] for one in cluster.members]), cluster.id, cluster.label,
                number, member, ", ".join(by_id[member].municipality), by_id[member].text,
            )
            for cluster in self.clustering.clusters
            for number, members in enumerate(cluster.variants or (cluster.members,), start=1)
            for member in members
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=["focus_area", "cluster", "label", "variant", "id", "municipality", "text"])

    def _repr_html_(self) -> str:
        by_id = {measure.id: measure for measure in self.measures}
        shared = sorted(self.clustering.clusters, key=lambda cluster: (-len(cluster.members), cluster.id))[:_SHOWN]
        items = "".join(
            f"<details><summary>{escape(cluster.label)} ({len(cluster.members)})</summary><ul>"
            + "".join(
                _folded(
                    [f"{', '.join(by_id[one].municipality)}: {by_id[one].text}" for one in members],
                    heading=by_id[members[0]].text if cluster.variants and len(members) > 1 else None,
                )
                for members in cluster.variants or (cluster.members,)
            )
            + "</ul></details>"
            for cluster in shared
        )
        count = len(self.clustering.clusters)
        return f"<p>{count} kluster, snitt {self.clustering.cut:.2f} ({escape(self.clustering.encoder)})</p>{items}"


@dataclass(frozen=True)
class DraftView:
    """A draft as it reads, with the kind of each line."""

    draft: Draft

    def _repr_html_(self) -> str:
        parts = [f"<h3>{escape(self.draft.title)}</h3>"]
        for section in self.draft.sections:
            level = min(section.level + 3, 6)
            parts.append(f"<h{level}>{escape(section.title)}</h{level}>")
            parts += [f"<p>{escape(passage.text)}</p>" for passage in section.passages]
            if section.items:
                items = "".join(f"<li>{escape(item.text)} <small>({item.kind})</small></li>" for item in section.items)
                parts.append(f"<ul>{items}</ul>")
        return "".join(parts)
