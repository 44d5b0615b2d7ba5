"""Workers beyond this process: the executor of a Dask scheduler, by its address."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import cast

from toolkit.errors import InputError, MissingToolError

WAIT = 10.0
"""Seconds to wait for the scheduler."""


@contextmanager
def executor_at(address: str | None) -> Iterator[Executor | None]:
    """The workers of a scheduler while the block lasts; None when no address is given: then all is done here.

    Every worker needs the same version of plankit installed (`pip install 'plankit[cluster,semantic]'`).

    Args:
        address: Such as ``tcp://10.0.0.5:8786``.

    Raises:
        MissingToolError: The extra ``cluster`` is not installed.
        InputError: Nobody answers at the address.

    Example:
        >>> with executor_at(None) as executor:
        ...     print(executor)
        None
    """
    if address is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingToolError(
            "--scheduler kräver tillägget cluster.", advice="Installera med: pip install 'plankit[cluster]'."
        ) from error
    try:
        client = Client(address, timeout=WAIT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise InputError(
            f"Ingen svarar på {address}.",
            kind="no_scheduler",
            advice="Starta en med `dask scheduler` och arbetare med `dask worker ADRESS`, eller utelämna --scheduler.",
        ) from error
    with client, client.get_executor(pure=False) as executor:  # type: ignore[no-untyped-call]
        yield cast(Executor, executor)
