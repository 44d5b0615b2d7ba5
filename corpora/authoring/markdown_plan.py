"""The joint plan of Åbyholm and Sundhamn, as Markdown: two municipalities, near copies of others' wording."""

from __future__ import annotations

from pathlib import Path

from .expected import Sheet


def write(folder: Path) -> tuple[Sheet, Path]:
    """The plan in `folder`, and what should be found in it."""
    sheet = Sheet("gemensam", ("Åbyholm", "Sundhamn"))
    title = "Gemensam handlingsplan för Åbyholms och Sundhamns kommuner"
    sheet.metadata = {
        "title": title,
        "municipality": ["Åbyholm", "Sundhamn"],
        "document_type": "Handlingsplan",
        "decided_by": "Samverkansnämnden",
        "decided_on": "2026-09-15",
        "paragraph": "§ 12",
        "valid_from": "2027-01-01",
        "valid_to": "2028-12-31",
        "status": "antagen",
    }
    lines = [f"# {title}", "", "Socialjour och skyddade platser 2027–2028", ""]
    lines += ["Beslutad av: Samverkansnämnden, 2026-09-15, § 12  ", "Giltighetstid: 2027-01-01–2028-12-31", ""]

    def head(level: int, text: str) -> None:
        sheet.enter(level, text)
        sheet.goal = None
        lines.extend([f"{'#' * (level + 1)} {text}", ""])

    head(1, "Varför en gemensam plan")
    lines += [
        sheet.no("Kommunerna har tillsammans 41 000 invånare och delar socialjour sedan 2019.", "background")
        + " "
        + sheet.no("Vid oenighet ska frågan avgöras av samverkansnämnden.", "rule of order"),
        "",
    ]
    head(1, "Mål")
    lines += [
        "- "
        + sheet.no(
            "Stärka skyddet för den som utsätts, oavsett i vilken av kommunerna personen befinner sig",
            "goal under the heading Mål",
        ),
        "- " + sheet.no("Öka antalet personer som får hjälp inom ett dygn", "goal under the heading Mål"),
        "",
    ]
    head(1, "Åtgärder")
    numbered = (
        (
            "1",
            "Socialnämnderna säkerställer genom gemensamt avtal tillgång till minst två platser i skyddat boende "
            "anpassade för personer utsatta för människohandel, senast 2027-06-30.",
            "Socialnämnderna",
            ("senast 2027-06-30", None, "2027-06-30", None),
            "G4",
        ),
        (
            "2",
            "Den gemensamma socialjouren tar fram en rutin för tolk, akut vård och målsägandebiträde under det första "
            "dygnet. Rutinen ska vara klar i april 2027.",
            "Den gemensamma socialjouren",
            ("i april 2027", "2027-04-01", "2027-04-30", None),
            "M17",
        ),
        (
            "3",
            "En gemensam samordnare på halvtid anställs av Sundhamns kommun från 2027-04-01.",
            "Sundhamns kommun",
            ("från 2027-04-01", "2027-04-01", None, None),
            "M44",
        ),
    )
    for number, text, owner, due, cluster in numbered:
        printed = sheet.measure(number, text, responsible=owner, due=due, form="numbered", cluster=cluster)
        lines.append(f"{number}. {printed}")
    lines.append("")
    head(2, "Åtgärder som kommunerna gör var för sig")
    lines += ["| Åtgärd | Ansvarig | Tidplan |", "| --- | --- | --- |"]
    rows = (
        (
            "4",
            "Teckna en skriftlig överenskommelse med polisen om larmvägar, roller och återkoppling",
            "Respektive kommunstyrelse",
            ("senast 2027-05-31", None, "2027-05-31", None),
            "M29",
        ),
        (
            "5",
            "Avsätta medel i budget för utbildning, tolk och uppsökande arbete",
            "Kommunfullmäktige i Åbyholm",
            ("budget 2028", None, None, None),
            "M45",
        ),
        (
            "6",
            "Ge information om arbetstagares rättigheter till deltagare i sfi",
            None,
            ("varje termin", None, None, "per termin"),
            "M38",
        ),
    )
    for id, text, owner, due, cluster in rows:
        sheet.measure(id, text, responsible=owner, due=due, form="table", cluster=cluster)
        lines.append(f"| {text} | {owner or ''} | {due[0]} |")
    lines.append("")
    head(1, "Uppföljning")
    lines += [
        sheet.measure(
            "7",
            "Samverkansnämnden redovisar planens resultat till båda kommunfullmäktige senast den 1 mars varje år.",
            responsible="Samverkansnämnden",
            due=("senast den 1 mars varje år", None, None, "årligen"),
            cluster="G12",
        ),
        "",
        sheet.no("Indikatorer: antal nätter i skyddat boende, antal tolktillfällen, svarstid i timmar.", "indicator"),
        "",
    ]
    path = folder / "abyholm-sundhamn-gemensam-plan.md"
    path.write_text("\n".join(lines), encoding="utf-8")
    return sheet, path
