"""Files read in child processes that may fail, hang or swell without taking the caller with them.

The only module with POSIX parts: memory and CPU limits need the `resource` module, and a fault kills the child's whole
process group. Elsewhere the wall clock alone guards. Children are kept warm, since starting one costs more than reading
a small file. They answer in JSON, never in pickles: what comes out of a child that a hostile file took over is data.
"""

import atexit
import contextlib
import gc
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from toolkit import errors
from toolkit.errors import InputError, LimitError, MissingToolError, ToolkitError
from toolkit.ingest.convert import SANDBOXED
from toolkit.ingest.limits import MIB, Limits
from toolkit.model import Document

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_LENGTH = struct.Struct(">cQ")
_FOLDER = "plankit-"
_DOCUMENT, _ERROR = b"D", b"E"
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000
"""Flags of Linux' `unshare`."""
GARBAGE = 200_000
"""New objects after which a child looks for garbage: with Python's own 700 a long document is looked through so often
that each of its pages costs a third more than those of a short one."""
LONGEST_SERVICE = 200
"""Documents after which a child is replaced, so that slow leaks never add up."""
MOST_WORKERS = max(1, min(os.cpu_count() or 1, 4))


@cache
def _adapter(what: str) -> "TypeAdapter[Any]":
    """How what was asked for crosses the border: a whole document, an edited draft's lines, a workbook's sheets."""
    from pydantic import TypeAdapter

    if what == "document":
        return TypeAdapter(Document)
    from toolkit.ingest.returned import Line, Sheet

    return TypeAdapter(tuple[Line, ...] if what == "lines" else tuple[Sheet, ...])


def _reader(what: str) -> Callable[..., Any]:
    """What reads it, in the child."""
    if what == "document":
        from toolkit.ingest import readers

        return readers.read_file
    from toolkit.ingest import returned

    return returned.lines_in if what == "lines" else returned.sheets_in


# --- the child ------------------------------------------------------------------------------------------------------


def serve() -> None:
    """The child's loop: a request a line on standard input, an answer with its length in front on standard output."""
    _leave_network()
    gc.set_threshold(GARBAGE)
    answers = os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    threading.Thread(target=_watch_parent, args=(os.getppid(),), daemon=True).start()
    requests = sys.stdin.buffer
    for line in requests:
        request = json.loads(line)
        limits = Limits(**request["limits"])
        kind, answer = _answer(Path(request["path"]), limits, request["what"])
        if len(answer) > limits.answer_bytes:
            kind = _ERROR
            size = len(answer) // MIB
            message = f"{Path(request['path']).name} ger {size} MB text och platser, mer än gränsen."
            answer = _error(LimitError(message, kind="too_big"))
        answers.write(_LENGTH.pack(kind, len(answer)))
        answers.write(answer)
        answers.flush()
    _tidy()


def _leave_network() -> None:
    """Go where there is no network, for this process and all that it starts; where the system forbids that, go on.

    Nothing here opens a connection by itself. This is for what a file could talk an outside program into.
    """
    if sys.platform != "linux":
        return
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        # Without the right to do so as one is, a user namespace of one's own gives it.
        if library.unshare(_NEW_NETWORK) != 0:
            library.unshare(_NEW_USER | _NEW_NETWORK)


def _tidy() -> None:
    """Remove the child's own temporary folder, which a caller that was killed cannot do."""
    folder = Path(os.environ.get("TMPDIR", ""))
    if folder.name.startswith(_FOLDER):
        shutil.rmtree(folder, ignore_errors=True)


def _watch_parent(parent: int) -> None:
    """End this process group when the caller is gone without having said so (killed, crashed)."""
    while os.getppid() == parent:
        time.sleep(1)
    _tidy()
    if hasattr(os, "killpg"):
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(1)


