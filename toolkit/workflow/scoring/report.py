"""The scores as one page to read: figures, intervals, curves, and every miss with its picture. Nothing is fetched."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from toolkit.evaluate import ENOUGH
from toolkit.labels import labels
from toolkit.scores import brier, calibration_error, reliability
from toolkit.workflow.scoring.pictures import pictures
from toolkit.workflow.scoring.result import Finding, Judged, Result

_SIZE = 240.0
"""Side of a chart's plane."""
_HEADLINES = ("precision", "recall", "F1", "right", "word F1", "words with å ä ö kept", "ARI", "candidate recall@10")
_FIRST = 400
"""Findings of other kinds (pairs of clusters, words) that are listed."""


def html_report(results: Sequence[Result], *, language: str = "sv", version: str = "") -> str:
    """One self-contained HTML page: styles and pictures inside, all text escaped.

    Args:
        results: The scores, one a gold file.
        language: Of what the program itself writes.
        version: Of the program, printed below the heading.

    Example:
        >>> page = html_report([Result(gold="<b>.json", figures={"measures": {"F1": 0.5, "n": 4}})])
        >>> "&lt;b&gt;.json" in page and "0,50" in page and "<b>.json" not in page
        True
    """
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("toolkit.export"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    text = labels(language)
    return environment.get_template("evaluation.html").render(
        language=language,
        text=text,
        version=version,
        enough=ENOUGH,
        parts=[_part(result, text) for result in results],
        style=files("toolkit.export").joinpath("templates", "evaluation.css").read_text(encoding="utf-8"),
    )


def write_report(results: Sequence[Result], path: Path, *, force: bool = False) -> Path:
    """Write the page.

    Raises:
        OutputError: The file exists and `force` is not set, or the folder cannot be written to.
    """
    import toolkit
    from toolkit.export.files import write_file

    data = html_report(results, version=str(toolkit.__version__)).encode("utf-8")
    return write_file(path, lambda temporary: temporary.write_bytes(data), force=force)


def _part(result: Result, text: Mapping[str, str]) -> dict[str, Any]:
    """What the template shows of one gold file."""
    drawn = pictures(result.findings)
    listed = [(one, _listed(one, drawn.get(number), text)) for number, one in enumerate(result.findings)]
    return {
        "gold": result.gold,
        "cards": _cards(result.figures, text),
        "tables": _tables(result.figures, text),
        "missed": [told for one, told in listed if one.kind == "missed"],
        "false": [told for one, told in listed if one.kind == "false"],
        "others": [one.text for one, _ in listed if one.kind == "other"][:_FIRST],
        "charts": [
            chart
            for judged, name in ((result.candidates, "candidates"), (_values(result.fields), "fields"))
            if (chart := _certainty(judged, name, text)) is not None
        ],
    }


def _values(fields: tuple[Judged, ...]) -> tuple[Judged, ...]:
    """Those that say that something is printed."""
    return tuple(one for one in fields if not one.absent)


def _listed(one: Finding, picture: bytes | None, text: Mapping[str, str]) -> dict[str, Any]:
    """A miss or false alarm with its picture inside the page."""
    shown = "data:image/png;base64," + b64encode(picture).decode("ascii") if picture else ""
    return {"finding": one, "form": text.get(f"form.{one.form}", one.form), "picture": shown}


def shown(value: object) -> str:
    """A figure as it is printed: a share with two decimals and a decimal comma.

    Example:
        >>> shown(0.125), shown(12), shown("0.81-0.93")
        ('0,12', '12', '0,81–0,93')
    """
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",") if value < 0.995 or value == 1 else f"{value:.3f}".replace(".", ",")
    if isinstance(value, str) and value.replace(".", "").replace("-", "").isdigit() and "-" in value:
        return value.replace(".", ",").replace("-", "–")
    return str(value)


def _name(key: str, text: Mapping[str, str]) -> str:
    """What a figure is called in the report's language; its own name where there is no other."""
    return text.get(f"evaluate.{_slug(key)}", key)


