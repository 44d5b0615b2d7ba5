"""Bergaryd's old plan as a scanner leaves it: pictures of typed pages, a little askew, and no text behind them."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from . import press
from .expected import Sheet
from .word import Word

TITLE = "Överenskommelse om åtgärder mot människohandel i Bergaryd"


def write(scratch: Path, target: Path) -> tuple[Sheet, str]:
    """The scan at `target`; what should be found in it, and what is printed on its pages."""
    sheet = Sheet("bergaryd-skannad", ("Bergaryd",))
    sheet.metadata = {
        "title": TITLE,
        "municipality": ["Bergaryd"],
        "document_type": "Överenskommelse",
        "decided_on": "2025-10-14",
        "paragraph": "§ 142",
        "valid_from": "2025-11-01",
        "valid_to": "2027-10-31",
        "status": "antagen",
    }
    source = _typed(sheet, scratch)
    clean = press.to_pdf(source, scratch / "clean.pdf")
    pages = press.page_texts(clean)
    printed = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(clean), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode("utf-8")
    for entry in sheet.entries():
        entry["page"] = next(
            number for number, page in enumerate(pages, 1) if str(entry["text"])[:30] in " ".join(page.split())
        )
    _scan(clean, target)
    return sheet, printed.replace("\f", "\n\n").strip() + "\n"


def _typed(sheet: Sheet, folder: Path) -> Path:
    doc = Word(sheet, title=TITLE, colour="000000", font="Liberation Serif")
    doc.file.styles["Normal"].font.size = 152400  # 12 points, as a typist would
    doc.p("*BERGARYDS KOMMUN*")
    doc.p("Kommunstyrelsen 2025-10-14, § 142")
    doc.h(1, TITLE)
    doc.p("Överenskommelsen gäller från den 1 november 2025 till och med den 31 oktober 2027.")
    doc.p(
        "Kommunen och näringslivet i Bergaryd är överens om att motverka att människor utnyttjas i hotell, på campingen "
        "och på arbetsplatser. ",
        sheet.no("Enligt brottsbalken är människohandel ett brott som kan ge tio års fängelse.", "law restated"),
    )
    doc.h(2, "Åtgärder")
    for number, text, owner, due, cluster in (
        (
            "1",
            "Näringslivsutvecklaren erbjuder hotellen och campingen en utbildning om tecken på människohandel senast "
            "den 30 april 2026.",
            "Näringslivsutvecklaren",
            ("senast den 30 april 2026", None, "2026-04-30", None),
            "G6",
        ),
        (
            "2",
            "Hotellen och campingen inför en skriftlig rutin för misstänkta situationer i receptionen under 2026.",
            "Hotellen och campingen",
            ("under 2026", "2026-01-01", "2026-12-31", None),
            "G6",
        ),
        (
            "3",
            "Räddningstjänsten och miljöenheten gör två gemensamma tillsynsbesök per år på massagesalonger.",
            "Räddningstjänsten och miljöenheten",
            ("två gemensamma tillsynsbesök per år", None, None, None),
            "G8",
        ),
        (
            "4",
            "Socialförvaltningen besöker sommarens säsongsboenden med information om arbetstagares rättigheter på fyra "
            "språk.",
            "Socialförvaltningen",
            None,
            "M38",
        ),
    ):
        doc.p(
            f"{number}. "
            + sheet.measure(
                number, text, responsible=owner, due=due, form="numbered", cluster=cluster, sure=number != "4"
            )
        )
    doc.page_break()
    doc.h(2, "Uppföljning")
    doc.p(
        sheet.measure(
            "5",
            "Parterna träffas en gång per halvår och går igenom vad som har gjorts.",
            responsible="Parterna",
            due=("en gång per halvår", None, None, "halvårsvis"),
            cluster="G5",
            sure=False,
        )
    )
    doc.p(sheet.no("Under 2024 fick kommunen fem tips från hotellen, mot inget året före.", "statistics"))
    doc.p(sheet.going("Campingen har sedan 2023 en vaktande värd på plats dygnet runt under juni och juli."))
    doc.h(2, "Underskrifter")
    doc.p("Bergaryd den 20 oktober 2025")
    doc.p("För Bergaryds kommun: kommunstyrelsens ordförande")
    doc.p("För Bergaryds hotell- och campingförening: föreningens ordförande")
    return doc.save(folder / "typed.docx")


def _scan(clean: Path, target: Path) -> None:
    """Render at 200 dots an inch, turn a little, blur, add grain and a shadow at the edge."""
    grain = np.random.default_rng(0)
    images = []
    for number, angle in ((1, 0.5), (2, -0.35)):
        png = subprocess.run(
            ["pdftoppm", "-r", "200", "-f", str(number), "-l", str(number), "-gray", "-png", str(clean)],
            check=True,
            capture_output=True,
            timeout=60,
        ).stdout
        page = Image.open(io.BytesIO(png)).convert("L")
        page = page.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255).filter(
            ImageFilter.GaussianBlur(0.5)
        )
        light = np.asarray(page, dtype=np.float32) * 0.93 + 10
        light += grain.normal(0, 6, light.shape)
        light[:, :40] -= np.linspace(45, 0, 40)
        images.append(Image.fromarray(light.clip(0, 255).astype("uint8")))
    images[0].save(
        target,
        "PDF",
        save_all=True,
        append_images=images[1:],
        resolution=200,
        quality=38,
        title=None,
        creationDate=None,
    )
    press.steady_pdf(target)