def _answer(path: Path, limits: Limits, what: str) -> tuple[bytes, bytes]:
    try:
        _restrain(limits)
        found = _reader(what)(path, limits=limits)
        return _DOCUMENT, _adapter(what).dump_json(found, exclude_defaults=True)
    except ToolkitError as error:
        return _ERROR, _error(error)
    except MemoryError:
        return _ERROR, _error(LimitError(f"{path.name} kräver mer minne än gränsen.", kind="memory"))
    except RecursionError:
        message = f"{path.name} är nästlad djupare än något verkligt dokument."
        return _ERROR, _error(LimitError(message, kind="too_deep"))
    except Exception as error:
        return _ERROR, _error(_gave_up(path, error))


def _gave_up(path: Path, error: Exception) -> InputError:
    """The error for a fault of a reader itself, with the place in the program for those who mend it."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = (
        f"{Path(place.tb_frame.f_code.co_filename).name} rad {place.tb_lineno}" if place is not None else "okänd rad"
    )
    return InputError(
        f"{path.name} gick inte att läsa: läsaren gav upp ({type(error).__name__} i {where}).",
        kind="reader_failed",
        advice="Spara om filen som .docx eller PDF och försök igen; rapportera gärna felet med raden ovan.",
    )


def _error(error: ToolkitError) -> bytes:
    told = {
        "class": type(error).__name__, "message": error.message, "advice": error.advice,
        "kind": getattr(error, "kind", None),
    }  # fmt: skip
    return json.dumps(told).encode("utf-8")


def _restrain(limits: Limits) -> None:
    """Memory and CPU limits for the next document, where the system has them."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + limits.cpu_seconds + 1
    for what, wanted in ((resource.RLIMIT_AS, limits.memory_bytes), (resource.RLIMIT_CPU, until)):
        _, hard = resource.getrlimit(what)
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (soft, hard))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The caller keeps the wall clock; this one only ends a child whose caller was killed in the middle.
    signal.alarm(int(limits.wall_seconds) + 10)


# --- the parent -----------------------------------------------------------------------------------------------------


class _Worker:
    """One child with its own temporary folder, which goes when the child goes."""

    def __init__(self) -> None:
        self.folder = tempfile.mkdtemp(prefix=_FOLDER)
        self.served = 0
        self.timed_out = False
        environment = {**os.environ, "TMPDIR": self.folder, "TEMP": self.folder, "TMP": self.folder}
        environment[SANDBOXED] = "1"
        environment["PYTHONPATH"] = os.pathsep.join(entry for entry in sys.path if entry)
        environment.setdefault("OMP_NUM_THREADS", "1")
        environment.setdefault("OPENBLAS_NUM_THREADS", "1")
        command = [sys.executable, "-c", "from toolkit.ingest.sandbox import serve; serve()"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
            start_new_session=True,
        )  # fmt: skip

    def ask(self, path: Path, limits: Limits, what: str) -> tuple[bytes, bytes] | None:
        """The child's answer, or None where it died or was stopped."""
        request = json.dumps({"what": what, "path": str(path.absolute()), "limits": asdict(limits)}) + "\n"
        assert self.process.stdin is not None and self.process.stdout is not None
        clock = threading.Timer(limits.wall_seconds, self._stop)
        clock.daemon = True
        clock.start()
        try:
            self.process.stdin.write(request.encode("utf-8"))
            self.process.stdin.flush()
            kind, length = _LENGTH.unpack(_exactly(self.process.stdout, _LENGTH.size))
            if length > limits.answer_bytes:
                return None
            answer = _exactly(self.process.stdout, length)
        except (OSError, EOFError, ValueError):
            return None
        finally:
            clock.cancel()
        self.served += 1
        return kind, answer

    def _stop(self) -> None:
        self.timed_out = True
        self._kill()

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()

    def close(self) -> int:
        """End the child with all that it started, and give its exit code (negative: the signal that ended it)."""
        code = self.process.poll()
        if code is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                code = self.process.wait(timeout=0.2) if self._hung_up() else None
        self._kill()
        code = self.process.wait() if code is None else code
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        return code

    def _hung_up(self) -> bool:
        """Whether the child closed its end: it is dying by itself and its exit code says why."""
        return self.served == 0 or self.timed_out


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        chunk = stream.read(min(size - len(data), 4 * MIB))
        if not chunk:
            raise EOFError
        data += chunk
    return bytes(data)