def _slug(key: str) -> str:
    return "".join(sign if sign.isalnum() else "_" for sign in key.lower()).strip("_")


def _cards(figures: Mapping[str, Any], text: Mapping[str, str]) -> list[dict[str, Any]]:
    """The figures that one looks at first, with the interval where there is one."""
    flat = figures.get("measures") or figures.get("B-cubed strict")
    spans = figures.get("95 % interval over documents", {})
    if not isinstance(flat, Mapping):
        nested = {key: one["right"] for key, one in figures.items() if isinstance(one, Mapping) and "right" in one}
        flat = nested or {key: figures[key] for key in _HEADLINES if key in figures}
    return [
        {
            "name": _name(key, text),
            "value": shown(value),
            "share": float(value),
            "span": shown(spans[key.lower()]) if isinstance(spans, Mapping) and key.lower() in spans else "",
        }
        for key, value in flat.items()
        if isinstance(value, float)
    ]


def _tables(figures: Mapping[str, Any], text: Mapping[str, str]) -> list[dict[str, Any]]:
    """Everything else as tables: plain figures in one, each group in one of its own."""
    plain = [(key, value) for key, value in figures.items() if not isinstance(value, Mapping)]
    found = [
        {"title": text["evaluate.about"], "head": [], "rows": [[_name(k, text), shown(v)] for k, v in plain]}
    ] if plain else []  # fmt: skip
    for key, group in figures.items():
        if not isinstance(group, Mapping) or not group:
            continue
        inner = [one for one in group.values() if isinstance(one, Mapping)]
        if not inner:
            rows = [[_name(name, text), shown(value)] for name, value in group.items()]
            found.append({"title": _name(key, text), "head": [], "rows": rows})
            continue
        columns = list(dict.fromkeys(name for one in inner for name in one))
        rows = [
            [text.get(f"form.{name}", _name(name, text)), *(shown(one.get(column, "")) for column in columns)]
            for name, one in group.items()
            if isinstance(one, Mapping)
        ]
        found.append({"title": _name(key, text), "head": ["", *(_name(c, text) for c in columns)], "rows": rows})
    return found


# --- certainty ------------------------------------------------------------------------------------------------------


def _certainty(judged: Sequence[Judged], name: str, text: Mapping[str, str]) -> dict[str, Any] | None:
    """The reliability table with its points, and the curve of coverage against precision."""
    pairs = [(one.sure, one.right) for one in judged]
    if not pairs:
        return None
    bins = reliability(pairs)
    return {
        "title": text[f"evaluate.certainty_{name}"],
        "brier": f"{brier(pairs):.4f}".replace(".", ","),
        "ece": f"{calibration_error(pairs):.4f}".replace(".", ","),
        "n": len(pairs),
        "rows": [
            [f"{one.low:.1f}–{one.high:.1f}".replace(".", ","), str(one.n), shown(one.said), shown(one.right)]
            for one in bins
        ],
        "points": [
            (_x(one.said), _y(one.right), 3 + 9 * (one.n / max(each.n for each in bins)) ** 0.5) for one in bins
        ],
        "curve": " ".join(f"{_x(share):.1f},{_y(precision):.1f}" for share, precision in coverage(pairs)),
        "size": _SIZE,
    }


def coverage(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Share of the answers kept and how many of those are right, the surest first.

    Example:
        >>> coverage([(0.9, True), (0.8, True), (0.2, False), (0.2, False)])
        [(0.25, 1.0), (0.5, 1.0), (1.0, 0.5)]
    """
    points = []
    for cut in sorted({sure for sure, _ in pairs}, reverse=True):
        kept = [right for sure, right in pairs if sure >= cut]
        points.append((len(kept) / len(pairs), sum(kept) / len(kept)))
    return points


def _x(share: float) -> float:
    return round(share * _SIZE, 1)


def _y(share: float) -> float:
    return round((1 - share) * _SIZE, 1)
