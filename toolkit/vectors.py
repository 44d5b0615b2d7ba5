"""Vectors on disk: a text is encoded once, whichever plan or run it comes from."""

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.remote import answers
from toolkit.store import write_bytes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Encode = Callable[[Sequence[str]], NDArray[np.float32]]

_BATCH = 64
"""Texts that are encoded together."""


def spread(encode: "Encode", executor: Executor) -> "Encode":
    """The same encoder, its texts shared out among the workers of an executor; each loads the model once.

    Args:
        encode: Texts → rows; a function at the top of its module, so that it can be sent.
        executor: Such as Dask's ``client.get_executor()``.
    """

    def wrapped(texts: Sequence[str]) -> "NDArray[np.float32]":
        import numpy as np

        batches = [list(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
        return np.concatenate(list(answers(encode, batches, executor)))

    return wrapped


def remembered(
    encode: "Encode",
    path: Path,
    *,
    progress: Callable[[str, int, int], None] | None = None,
    batch: int = _BATCH,
) -> "Encode":
    """The same encoder, asked only for texts that the file at `path` does not hold.

    Args:
        encode: Texts → rows.
        path: A ``.npz`` file for one model; made if it is not there, thrown away if it cannot be read.
        progress: Called with ``encode``, how many new texts are done, and how many there are.
        batch: Texts between two signs of life.
    """

    def wrapped(texts: Sequence[str]) -> "NDArray[np.float32]":
        import numpy as np

        keys = [_key(text) for text in texts]
        known = _read(path)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        new = list(missing.items())
        for start in range(0, len(new), batch):
            now = new[start : start + batch]
            if progress is not None:
                progress("encode", start, len(new))
            rows = encode([text for _, text in now])
            known.update(zip((key for key, _ in now), np.asarray(rows, dtype=np.float16), strict=True))
        if new:
            _write(path, known)
            if progress is not None:
                progress("encode", len(new), len(new))
        return np.asarray([known[key] for key in keys], dtype=np.float32)

    return wrapped


def model_key(folder: Path) -> str:
    """What names the vectors of a model in a folder: another model, or another version of it, has another name."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    told = "\n".join(f"{path.name} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)
    return f"{folder.resolve().name}-{hashlib.sha256(told.encode('utf-8')).hexdigest()[:12]}"


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:24]


def _read(path: Path) -> "dict[str, NDArray[np.float16]]":
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as held:
            return dict(zip(held["keys"].tolist(), held["rows"], strict=True))
    except (OSError, ValueError, KeyError, EOFError):
        return {}


def _write(path: Path, known: "dict[str, NDArray[np.float16]]") -> None:
    import io

    import numpy as np

    keys = sorted(known)
    buffer = io.BytesIO()
    np.savez(buffer, keys=np.array(keys), rows=np.stack([known[key] for key in keys]))
    write_bytes(path, buffer.getvalue())
