"""From other towns' plans to a plan of one's own.

The verbs live in their packages (`from toolkit.segment import segment`); here are the nouns and `Corpus`. Names are
loaded when they are first used, so that importing toolkit costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.corpus import Corpus
    from toolkit.errors import ToolkitError
    from toolkit.model import (
        Cluster,
        Clustering,
        Comparison,
        Decision,
        Document,
        Draft,
        Field,
        Measure,
        Meeting,
        Problem,
        Profile,
        Provenance,
        Segmentation,
    )

_HOMES = {"Corpus": "toolkit.corpus", "ToolkitError": "toolkit.errors"}

__all__ = [
    "Cluster",
    "Clustering",
    "Comparison",
    "Corpus",
    "Decision",
    "Document",
    "Draft",
    "Field",
    "Measure",
    "Meeting",
    "Problem",
    "Profile",
    "Provenance",
    "Segmentation",
    "ToolkitError",
]


def __getattr__(name: str) -> object:
    """Load a name when it is first asked for."""
    if name == "__version__":
        return _version()
    if name not in __all__:
        raise AttributeError(f"module 'toolkit' has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "toolkit.model")), name)


def _version() -> str:
    """The installed version; looking it up costs more than the rest of this module, so it waits for a question."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("plankit")
    except PackageNotFoundError:
        return "0+unknown"
