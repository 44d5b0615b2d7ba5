"""The comparison table people work in: one row a cluster, one column a municipality, every wording with its source."""

from toolkit.compare.coverage import area_of, towns_of
from toolkit.compare.material import Material, areas_of, names
from toolkit.compare.reuse import independent, origin_of
from toolkit.labels import labels
from toolkit.lexicon import topic
from toolkit.model import Answer, Cluster, Column, Comparison, Entry, Field, Measure, Mention


def wordings(material: Material) -> Comparison:
    """One row a cluster in focus-area order: the typical wording, who has it, and each town's own words."""
    text = labels(material.language)
    order = [key for key, _ in material.focus_areas]
    area_names = dict(material.focus_areas)

    def rank(cluster: Cluster) -> tuple[int, int, str]:
        area = area_of(material, cluster)
        return (order.index(area) if area in order else len(order), -len(towns_of(material, cluster)), cluster.label)

    rows = []
    ranked = sorted(material.clustering.clusters, key=rank)
    for cluster in ranked:
        towns = towns_of(material, cluster)
        typical = material.measures[cluster.typical]
        rows.append(
            (
                Entry(text=cluster.id),
                Entry(text=area_names.get(area_of(material, cluster), "")),
                Entry(text=cluster.label),
                Entry(text=typical.text, sources=(material.source(typical),)),
                Entry(number=float(len(towns))),
                Entry(number=float(independent(material, cluster))),
                Entry(number=round(cluster.cohesion, 2)),
                Entry(text="; ".join(text[f"facet.{key.replace(':', '_')}"] for key in cluster.facets)),
                *(_wording(material, cluster, name) for name in (*material.towns, *material.others)),
                Entry(text=_near(material, cluster)),
                Entry(),
                Entry(),
                Entry(),
            )
        )
    return Comparison(
        key="wordings",
        title=text["compare.wordings"],
        columns=_columns(material),
        rows=tuple(rows),
        notes=(text["compare.wordings_note"], *material.clustering.notes),
        row_ids=tuple(cluster.id for cluster in ranked),
    )


def _columns(material: Material) -> tuple[Column, ...]:
    """The fixed columns, one column a town, and the columns people fill in."""
    text = labels(material.language)
    choices = tuple(text[f"compare.choice_{key}"] for key in ("yes", "no", "adapt"))
    return (
        Column(key="id", title=text["compare.id"], width=12),
        Column(key="focus_area", title=text["compare.focus_area"], width=24),
        Column(key="cluster", title=text["compare.cluster"], width=34),
        Column(key="typical", title=text["compare.typical"], width=50),
        Column(key="towns", title=text["compare.town_count"], width=9),
        Column(key="families", title=text["compare.families"], width=9),
        Column(key="cohesion", title=text["compare.cohesion"], width=9),
        Column(key="facets", title=text["compare.facets"], width=26),
        *(Column(key=f"town:{town}", title=town, width=44) for town in material.towns),
        *(Column(key=f"other:{name}", title=name, width=44) for name in material.others),
        Column(key="outsiders", title=text["compare.outsiders"], width=40),
        Column(key="relevant", title=text["compare.relevant"], width=12, choices=choices),
        Column(key="local_owner", title=text["compare.local_owner"], width=22),
        Column(key="comment", title=text["compare.comment"], width=30),
    )


def _wording(material: Material, cluster: Cluster, town: str) -> Entry:
    """A town's own words for the action, with owner, time and page; or why there are none."""
    mine = [material.measures[member] for member in cluster.members]
    mine = [measure for measure in mine if town in measure.municipality]
    if not mine:  # An authority's document is no plan: that it is silent is no gap.
        if town not in material.towns:
            return Entry()
        return material.perhaps(cluster.id, town) or material.absent(town)
    return Entry(
        text="\n".join(sentence(material, measure) for measure in mine),
        answer=Answer.HAS_IT,
        sources=tuple(material.source(measure) for measure in mine),
    )


def sentence(material: Material, measure: Measure) -> str:
    """One wording on one line: the words, then owner, time and page in brackets."""
    text = labels(material.language)
    facts = []
    if owner := names(measure.responsible):
        facts.append(f"{text['compare.owner']}: {owner}")
    if measure.deadline.value is not None:
        facts.append(f"{text['compare.time']}: {measure.deadline.value.text}")
    if measure.provenance.page is not None:
        facts.append(f"{text['compare.page']} {measure.provenance.page}")
    if origin := origin_of(material, measure):
        facts.append(origin)
    return f"{measure.text} [{'; '.join(facts)}]" if facts else measure.text


def _near(material: Material, cluster: Cluster) -> str:
    """The nearest measures that were left out, so that a missed partner is in sight."""
    lines = []
    for near in cluster.outsiders[:3]:
        if (measure := material.measures.get(near.measure)) is not None:
            lines.append(f"{', '.join(measure.municipality)}: {measure.text} ({near.similarity:.2f})")
    return "\n".join(lines)


