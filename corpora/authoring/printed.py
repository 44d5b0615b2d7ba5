"""Pages set line by line: a PDF without tags, where only the places of the words tell columns and tables."""

from __future__ import annotations

from pathlib import Path

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from .expected import Sheet

FONTS = Path("/usr/share/fonts/truetype/liberation")
WIDTH, HEIGHT = 595.28, 841.89
LEFT, RIGHT, TOP, BOTTOM = 80.0, 515.0, 760.0, 68.0
STEMS = [
    "människo",
    "prosti",
    "sexual",
    "arbets",
    "kommun",
    "social",
    "kompetens",
    "hand",
    "fastig",
    "före",
    "brotts",
    "sam",
    "verk",
    "upp",
    "utbild",
    "informa",
    "lagstift",
    "exploa",
    "skydds",
    "myndig",
    "civil",
    "lägen",
    "ersätt",
    "socialtjänst",
    "kommunfullmäktige",
    "samverkans",
    "verksam",
    "regerings",
]


class Printed:
    """A PDF under construction. Long words may be broken at a line's end, with a hyphen or a soft hyphen."""

    def __init__(self, sheet: Sheet, path: Path, *, title: str, header: str, pages: int) -> None:
        rl_config.invariant = 1
        for name, file in {
            "Serif": "LiberationSerif-Regular",
            "SerifB": "LiberationSerif-Bold",
            "SerifI": "LiberationSerif-Italic",
            "Sans": "LiberationSans-Regular",
            "SansB": "LiberationSans-Bold",
        }.items():
            pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{file}.ttf")))
        self.sheet, self.path, self.header, self.pages = sheet, path, header, pages
        self.canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1)
        self.canvas.setTitle(title)
        self.canvas.setAuthor("Åbyholms kommun")
        self.page, self.y, self.hyphen = 1, TOP, "-"

    def new_page(self, *, hyphen: str = "-") -> None:
        """Finish the page with its running lines and begin the next."""
        self._running()
        self.canvas.showPage()
        self.page, self.y, self.hyphen = self.page + 1, TOP, hyphen

    def _running(self) -> None:
        self.canvas.setFont("Sans", 8)
        self.canvas.setFillColor(HexColor("#444444"))
        if self.page > 1:
            self.canvas.drawString(LEFT, 802, self.header)
        self.canvas.drawRightString(RIGHT, 40, f"Sida {self.page} ({self.pages})")
        self.canvas.setFillColor(HexColor("#000000"))

    def _broken(self, word: str, room: float, font: str, size: float) -> tuple[str, str] | None:
        bare = word.lower()
        for stem in sorted(STEMS, key=len, reverse=True):
            head = word[: len(stem)]
            if bare.startswith(stem) and len(word) - len(stem) >= 4 and self._wide(head + "-", font, size) <= room:
                return head + self.hyphen, word[len(stem) :]
        return None

    def _wide(self, text: str, font: str, size: float) -> float:
        return float(pdfmetrics.stringWidth(text, font, size))

    def wrap(
        self, text: str, width: float, font: str = "Serif", size: float = 11.5, *, breaks: bool = True
    ) -> list[str]:
        """The lines of a text in a column."""
        lines, line = [], ""
        for word in text.split():
            trial = f"{line} {word}".strip()
            if self._wide(trial, font, size) <= width:
                line = trial
                continue
            room = width - self._wide(f"{line} ", font, size)
            parts = self._broken(word, room, font, size) if breaks else None
            if parts:
                lines.append(f"{line} {parts[0]}".strip())
                line = parts[1]
            else:
                lines.append(line)
                line = word
        return [*lines, line]

    def lines(
        self, lines: list[str], x: float, font: str = "Serif", size: float = 11.5, *, lead: float | None = None
    ) -> None:
        """Set lines from the present height downwards."""
        self.canvas.setFont(font, size)
        for line in lines:
            if self.y < BOTTOM:
                raise ValueError(f"page {self.page} is full at {line!r}")
            self.canvas.drawString(x, self.y, line)
            self.y -= lead or size * 1.5

    def h(self, level: int, text: str) -> None:
        """A heading, told from the text by size and weight alone."""
        self.sheet.enter(level, text)
        self.sheet.goal = None
        size = {1: 18, 2: 13.5, 3: 11.5}[level]
        self.y -= {1: 6, 2: 12, 3: 8}[level]
        self.lines(self.wrap(text, RIGHT - LEFT, "SansB", size, breaks=False), LEFT, "SansB", size)
        self.y -= 3

    def p(self, text: str, *, font: str = "Serif", size: float = 11.5, x: float = LEFT) -> None:
        """A paragraph."""
        self.lines(self.wrap(text, RIGHT - x, font, size), x, font, size)
        self.y -= 9

    def bullets(self, *items: str) -> None:
        """A list with round marks."""
        for item in items:
            self.canvas.setFont("Serif", 11.5)
            self.canvas.drawString(LEFT + 8, self.y, "•")
            self.lines(self.wrap(item, RIGHT - LEFT - 22), LEFT + 22)
            self.y -= 2
        self.y -= 4

    def aligned(self, header: list[str], rows: list[list[str]], stops: list[float]) -> None:
        """Columns without a single line drawn: only the words' left edges agree."""
        ends = [*stops[1:], RIGHT]
        for index, row in enumerate([header, *rows]):
            font = "SansB" if index == 0 else "Sans"
            top, low = self.y, self.y
            for cell, x, end in zip(row, stops, ends, strict=True):
                self.y = top
                if cell:
                    self.lines(self.wrap(cell, end - x - 12, font, 9, breaks=False), x, font, 9, lead=11.5)
                low = min(low, self.y)
            self.y = low - 3
        self.y -= 8

    def columns(self, left: list[tuple[str, str]], right: list[tuple[str, str]]) -> None:
        """Two columns of running text; each piece is (kind, text), kind h, p or i."""
        gap, width = 22.0, (RIGHT - LEFT - 22.0) / 2
        top, low = self.y, self.y
        for pieces, x in ((left, LEFT), (right, LEFT + width + gap)):
            self.y = top
            for kind, text in pieces:
                font, size = {"h": ("SansB", 10.5), "p": ("Serif", 11), "i": ("SerifI", 11)}[kind]
                self.lines(self.wrap(text, width, font, size, breaks=kind != "h"), x, font, size)
                self.y -= 3 if kind == "h" else 9
            low = min(low, self.y)
        self.y = low - 14

    def contents(self, entries: list[tuple[int, str, int]]) -> None:
        """A contents list with dots up to the page number."""
        for level, text, page in entries:
            x = LEFT + 16 * (level - 1)
            dots = int((RIGHT - x - self._wide(f"{text}  {page}", "Serif", 11)) / self._wide(".", "Serif", 11))
            self.canvas.setFont("Serif", 11)
            self.canvas.drawString(x, self.y, f"{text} {'.' * dots}")
            self.canvas.drawRightString(RIGHT, self.y, str(page))
            self.y -= 21

    def save(self) -> Path:
        """Finish the last page and write the file."""
        self._running()
        self.canvas.showPage()
        self.canvas.save()
        return self.path
