"""Who does what: functional role × municipality, with each town's own names, and which forms a plan names."""

from collections import defaultdict

from toolkit.compare.material import Material
from toolkit.labels import labels
from toolkit.lexicon import load, topic
from toolkit.model import Answer, Column, Comparison, Entry, Measure
from toolkit.text import collate


def actors(material: Material) -> Comparison:
    """One row a role: in each town the local names with how often they are responsible and how often partners."""
    text = labels(material.language)
    names: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(dict)
    for town, measures in material.measures_of.items():
        for measure in measures:
            for slot, field in enumerate((measure.responsible, measure.partners)):
                for party in field.value or ():
                    counts = names[(party.role or "", town)].setdefault(party.name, [0, 0])
                    counts[slot] += 1
    roles = sorted({role for role, _ in names}, key=lambda role: (role == "", collate(role_name(role))))
    columns = (
        Column(key="role", title=text["compare.role"], width=34),
        *(Column(key=f"town:{town}", title=town, width=34) for town in material.towns),
    )
    rows = tuple(
        (
            Entry(text=role_name(role) if role else text["compare.role_unknown"]),
            *(_named(material, names.get((role, town), {}), town) for town in material.towns),
        )
        for role in roles
    )
    return Comparison(
        key="actors",
        title=text["compare.actors"],
        columns=columns,
        rows=rows,
        notes=(text["compare.actors_note"],),
        row_ids=tuple(role or "unknown" for role in roles),
    )


def role_name(role: str) -> str:
    """The canonical Swedish name of a functional role, or the key itself."""
    entry = load("roles").get("roles", load("roles")).get(role, {})
    return str(entry.get("name", entry.get("sv", role))) if hasattr(entry, "get") else role


def _named(material: Material, counts: dict[str, list[int]], town: str) -> Entry:
    """The local names of a role in one town: "name (responsible/partner)"."""
    if not counts:
        return material.absent(town)
    ranked = sorted(counts, key=lambda name: (-sum(counts[name]), collate(name)))
    lines = [f"{name} ({counts[name][0]}/{counts[name][1]})" for name in ranked]
    return Entry(text="\n".join(lines), answer=Answer.HAS_IT, number=float(sum(sum(one) for one in counts.values())))


def forms(material: Material) -> Comparison | None:
    """One row a form (of exploitation, or the topic's own kinds): how many measures name it; None without forms."""
    text = labels(material.language)
    names = {key: data for one in material.topics for key, data in topic(one).get("forms", {}).items()}
    if not names:
        return None
    found: dict[tuple[str, str], list[Measure]] = defaultdict(list)
    for town, measures in material.measures_of.items():
        for measure in measures:
            for form in (one.key for one in measure.forms.value or ()):
                found[(form, town)].append(measure)
    rows = []
    for key, data in names.items():
        title = str(data.get(material.language, key)) if hasattr(data, "get") else key
        entries = []
        for town in material.towns:
            mine = found.get((key, town), [])
            sources = tuple(material.source(measure) for measure in mine)
            entry = Entry(number=float(len(mine)), answer=Answer.HAS_IT, sources=sources)
            entries.append(entry if mine else material.absent(town))
        rows.append((Entry(text=title), *entries))
    columns = (
        Column(key="form_of_topic", title=text["compare.form_of_topic"], width=38),
        *(Column(key=f"town:{town}", title=town, width=16) for town in material.towns),
    )
    return Comparison(
        key="forms",
        title=text["compare.forms"],
        columns=columns,
        rows=tuple(rows),
        notes=(text["compare.forms_note"],),
        row_ids=tuple(names),
    )


def inventory(material: Material) -> Comparison:
    """What plans say is already being done (pågående), the target town's own first: not measures, but a ground."""
    text = labels(material.language)
    keys = (("municipality", 18), ("document", 40), ("page", 8), ("ongoing", 90))
    rows = []
    for document, candidate in material.ongoing():
        row = material.rows_by_document.get(document)
        page = candidate.provenance.page
        towns = row.municipality if row else ()
        rows.append(
            (
                material.target not in towns,
                (
                    Entry(text=", ".join(towns)),
                    Entry(text=row.file if row else ""),
                    Entry() if page is None else Entry(number=float(page)),
                    Entry(text=candidate.text),
                ),
            )
        )
    rows.sort(key=lambda row: row[0])
    return Comparison(
        key="inventory",
        title=text["compare.inventory"],
        columns=tuple(Column(key=key, title=text[f"compare.{key}"], width=width) for key, width in keys),
        rows=tuple(row for _, row in rows),
        notes=(text["compare.inventory_note"],),
    )