class _Pool:
    """Idle children. Each caller borrows one; a child that failed is closed and never lent again."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.lock = threading.Lock()
        self.idle: list[_Worker] = []

    def borrow(self) -> _Worker:
        with self.lock:
            if self.owner != os.getpid():
                # A forked copy of the program: the children belong to the original.
                self.idle, self.owner = [], os.getpid()
            while self.idle:
                worker = self.idle.pop()
                if worker.process.poll() is None:
                    return worker
                worker.close()
        return _Worker()

    def give_back(self, worker: _Worker) -> None:
        with self.lock:
            if worker.served < LONGEST_SERVICE and len(self.idle) < MOST_WORKERS and self.owner == os.getpid():
                self.idle.append(worker)
                return
        worker.close()

    def close(self) -> None:
        with self.lock:
            idle, self.idle = self.idle, []
        if self.owner == os.getpid():
            for worker in idle:
                worker.close()


_POOL = _Pool()
atexit.register(_POOL.close)


def close_workers() -> None:
    """End the idle children now instead of at exit."""
    _POOL.close()


def read_in_sandbox(path: Path, *, limits: Limits) -> Document:
    """The document in a file, read by a child process within the limits.

    Raises:
        InputError: The file cannot be read; `kind` says why.
        LimitError: It took more memory, time or space than the limits allow.
        MissingToolError: An outside program that the format needs is not installed.
    """
    document = ask_child(path, "document", limits=limits)
    assert isinstance(document, Document)
    return document


def ask_child(path: Path, what: str, *, limits: Limits) -> Any:
    """What a child process finds in a file: its ``document``, its ``lines`` or its ``sheets``.

    Raises:
        InputError: The file cannot be read; `kind` says why.
        LimitError: It took more memory, time or space than the limits allow.
        MissingToolError: An outside program that the format needs is not installed.
    """
    worker = _POOL.borrow()
    answer = None
    try:
        answer = worker.ask(path, limits, what)
    finally:
        if answer is None:
            code = worker.close()
        elif answer[0] == _ERROR and _spent(answer[1]):
            worker.close()
        else:
            _POOL.give_back(worker)
    if answer is None:
        raise _fate(path, worker, code, limits)
    kind, body = answer
    if kind == _ERROR:
        raise _told(body)
    return _adapter(what).validate_json(body)


def _spent(body: bytes) -> bool:
    """A child that ran out of memory or stack is not lent again."""
    return json.loads(body).get("kind") in ("memory", "time", "too_deep", "too_big", "reader_failed")


def _told(body: bytes) -> ToolkitError:
    """The child's error, as the same class here; a class it has no business to name becomes `InputError`."""
    told = json.loads(body)
    kind = getattr(errors, str(told["class"]), InputError)
    if isinstance(kind, type) and issubclass(kind, InputError):
        return kind(told["message"], kind=told["kind"] or "unreadable", advice=told["advice"])
    if kind is MissingToolError:
        return MissingToolError(told["message"], advice=told["advice"])
    return InputError(told["message"], advice=told["advice"])


def _fate(path: Path, worker: _Worker, code: int, limits: Limits) -> InputError:
    """What to say of a child that gave no answer."""
    if worker.timed_out:
        message = f"{path.name} var inte läst efter {limits.wall_seconds:g} sekunder och avbröts."
        return LimitError(message, kind="time")
    if hasattr(signal, "SIGXCPU") and code == -signal.SIGXCPU:
        message = f"{path.name} krävde mer än {limits.cpu_seconds} sekunders beräkning och avbröts."
        return LimitError(message, kind="time")
    if hasattr(signal, "SIGABRT") and code == -signal.SIGABRT:
        # What PDFium does when it is given no more memory.
        message = (
            f"{path.name} fick läsaren att ge upp, oftast för att minnet ({limits.memory_bytes // MIB} MB) tog slut."
        )
    else:
        message = f"{path.name} fick läsaren att krascha; inget lästes."
    return LimitError(message, kind="crashed")
