"""The shipped example: fictional towns' plans in a workspace of Ekstad, so that everything can be tried at once."""

import shutil
import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from toolkit.corpus import Corpus
from toolkit.errors import WorkspaceError


def example_folder() -> Path:
    """Where the example corpus lies: in the wheel, or beside the package in a clone.

    Raises:
        WorkspaceError: It is in neither place.
    """
    package = Path(str(files("toolkit")))
    for root in (package / "_corpora", package.parent / "corpora"):
        if (root / "manniskohandel" / "corpus.toml").is_file():
            return root / "manniskohandel"
    raise WorkspaceError("Exempelmaterialet följde inte med installationen.", advice="Installera om plankit.")


def example_corpus(folder: Path, *, progress: Callable[[str, int, int], None] | None = None) -> Corpus:
    """A workspace with the example corpus in it; what is there already is kept.

    Args:
        folder: Where the workspace is to lie.
        progress: Called as work goes on.
    """
    source = example_folder()
    manifest = tomllib.loads((source / "corpus.toml").read_text(encoding="utf-8"))
    if not (folder / "plankit.toml").exists():
        Corpus.create(folder, municipality=str(manifest.get("target", "Ekstad")))
        profile = next(iter(sorted(source.rglob("profil.toml"))), None)
        if profile is not None:
            shutil.copyfile(profile, folder / "profil.toml")
    corpus = Corpus.open(folder) if progress is None else Corpus.open(folder, progress=progress)
    for entry in manifest["document"]:
        corpus.add(
            [source / entry["file"]],
            municipality=entry.get("municipality", []),
            title=entry.get("title"),
            document_type=entry.get("type"),
            received_from=entry.get("received_from"),
            received=str(entry["received"]) if "received" in entry else None,
        )
    return corpus