def measures(material: Material) -> Comparison:
    """Every measure on a row of its own, with all its fields: the action register and the CSV."""
    text = labels(material.language)
    keys = (
        ("id", 26), ("municipality", 16), ("document", 30), ("page", 7), ("number", 8), ("measure", 60),
        ("description", 50), ("focus_area", 26), ("goal", 30), ("owner", 26), ("partners", 26), ("time", 20),
        ("start", 11), ("end", 11), ("recurrence", 13), ("indicator", 30), ("follow_up", 30), ("resources", 20),
        ("cost", 12), ("currency", 8), ("target_group", 20), ("form_of_topic", 20), ("places", 20), ("laws", 24),
        ("binding", 9), ("form", 11), ("heading_path", 36), ("cluster_id", 12), ("cluster", 30),
        ("variant", 8), ("restates", 20), ("confidence", 9),
    )  # fmt: skip
    cluster_of = {member: cluster for cluster in material.clustering.clusters for member in cluster.members}
    topics = tuple(dict.fromkeys(one.topic for measure in material.measures.values() for one in measure.topics))
    rows = []
    for measure in material.measures.values():
        facts = _facts(material, measure, cluster_of.get(measure.id))
        rows.append((*(facts[key] for key, _ in keys), *(_belongs(measure, name) for name in topics)))
    return Comparison(
        key="measures",
        title=text["compare.measures"],
        columns=(
            *(Column(key=key, title=text[f"compare.{key}"], width=width) for key, width in keys),
            *(Column(key=f"relevance:{one}", title=_title_of(material, one), width=16) for one in topics),
        ),
        rows=tuple(rows),
        row_ids=tuple(material.measures),
    )


def _title_of(material: Material, name: str) -> str:
    """What the column with the relevance for a topic is called: after the topic's own name."""
    keys = [key for key in material.topics if key.partition("@")[0] == name]
    shown = topic(keys[0])["topic"].get(material.language, name) if keys else name
    return f"{labels(material.language)['compare.relevance']}: {shown}"


def _amount(measure: Measure) -> Entry:
    """The cost as a figure, of a span the upper end; empty where no amount is printed."""
    cost = measure.cost.value
    return Entry(number=cost.high) if cost and cost.high is not None else Entry()


def _called(material: Material, field: Field[tuple[Mention, ...]], table: str) -> str:
    """The forms or kinds of places that a measure names, as the topics call them."""
    names = {key: data for one in material.topics for key, data in topic(one).get(table, {}).items()}
    keys = [one.key for one in field.value or ()]
    return "; ".join(str(names[key].get(material.language, key)) if key in names else key for key in keys)


def _belongs(measure: Measure, name: str) -> Entry:
    """How much a measure belongs to a topic; empty where that was not asked for when its document was read."""
    return next((Entry(number=one.score, percent=True) for one in measure.topics if one.topic == name), Entry())


def _variant(measure: Measure, cluster: Cluster | None) -> Entry:
    """Number of the variant of its cluster that a measure is."""
    for number, members in enumerate(cluster.variants if cluster else (), start=1):
        if measure.id in members:
            return Entry(number=float(number))
    return Entry(number=1.0) if cluster else Entry()


def _facts(material: Material, measure: Measure, cluster: Cluster | None) -> dict[str, Entry]:
    """The entries of one measure by column."""
    source = material.source(measure)
    deadline = measure.deadline.value
    area_names = dict(material.focus_areas)
    page = Entry() if measure.provenance.page is None else Entry(number=float(measure.provenance.page))
    return {
        "id": Entry(text=measure.id),
        "municipality": Entry(text=", ".join(measure.municipality)),
        "document": Entry(text=source.title),
        "page": page,
        "number": Entry(text=measure.number or ""),
        "measure": Entry(text=measure.text, sources=(source,)),
        "description": Entry(text=measure.description or ""),
        "focus_area": Entry(text=", ".join(area_names.get(area, area) for area in areas_of(measure))),
        "goal": Entry(text=measure.goal.value or ""),
        "owner": Entry(text=names(measure.responsible)),
        "partners": Entry(text=names(measure.partners)),
        "time": Entry(text=deadline.text if deadline else ""),
        "start": Entry(text=(deadline.start or "") if deadline else ""),
        "end": Entry(text=(deadline.end or "") if deadline else ""),
        "recurrence": Entry(text=(deadline.recurrence or "") if deadline else ""),
        "indicator": Entry(text=measure.indicator.value or ""),
        "follow_up": Entry(text=measure.follow_up.value or ""),
        "resources": Entry(text=measure.resources.value or ""),
        "cost": _amount(measure),
        "currency": Entry(text=(measure.cost.value.currency or "") if measure.cost.value else ""),
        "target_group": Entry(text=measure.target_group.value or ""),
        "form_of_topic": Entry(text=_called(material, measure.forms, "forms")),
        "places": Entry(text=_called(material, measure.places, "places")),
        "laws": Entry(text="; ".join(one.key for one in measure.laws.value or ())),
        "binding": Entry(text="" if measure.binding == "none" else str(measure.binding)),
        "form": Entry(text=labels(material.language)[f"form.{measure.form}"]),
        "heading_path": Entry(text=" › ".join(measure.heading_path)),
        "cluster_id": Entry(text=cluster.id if cluster else ""),
        "cluster": Entry(text=cluster.label if cluster else ""),
        "variant": _variant(measure, cluster),
        "restates": Entry(text=measure.restates or ""),
        "confidence": Entry(number=round(measure.confidence, 2)),
    }
