"""Measures → Clusters: the same measure in other words, in one row; different things on one topic, apart.

Steps, each kept: vectors → similarity (evidence against chance) → linkage (a tree and a cut) → naming, with copies
(`reuse`) and facets beside. A measure that stands alone is a finding, not a leftover.
"""

from toolkit.cluster.build import cluster
from toolkit.cluster.encoders import ENCODERS, by_words, folder_encoder, resolve_encoder
from toolkit.cluster.facets import named
from toolkit.cluster.restated import restated_ids
from toolkit.cluster.reuse import families
from toolkit.cluster.rows import cluster_rows
from toolkit.cluster.vectors import Encode, semantic_encoder, semantic_installed

__all__ = [
    "ENCODERS",
    "Encode",
    "by_words",
    "cluster",
    "cluster_rows",
    "families",
    "folder_encoder",
    "named",
    "resolve_encoder",
    "restated_ids",
    "semantic_encoder",
    "semantic_installed",
]
