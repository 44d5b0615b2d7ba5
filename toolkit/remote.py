"""Work sent to an executor: answers in the order asked, and nothing lost when a worker dies."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Executor, Future
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")
AHEAD = 8
"""Pieces of work sent ahead of the answers: enough to keep workers busy, few enough not to hold all at once."""
AGAIN = 2
"""How often work is sent out anew when the worker that had it died, before it is done here."""


def answers(
    work: Callable[[A], B], asked: Iterable[A], executor: Executor | None, *, ahead: int = AHEAD
) -> Generator[B, None, None]:
    """What `work` makes of each thing asked, in order: here, or by the workers of an executor.

    A worker that dies takes nothing with it: what it had is sent out again, and at last done here. What `work` itself
    raises is raised.

    Args:
        work: A function that can be sent, at the top of its module.
        asked: What it is to be done to; taken one by one, as answers come.
        executor: Any `concurrent.futures.Executor`, such as Dask's ``client.get_executor()``; None for here.
        ahead: How many are under way at a time.

    Example:
        >>> from concurrent.futures import ThreadPoolExecutor
        >>> with ThreadPoolExecutor(2) as pool:
        ...     list(answers(abs, [-1, -2, 3], pool))
        [1, 2, 3]
    """
    if executor is None:
        yield from map(work, asked)
        return
    waiting: deque[tuple[A, Future[B] | None]] = deque()
    try:
        for one in asked:
            waiting.append((one, _sent(work, one, executor)))
            if len(waiting) >= ahead:
                yield _answer(work, *waiting.popleft(), executor)
        while waiting:
            yield _answer(work, *waiting.popleft(), executor)
    finally:
        for _, future in waiting:
            if future is not None:
                future.cancel()


def _sent(work: Callable[[A], B], one: A, executor: Executor) -> "Future[B] | None":
    """The work under way, or None where the executor is broken or closed."""
    try:
        return executor.submit(work, one)
    except RuntimeError:
        return None


def _answer(work: Callable[[A], B], one: A, future: "Future[B] | None", executor: Executor) -> B:
    """The answer to one, whatever became of the worker."""
    for _ in range(1 + AGAIN):
        if future is None:
            break
        try:
            return future.result()
        except Exception:  # A worker that is gone says so in as many ways as there are executors.
            future = _sent(work, one, executor)
    return work(one)
