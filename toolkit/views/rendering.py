"""Pages of a PDF as plain pictures, drawn in a child process: a page can be made to crash or hang whoever draws it."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import InputError, LimitError

if TYPE_CHECKING:
    from PIL.Image import Image

SCALE = 1.5
"""Pixels a point."""
MOST_PIXELS = 4_000_000
"""Of one page; a larger page is drawn smaller, so that a page of a kilometre costs what a sheet costs."""
SECONDS = 30.0
"""For one page; the whole call may take this long once and a tenth of it for each page."""


def page_pictures(path: Path, numbers: Sequence[int]) -> Iterator["tuple[int, Image, float]"]:
    """Number, picture and pixels a point of each page that is asked for.

    Args:
        path: A PDF that was read before: reading is what tells a hostile file.
        numbers: 1-based.

    Raises:
        InputError: A page cannot be drawn.
        LimitError: Drawing took too long.
    """
    from PIL import Image

    with tempfile.TemporaryDirectory(prefix="plankit-") as folder:
        request = json.dumps({"path": str(path.absolute()), "pages": list(numbers), "folder": folder})
        command = [sys.executable, "-c", "from toolkit.views.rendering import serve; serve()"]
        seconds = SECONDS * (1 + len(numbers) / 10)
        try:
            done = subprocess.run(
                command, input=request.encode("utf-8"), capture_output=True, timeout=seconds, check=False,
                cwd=Path(__file__).resolve().parents[2],
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise LimitError(f"{path.name} var inte ritad efter {seconds:g} sekunder.", kind="time") from None
        if done.returncode:
            raise InputError(f"{path.name} gick inte att rita (kod {done.returncode}).", kind="not_drawn")
        for number, width, height, scale in json.loads(done.stdout):
            data = Path(folder, f"{number}.rgb").read_bytes()
            yield number, Image.frombytes("RGB", (width, height), data), scale


def serve() -> None:
    """The child: draws the pages into the folder as raw colours, answers with their sizes."""
    import pypdfium2 as pdfium

    request = json.load(sys.stdin.buffer)
    told = []
    document = pdfium.PdfDocument(request["path"])
    for number in request["pages"]:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(SCALE, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        picture = page.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")
        Path(request["folder"], f"{number}.rgb").write_bytes(picture.tobytes())
        told.append((number, *picture.size, scale))
        page.close()
    sys.stdout.write(json.dumps(told))
