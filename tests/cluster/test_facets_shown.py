"""Why a cluster is one is shown: what most of its members name, in the reader's words."""

from toolkit.cluster import cluster, facets
from toolkit.cluster.rows import _measure
from toolkit.labels import labels


def test_each_facet_has_words_in_both_languages():
    keys = {f"facet.{name}_{key}" for name in facets.FACETS for key in facets.facet(name).keys}
    for language in ("sv", "en"):
        assert keys <= set(labels(language)), keys - set(labels(language))


def test_a_cluster_tells_what_most_of_its_members_name():
    texts = ["Utbilda all personal i skolan", "Utbilda personalen i skolan om våld"]
    rows = [{"id": str(n), "text": text, "municipality": str(n)} for n, text in enumerate(texts)]
    (found,) = cluster([_measure(row, 0) for row in rows], encoder="lexical").clusters
    assert found.facets == ("action:train", "group:staff", "setting:school")
