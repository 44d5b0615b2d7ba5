"""Comparisons → one HTML file that can be mailed: everything inlined, nothing fetched, all text escaped."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from toolkit.export.csv import plain
from toolkit.export.files import write_file
from toolkit.labels import labels
from toolkit.model import Answer, Comparison, Entry


def html_text(tables: Sequence[Comparison], *, title: str, language: str = "sv", today: str = "") -> str:
    """The report as one HTML page.

    Args:
        tables: What `toolkit.compare.compare` gave.
        title: Heading of the page.
        language: Language of what the program itself writes.
        today: ISO date printed under the heading, or empty.

    Example:
        >>> page = html_text((), title="<b>Plan</b>")
        >>> "&lt;b&gt;Plan&lt;/b&gt;" in page and "<script src" not in page
        True
    """
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("toolkit.export"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.get_template("report.html")
    by_key = {table.key: table for table in tables}
    return template.render(
        title=title,
        language=language,
        today=today,
        text=labels(language),
        tables=[table for table in tables if table.key not in ("wordings", "measures", "levels")],
        wordings=by_key.get("wordings"),
        areas=_by_area(by_key.get("wordings")),
        levels=_variants(by_key.get("levels")),
        plain=lambda entry: plain(entry, language=language),
        marked=marked,
        answers=list(Answer),
        style=files("toolkit.export").joinpath("templates", "report.css").read_text(encoding="utf-8"),
        script=files("toolkit.export").joinpath("templates", "report.js").read_text(encoding="utf-8"),
    )


def _by_area(wordings: Comparison | None) -> list[tuple[str, list[tuple[Entry, ...]]]]:
    """The rows of the clusters under the names of their focus areas, in their order."""
    found: dict[str, list[tuple[Entry, ...]]] = {}
    at = [column.key for column in wordings.columns].index("focus_area") if wordings else 0
    for row in wordings.rows if wordings else ():
        found.setdefault(row[at].text, []).append(row)
    return list(found.items())


@dataclass(slots=True)
class _Wording:
    """One town's words, and where they stand."""

    who: str
    words: str
    place: str


@dataclass(slots=True)
class _Variant:
    """Wordings that are nearer to one another than to the rest of their cluster."""

    words: str
    wordings: list[_Wording]


def _variants(levels: Comparison | None) -> dict[str, list[_Variant]]:
    """Cluster id → its variants, for clusters that have several."""
    found: dict[str, dict[float, _Variant]] = {}
    if levels is None:
        return {}
    keys = [column.key for column in levels.columns]
    cluster = ""
    for row, identity, depth in zip(levels.rows, levels.row_ids, levels.depths, strict=True):
        cells = dict(zip(keys, row, strict=True))
        cluster = identity if depth == 1 else cluster
        if (number := cells["variant"].number) is None:
            continue
        variant = found.setdefault(cluster, {}).setdefault(number, _Variant(cells["words"].text, []))
        if cells["words"].sources:
            parts = [cells["document"].text, cells["origin"].text]
            place = ", ".join(part for part in parts if part)
            variant.wordings.append(_Wording(cells["who"].text, cells["words"].text, place))
    return {cluster: list(variants.values()) for cluster, variants in found.items() if len(variants) > 1}


def marked(entry: Entry) -> str:
    """The words of an entry, escaped, with what is to be set off in ``<mark>``.

    Example:
        >>> str(marked(Entry(text="a < b", marks=((4, 5),))))
        'a &lt; <mark>b</mark>'
    """
    from markupsafe import Markup, escape

    pieces, at = [], 0
    for start, end in entry.marks:
        pieces += [escape(entry.text[at:start]), Markup("<mark>"), escape(entry.text[start:end]), Markup("</mark>")]
        at = end
    return Markup("").join([*pieces, escape(entry.text[at:])])


def write_html(
    tables: Sequence[Comparison],
    path: Path,
    *,
    title: str,
    language: str = "sv",
    today: str = "",
    force: bool = False,
) -> Path:
    """Write the report.

    Raises:
        OutputError: The file exists and `force` is not set, or the folder cannot be written to.
    """
    data = html_text(tables, title=title, language=language, today=today).encode("utf-8")
    return write_file(path, lambda temporary: temporary.write_bytes(data), force=force)
