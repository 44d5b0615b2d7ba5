"""How every writer puts a file on disk: whole or not at all, and never over another without leave."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from toolkit.errors import OutputError
from toolkit.faults import told

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that starts with one of these would be run by a spreadsheet; it is always written as text."""


def write_file(path: Path, fill: Callable[[Path], object], *, force: bool = False) -> Path:
    """Let `fill` write to a temporary name beside `path`, then rename it.

    Args:
        path: Where the result is to lie.
        fill: Writes the whole file to the path it is given.
        force: Replace a file that is there.

    Returns:
        `path`.

    Raises:
        OutputError: The file exists and `force` is not set, or the folder cannot be written to.
    """
    if path.exists() and not force:
        raise OutputError(f"{path} finns redan.")
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".plankit-", suffix=path.suffix)
        os.close(handle)
        temporary = Path(name)
        fill(temporary)
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        raise OutputError(f"Det går inte att skriva {path}: {told(error)}.") from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
    return path
