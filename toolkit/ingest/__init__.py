"""A file on disk to a `Document`: whatever the format, the same blocks with the same kind of places.

`ingest` reads in a child process with limits; `read` in this one, for workers and tests; `ingest_all` reads many.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

from toolkit.errors import InputError, ToolkitError
from toolkit.ingest.limits import Limits
from toolkit.ingest.tools import tools_version
from toolkit.model import Document

__all__ = ["Limits", "ingest", "ingest_all", "read", "tools_version"]


def read(path: Path, *, limits: Limits | None = None) -> Document:
    """The document in a file, read in this process: only for files one trusts.

    Raises:
        InputError: The file cannot be read; `kind` says why.
        MissingToolError: An outside program that the format needs is not installed.
    """
    from toolkit.ingest.readers import read_file

    return read_file(path, limits=limits)


def ingest(path: Path, *, limits: Limits | None = None) -> Document:
    r"""The document in a file, read in a child process that is stopped when it goes over the limits.

    Args:
        path: The file; what it is, is told by its content.
        limits: Memory, time and size that one file may cost.

    Raises:
        InputError: The file cannot be read; `kind` says why (``encrypted``, ``empty``, ``folder``, ``unknown`` …).
        LimitError: It took more memory, time or space than the limits allow.
        MissingToolError: An outside program that the format needs is not installed.

    Example:
        >>> import tempfile
        >>> folder = tempfile.TemporaryDirectory()
        >>> file = Path(folder.name, "plan.md")
        >>> _ = file.write_text("# Plan\n\nKommunen ska utbilda personal.\n", encoding="utf-8")
        >>> [block.kind.value for block in ingest(file).blocks]
        ['heading', 'paragraph']
        >>> folder.cleanup()
    """
    from toolkit.ingest.detect import opening
    from toolkit.ingest.sandbox import read_in_sandbox

    limits = limits or Limits()
    opening(path, limits)
    return read_in_sandbox(path, limits=limits)


def ingest_all(
    paths: Iterable[Path], *, executor: Executor | None = None, limits: Limits | None = None
) -> Iterator[tuple[Path, Document | ToolkitError]]:
    """Each path with its document or the error that stopped it, in the order given; one bad file stops no other.

    Args:
        paths: The files.
        executor: Where to run; by default as many warm child processes as there are cores.
        limits: What one file may cost.
    """
    from toolkit.ingest.sandbox import MOST_WORKERS

    own = ThreadPoolExecutor(max_workers=MOST_WORKERS) if executor is None else None
    pool: Executor = executor if executor is not None else own  # type: ignore[assignment]
    waiting: deque[tuple[Path, Future[Document | ToolkitError]]] = deque()
    try:
        for path in paths:
            waiting.append((path, pool.submit(_attempt, path, limits)))
            if len(waiting) > 4 * MOST_WORKERS:
                yield _result(*waiting.popleft())
        while waiting:
            yield _result(*waiting.popleft())
    finally:
        for _, future in waiting:
            future.cancel()
        if own is not None:
            own.shutdown(wait=True, cancel_futures=True)


def _attempt(path: Path, limits: Limits | None) -> Document | ToolkitError:
    try:
        return ingest(path, limits=limits)
    except ToolkitError as error:
        return error


def _result(path: Path, future: "Future[Document | ToolkitError]") -> tuple[Path, Document | ToolkitError]:
    try:
        return path, future.result()
    except Exception as error:  # the executor itself failed: say so for this file and go on with the next
        return path, InputError(f"{path.name} gick inte att läsa: {error}.", kind="reader_failed")
