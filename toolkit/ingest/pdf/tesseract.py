"""The outside program that reads pictures of text: is it there, and what does it see on one picture."""

import csv
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache

from toolkit.errors import InputError, MissingToolError
from toolkit.faults import told

PROGRAM = "tesseract"
LANGUAGE = "swe"
"""Swedish alone: with English beside it, the program gives words up to å, ä and ö-less likenesses."""
ADVICE = "Installera med: apt install tesseract-ocr tesseract-ocr-swe (eller motsvarande) och läs in filen igen."


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word in pixels of the picture, with the line and paragraph it was seen in and how sure the program is (0-1)."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    line: tuple[int, int, int]
    confidence: float

    @property
    def paragraph(self) -> tuple[int, int]:
        """The paragraph of the word."""
        return self.line[:2]


@cache
def probe() -> None:
    """Nothing, when the program can be used.

    Raises:
        MissingToolError: The program or its Swedish data is not installed.
    """
    if shutil.which(PROGRAM) is None:
        raise MissingToolError("Programmet tesseract, som läser skannade sidor, finns inte på datorn.", advice=ADVICE)
    try:
        answer = subprocess.run(
            [PROGRAM, "--list-langs"], capture_output=True, timeout=30, check=False, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        raise MissingToolError("Programmet tesseract svarar inte.", advice=ADVICE) from None
    except OSError as error:
        raise MissingToolError(f"Programmet tesseract går inte att köra: {told(error)}.", advice=ADVICE) from None
    if LANGUAGE not in answer.stdout.decode("utf-8", "replace").split():
        raise MissingToolError(
            "Programmet tesseract saknar svenska (tesseract-ocr-swe), så å, ä och ö skulle gå förlorade.", advice=ADVICE
        )


def see(picture: bytes, *, dpi: int, seconds: float, mode: int = 3) -> list[SeenWord]:
    """The words in a picture.

    Args:
        picture: A grey picture as PNG or PGM.
        dpi: Its resolution.
        seconds: Wall time after which the page is given up.
        mode: Page segmentation mode: 3 finds columns by itself, 6 takes one block, 11 takes scattered text.

    Raises:
        MissingToolError: The program is not installed.
        TimeoutError: It took too long.
        InputError: It failed, or answered in a form that cannot be read; `kind` is ``tool_failed``.
    """
    probe()
    call = [PROGRAM, "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(dpi), "--psm", str(mode), "tsv"]
    done = _run(call, picture, seconds)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _failed(said[-1][:200] if said else f"kod {done.returncode}")
    return _words(done.stdout.decode("utf-8", "replace"))


def turned(picture: bytes, *, seconds: float) -> int:
    """How many degrees clockwise the picture must be turned to stand upright: 0, 90, 180 or 270; 0 when unsure.

    The program ends with an error where it sees too few letters to tell: that is being unsure.
    """
    done = _run([PROGRAM, "stdin", "stdout", "--psm", "0", "-l", "osd"], picture, seconds)
    answer = done.stdout.decode("utf-8", "replace")
    found = dict(line.split(":", 1) for line in answer.splitlines() if ":" in line)
    try:
        sure = float(found.get("Orientation confidence", "0"))
        return int(found.get("Rotate", "0")) % 360 if sure >= 2.0 else 0
    except ValueError:
        return 0


def _failed(why: str) -> InputError:
    """The error for a run that gave nothing that can be used."""
    return InputError(f"Programmet tesseract kunde inte läsa bilden ({why}).", kind="tool_failed", advice=ADVICE)


def _run(call: list[str], picture: bytes, seconds: float) -> subprocess.CompletedProcess[bytes]:
    """What the program answers; one thread, because pages and documents are what runs side by side."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        return subprocess.run(call, input=picture, capture_output=True, timeout=seconds, check=False, env=environment)
    except subprocess.TimeoutExpired:
        raise TimeoutError(f"tesseract > {seconds:.0f} s") from None
    except OSError as error:
        raise MissingToolError(f"Programmet tesseract går inte att köra: {told(error)}.", advice=ADVICE) from None


def _words(answer: str) -> list[SeenWord]:
    """Words out of the program's table.

    Raises:
        InputError: A row is not what it should be.
    """
    found: list[SeenWord] = []
    for row in csv.DictReader(answer.replace("\r", "").split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") != "5" or not text:
            continue
        try:
            left, top, width, height = (int(row[key]) for key in ("left", "top", "width", "height"))
            line = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
            sure = max(0.0, float(row["conf"])) / 100
        except (KeyError, TypeError, ValueError):
            raise _failed("svaret har en okänd form") from None
        found.append(SeenWord(text, left, top, left + width, top + height, line, sure))
    return found
