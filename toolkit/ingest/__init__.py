"""A file on disk to a `Document`: whatever the format, the same blocks with the same kind of places.

`ingest` reads in a child process with limits; `read` in this one, for workers and tests; `ingest_all` reads many.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import tee
from pathlib import Path
from tempfile import TemporaryDirectory

from toolkit.errors import InputError, ToolkitError
from toolkit.ingest.limits import Limits
from toolkit.ingest.tools import tools_version
from toolkit.model import Document
from toolkit.remote import answers

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
        executor: Where to run, such as Dask's ``client.get_executor()``: the file is sent along, so that workers on
            other machines need not see the folder. By default as many warm child processes as there are cores.
        limits: What one file may cost.
    """
    from toolkit.ingest.sandbox import MOST_WORKERS

    asked, told = tee(paths)
    if executor is not None:
        parcels = (_packed(path, limits) for path in asked)
        yield from zip(told, answers(_carried, parcels, executor), strict=True)
        return
    work = partial(_attempt, limits=limits)
    with (
        ThreadPoolExecutor(max_workers=MOST_WORKERS) as own,
        closing(answers(work, asked, own, ahead=4 * MOST_WORKERS)) as found,
    ):
        yield from zip(told, found, strict=True)


def _attempt(path: Path, limits: Limits | None) -> Document | ToolkitError:
    try:
        return ingest(path, limits=limits)
    except ToolkitError as error:
        return error
    except Exception as error:  # What no reader foresaw stops this file only.
        message = f"{path.name} gick inte att läsa: läsaren gav upp ({type(error).__name__})."
        return InputError(message, kind="reader_failed")


@dataclass(frozen=True, slots=True)
class _Parcel:
    """A file on its way to a worker, or what stopped it from being sent."""

    name: str
    content: bytes
    limits: Limits | None
    error: ToolkitError | None = None


def _packed(path: Path, limits: Limits | None) -> _Parcel:
    from toolkit.ingest.detect import opening

    try:
        opening(path, limits or Limits())
        return _Parcel(path.name, path.read_bytes(), limits)
    except ToolkitError as error:
        return _Parcel(path.name, b"", limits, error)


def _carried(parcel: _Parcel) -> Document | ToolkitError:
    """Read a file that was sent along, in this worker's own child process."""
    if parcel.error is not None:
        return parcel.error
    with TemporaryDirectory(prefix="plankit-") as folder:
        path = Path(folder) / parcel.name
        path.write_bytes(parcel.content)
        return _attempt(path, parcel.limits)
