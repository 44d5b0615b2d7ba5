"""Which evidence is used, by name: words alone, meaning alone, both; and where meanings come from.

===========  ========================================================================================================
`lexical`    words, characters, named things; nothing to install, seconds for thousands
`words`      also the meaning of each word, encoded once and kept: for very many short texts
`semantic`   the meaning of whole names, and named things
`fused`      all of it: the default where an encoder is installed
a folder     as `fused`, with a model of one's own (sentence-transformers format) in place of the built-in encoder
===========  ========================================================================================================
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache, partial
from math import log
from pathlib import Path

import numpy as np

from toolkit.cluster import vectors
from toolkit.cluster.vectors import Encode, Floats
from toolkit.errors import MissingToolError, UsageError
from toolkit.text import tokens

ENCODERS = ("best", "lexical", "words", "semantic", "fused")


def resolve_encoder(encoder: str, *, encode: Encode | None = None) -> str:
    """The encoder that will be used: ``best`` is ``fused`` where meanings can be had, else ``lexical``.

    Raises:
        UsageError: There is no such encoder, and no such folder.
    """
    if encoder in ENCODERS:
        known = encoder != "best"
        return encoder if known else "fused" if encode is not None or vectors.semantic_installed() else "lexical"
    if not Path(encoder).is_dir():
        raise UsageError(f"Okänd likhet {encoder!r}.", advice=f"Välj {', '.join(ENCODERS)}, eller en modellmapp.")
    return encoder


def tier(encoder: str) -> str:
    """The setting whose learned weights are used.

    Example:
        >>> tier("lexical"), tier("words")
        ('lexical', 'fused')
    """
    return encoder if encoder in ("lexical", "semantic") else "fused"


def encoder_of(encoder: str) -> Encode:
    """What gives meanings, for all but ``lexical``.

    Raises:
        MissingToolError: What it needs is not installed.
    """
    if encoder == "words":
        return by_words(vectors.semantic_encoder())
    return vectors.semantic_encoder() if encoder in ENCODERS else folder_encoder(Path(encoder))


def by_words(encode: Encode) -> Encode:
    """Texts known by their words: the mean of the words' meanings, rare words weighing more.

    Each word is encoded once, however many texts hold it: a corpus of 100,000 texts has some ten thousand words.
    """

    def wrapped(texts: Sequence[str]) -> Floats:
        bags = [vectors.content_words(text) or tokens(text) or ["-"] for text in texts]
        spread = Counter(word for bag in bags for word in set(bag))
        words = sorted(spread)
        rows = vectors.meaning(words, encode)
        place = {word: index for index, word in enumerate(words)}
        weight = np.array([log(1 + len(bags) / spread[word]) for word in words], dtype=np.float32)
        places = [np.array([place[word] for word in bag]) for bag in bags]
        return np.stack([np.average(rows[found], axis=0, weights=weight[found]) for found in places]).astype(np.float32)

    return wrapped


def folder_encoder(folder: Path) -> Encode:
    """A model of one's own, out of a folder in the format of sentence-transformers; nothing is fetched.

    Raises:
        MissingToolError: The package is not installed.
        UsageError: There is no such model in the folder.
    """
    _model(folder)
    return partial(_encoded_by, folder)


def _encoded_by(folder: Path, texts: Sequence[str]) -> Floats:
    return np.asarray(_model(folder).encode(list(texts), show_progress_bar=False), dtype=np.float32)  # type: ignore[attr-defined]


@cache
def _model(folder: Path) -> object:
    """The model in a folder, loaded once in each process."""
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise MissingToolError(
            f"Modellen i {folder} behöver paketet sentence-transformers.",
            advice="Installera det: pip install 'plankit[model]', eller välj --encoder fused.",
        ) from error
    try:
        return SentenceTransformer(str(folder), local_files_only=True)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"Det finns ingen läsbar modell i {folder}.",
            advice="Mappen ska ha modules.json, config.json och vikter, som sentence-transformers sparar dem.",
        ) from error
