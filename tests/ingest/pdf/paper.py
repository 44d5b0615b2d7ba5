"""A small typesetter: pages of text and lines as a real PDF file, so that tests know exactly what is printed."""

from dataclasses import dataclass, field
from pathlib import Path

FONTS = {
    "plain": "Helvetica",
    "bold": "Helvetica-Bold",
    "italic": "Helvetica-Oblique",
    "bolditalic": "Helvetica-BoldOblique",
    "serif": "Times-Roman",
}


@dataclass
class Sheet:
    """One page; y is measured from the top."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    operators: list[str] = field(default_factory=list)

    def text(self, x, y, words, *, size=11, font="plain", turned=False):
        """Print `words` with its baseline `y` points below the top edge."""
        safe = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        matrix = "0 1 -1 0" if turned else "1 0 0 1"
        self.operators.append(f"BT /{font} {size} Tf {matrix} {x} {self.height - y} Tm ({safe}) Tj ET")
        return self

    def lines(self, x, y, rows, *, pitch=14, **how):
        """Print rows under one another and give the baseline after the last."""
        for row in rows:
            self.text(x, y, row, **how)
            y += pitch
        return y

    def line(self, x0, y0, x1, y1):
        """Draw a line."""
        self.operators.append(f"0.5 w {x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def box(self, x0, y0, x1, y1):
        """Draw a frame."""
        self.operators.append(f"0.5 w {x0} {self.height - y1} {x1 - x0} {y1 - y0} re S")
        return self


def wrapped(text, width):
    """The text in rows of at most `width` letters."""
    rows, row = [], ""
    for word in text.split():
        if row and len(row) + 1 + len(word) > width:
            rows.append(row)
            row = word
        else:
            row = f"{row} {word}".strip()
    return [*rows, row]


def write(path: Path, sheets: list[Sheet]) -> Path:
    """Write the pages to `path`."""
    objects: list[bytes] = []

    def add(body: str | bytes) -> int:
        objects.append(body if isinstance(body, bytes) else body.encode("latin-1"))
        return len(objects)

    catalog, tree = add(""), add("")
    fonts = " ".join(
        f"/{key} {add(f'<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>')} 0 R"
        for key, name in FONTS.items()
    )
    kids = []
    for sheet in sheets:
        stream = "\n".join(sheet.operators).encode("cp1252")
        content = add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        crop = f"/CropBox [{' '.join(map(str, sheet.crop))}]" if sheet.crop else ""
        kids.append(
            add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] {crop} "
                f"/Rotate {sheet.rotate} /Resources << /Font << {fonts} >> >> /Contents {content} 0 R >>"
            )
        )
    objects[catalog - 1] = f"<< /Type /Catalog /Pages {tree} 0 R >>".encode()
    objects[tree - 1] = (
        f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>".encode()
    )
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for index, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (index, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, catalog, start)
    path.write_bytes(bytes(out))
    return path
