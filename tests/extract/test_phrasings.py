"""Every metadata field in the many ways in which municipalities print it, and what must not be taken for it."""

import pytest

from toolkit.extract import describe
from toolkit.model import Document, FieldState

HEAD = "Handlingsplan för trygghet\nNorrviks kommun\n"


def _describe(text: str):
    return describe(Document(id="d", file="x.pdf", text=text, blocks=()))


def _decision(text: str) -> tuple[str | None, str | None, str | None]:
    found = _describe(HEAD + text)
    by = found.decided_by.value
    return by.lower() if by else None, found.decided_on.value, found.paragraph.value


COUNCIL = ("kommunfullmäktige", "2026-10-14", "§ 183")


@pytest.mark.parametrize(
    "line",
    [
        "Antagen av kommunfullmäktige 2026-10-14 § 183",
        "Antagen av kommunfullmäktige den 14 oktober 2026, § 183",
        "Antagen i kommunfullmäktige den 14 oktober 2026, § 183",
        "Antagen i Kommunfullmäktige 2026-10-14 (§183)",
        "Antagen av Kommunfullmäktige § 183, 2026-10-14",
        "Antagen av kommunfullmäktige: 2026-10-14, §183",
        "Antagen: Kommunfullmäktige 2026-10-14 § 183",
        "Fastställd: Kommunfullmäktige 2026-10-14, § 183",
        "Fastställd av Kommunfullmäktige, 14 oktober 2026, paragraf 183",
        "FASTSTÄLLD AV KOMMUNFULLMÄKTIGE 2026-10-14 § 183",
        "Beslutad i kommunfullmäktige 2026-10-14 § 183",
        "Beslut: Kommunfullmäktige 14 oktober 2026 § 183",
        "Beslutsinstans: Kommunfullmäktige 14 oktober 2026 § 183",
        "Beslutsinstans: Kommunfullmäktige\nBeslutsdatum: 2026-10-14\nParagraf: 183",
        "Beslutsinstans: Kommunfullmäktige\nBeslutsdatum inkl. ev. §: 2026-10-14, § 183",
        "Beslutande instans\nKommunfullmäktige\nBeslutsdatum och paragraf\n2026-10-14 § 183",
        "Antagen av: Kommunfullmäktige\nAntagen: 2026-10-14 § 183",
        "ANTAGET AV: KOMMUNFULLMÄKTIGE\nDATUM: 2026-10-14, § 183",
        "Godkänd av: Kommunfullmäktige Datum: 2026-10-14 § 183",
        "Kommunfullmäktige 2026-10-14, § 183",
        "Kommunfullmäktige § 183, den 14 oktober 2026",
        "Kommunfullmäktige antog handlingsplanen den 14 oktober 2026, § 183.",
        "Handlingsplanen antogs av kommunfullmäktige den 14 oktober 2026 (§ 183).",
        "Handlingsplanen fastställdes av kommunfullmäktige 2026-10-14, § 183.",
        "Planen är antagen av kommunfullmäktige 2026-10-14 § 183.",
        "Beslutad av kommunfullmäktige 14/10 2026 § 183",
        "Beslutat av Kommunfullmäktige | 2026-10-14 | § 183",
    ],
)
def test_a_decision_of_the_council(line):
    assert _decision(line) == COUNCIL


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Antagen av KF 2026-10-14 § 183", ("kf", "2026-10-14", "§ 183")),
        ("KS 2026-10-14 § 183", ("ks", "2026-10-14", "§ 183")),
        ("Fastställd av kommundirektören 2026-10-14", ("kommundirektören", "2026-10-14", None)),
        ("Fastställd av: Kommundirektör\nDatum: 2026-10-14", ("kommundirektör", "2026-10-14", None)),
        ("Antagen av vård- och omsorgsnämnden 2026-10-14 § 7", ("vård- och omsorgsnämnden", "2026-10-14", "§ 7")),
        ("Antagen av kommunfullmäktige i oktober 2026", ("kommunfullmäktige", "2026-10", None)),
        ("Antagen av kommunfullmäktige 2026", ("kommunfullmäktige", "2026", None)),
        ("Antogs av kommunfullmäktige år 2004", ("kommunfullmäktige", "2004", None)),
        ("Planen antogs av kommunfullmäktige år 2004:", ("kommunfullmäktige", "2004", None)),
        ("Kommunstyrelsen 2025-10-14, 142", ("kommunstyrelsen", "2025-10-14", None)),
        ("Adopted by the City Council on 14 October 2026", ("the city council", "2026-10-14", None)),
        ("Beslutad av: Kommundirektören Eva Ekström, 2026-10-14", ("kommundirektören", "2026-10-14", None)),
        ("Antagen av kommunfullmäktige", ("kommunfullmäktige", None, None)),
        ("Beslutad av Kommundirektören Dokumentägare Säkerhetschef", ("kommundirektören", None, None)),
        ("Beslut: 2023-10-18 KS §267/2023", ("ks", "2023-10-18", "§ 267")),
        ("Antagen av kommunstyrelsen\n2019-10-16\n& 134", ("kommunstyrelsen", "2019-10-16", "§ 134")),
    ],
)
def test_other_bodies_and_vaguer_days(line, expected):
    assert _decision(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Kommunen ska under 2027 besluta om en ny rutin.",
        "Länsstyrelsen har 2026 tagit fram ett stöd som kommunerna kan använda.",
        "Enligt lag (2023:196) ska kommunen ta fram en lägesbild.",
        "Riksdagen antog lagen 2006 och den trädde i kraft samma år.",
        "Trygghetsplanen antogs av kommunstyrelsen 2019-05-06, § 12.",
    ],
)
def test_no_decision_about_this_document(line):
    assert _decision(line) == (None, None, None)


@pytest.mark.parametrize(
    "line",
    [
        "Antagen av kommunfullmäktige den XX xxxxxx 2014",
        "Antagen av kommunfullmäktige 2019-XX-XX § XX",
        "Antagen av kommunfullmäktige den xx oktober 2026, § xx",
        "Antagen av kommunfullmäktige ÅÅÅÅ-MM-DD",
        "Antagen av kommunfullmäktige åååå-mm-dd, § ___",
        "Fastställd av [skriv beslutsinstans] den [ange datum]",
        "Beslutad av <Datum>",
        "Antagen av kommunfullmäktige den                    §   ",
        "Antagen av kommunfullmäktige 20XX-XX-XX",
        "Beslutad av kommunstyrelsen 2026-__-__",
        "Beslutsdatum: ____-__-__",
    ],
)
def test_a_placeholder_means_draft_and_no_date(line):
    found = _describe(HEAD + line)
    assert found.status.value == "utkast"
    assert found.decided_on.state is FieldState.ABSENT and found.paragraph.state is FieldState.ABSENT


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Dnr KS 2023/275", "KS 2023/275"),
        ("Diarienummer: KS/2023:119", "KS/2023:119"),
        ("Dnr: 2023/1187", "2023/1187"),
        ("Diarienummer KS.2023.309", "KS.2023.309"),
        ("Dnr: KS2017.0265", "KS2017.0265"),
        ("Dnr: KS 2022/000391-5.2.1", "KS 2022/000391-5.2.1"),
        ("Dnr: SN-2023/0115", "SN-2023/0115"),
        ("Diarienr: ÖSN/2020:33", "ÖSN/2020:33"),
        ("Dnr 801-2211-2026", "801-2211-2026"),
        ("Ärendenummer: KLK 2021-00115", "KLK 2021-00115"),
        ("Dnr: KSKF/2021:45", "KSKF/2021:45"),
        ("Diarienummer\nKS 2019/750", "KS 2019/750"),
        ("KS/2023:119", "KS/2023:119"),
        ("Risk- och sårbarhetsanalys 2019–2022 Diarienr Ks 2019/844", "Ks 2019/844"),
        ("Diarienummer 2019/KS 0170 Giltighetstid 2019 - 2022", "2019/KS 0170"),
        ("Diarie-/dokumentnummer: KS2023/0146", "KS2023/0146"),
        ("Dnr\n2019-09-02", None),
        ("Dnr. KS 2013/375", "KS 2013/375"),
        ("Diarienummer: 118/26", "118/26"),
        ("Upprättad: 2023-10-31 Diarienummer: 2023/1187", "2023/1187"),
        ("Telefon: 0123-45 67 89", None),
        ("Lag (2006:544) om extraordinära händelser", None),
        ("MSBFS 2015:5", None),
        ("Organisationsnummer: 212000-1234", None),
    ],
)
def test_reference_number(line, expected):
    assert _describe(HEAD + line).reference_number.value == expected


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("Gäller 2024-2027", ("2024-01-01", "2027-12-31")),
        ("Giltighetstid: 2023 - 2026", ("2023-01-01", "2026-12-31")),
        ("Giltighetstid\n2023–2026", ("2023-01-01", "2026-12-31")),
        ("GILTIGHETSTID: 2027-10-31", (None, "2027-10-31")),
        ("Gäller från och med: 11 september 2023", ("2023-09-11", None)),
        ("Dokumentet gäller från och med: 2023-09-26\nDokumentet gäller till och med: 2026-12-31",
         ("2023-09-26", "2026-12-31")),
        ("Giltig till 2027-10-31", (None, "2027-10-31")),
        ("GÄLLER TILL OCH MED: 2018", (None, "2018-12-31")),
        ("Gäller fr.o.m. 2024-01-01", ("2024-01-01", None)),
        ("Gäller t.o.m. 2027", (None, "2027-12-31")),
        ("Planperiod: 2024–2027", ("2024-01-01", "2027-12-31")),
        ("Programperiod 2024-2027", ("2024-01-01", "2027-12-31")),
        ("Planen gäller 2024–2027.", ("2024-01-01", "2027-12-31")),
        ("Handlingsplanen gäller under åren 2024-2026.", ("2024-01-01", "2026-12-31")),
        ("Planen gäller från den 1 januari 2024 till den 31 december 2027.", ("2024-01-01", "2027-12-31")),
        ("Handlingsplanen gäller från och med 2024-03-01 till och med 2027-12-31.", ("2024-03-01", "2027-12-31")),
        ("Denna handlingsplan gäller till och med den 31 december 2027.", (None, "2027-12-31")),
        ("Dokumentet är giltigt till och med 2027-12-31.", (None, "2027-12-31")),
        ("Planen gäller för perioden 2024–2027.", ("2024-01-01", "2027-12-31")),
        ("Handlingsplanen sträcker sig över åren 2024–2027.", ("2024-01-01", "2027-12-31")),
        ("Planen träder i kraft den 1 januari 2024.", ("2024-01-01", None)),
        ("mandatperioden 2023—2026", ("2023-01-01", "2026-12-31")),
        ("2024–2027", ("2024-01-01", "2027-12-31")),
        ("Gäller tills vidare", (None, None)),
        ("Giltighetstid: Tillsvidare", (None, None)),
        ("Giltighetstid:\nTidpunkt för aktualitetsprövning: 2027", (None, None)),
        ("Planen gäller till dess att fullmäktige antar en ny.", (None, None)),
        ("Gäller för: samtliga nämnder 2024", (None, None)),
    ],
)  # fmt: skip
def test_period_of_validity(line, period):
    found = _describe(HEAD + line)
    assert (found.valid_from.value, found.valid_to.value) == period


@pytest.mark.parametrize(
    "text",
    [
        "Minnesanteckningar\nDatum: 21 oktober 2026\nPlanen är klar. Trygghetsplanen gäller till och med 2027.",
        "Protokoll\nKommunstyrelsen 2026-10-21\nPlanen gäller till och med 2027-12-31. Gäller 2024-2027.",
        HEAD + "Trygghetsplanen gäller till och med 2027.",
        HEAD + "Avtalet med bostadsbolaget gäller till den 31 december 2026.",
        HEAD + "Lagen gäller från och med den 1 juli 2023.",
        HEAD + "Den tidigare planen gällde 2019–2022.",
        HEAD + "Den förra handlingsplanen gällde till och med 2022.",
        HEAD + "Taxan gäller från 2026-01-01 till 2026-12-31 och räknas upp.",
    ],
)
def test_no_period_of_this_document(text):
    found = _describe(text)
    assert (found.valid_from.value, found.valid_to.value) == (None, None)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Version 1.2", "1.2"),
        ("Version: 2.0", "2.0"),
        ("Ver. 1.1", "1.1"),
        ("Utgåva 3", "3"),
        ("Utgåva: 3", "3"),
        ("Dokumentversion\n1.0", "1.0"),
        ("Rutin, version 4, 2024-01-01", "4"),
        ("Handlingsplan v1.0", "1.0"),
        ("Remissversion", None),
        ("En ny version 2027", None),
        ("Offentlig version", None),
    ],
)
def test_version(line, expected):
    assert _describe(HEAD + line).version.value == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UTKAST\n" + HEAD, "utkast"),
        (HEAD + "Utkast 2026-09-07", "utkast"),
        ("Förslag till handlingsplan för trygghet\nNorrviks kommun", "utkast"),
        ("Handlingsplan för trygghet (förslag)\nNorrviks kommun", "utkast"),
        ("Handlingsplan för trygghet – koncept", "utkast"),
        (HEAD + "Remissversion", "remissversion"),
        ("Samrådshandling\n" + HEAD, "remissversion"),
        (HEAD + "Samrådsunderlag 2026-03-01", "remissversion"),
        (HEAD + "Granskningshandling", "remissversion"),
        (HEAD + "Arbetsmaterial 2026-03-01", "arbetsmaterial"),
        (HEAD + "ARBETSVERSION", "arbetsmaterial"),
        (HEAD + "Status: Antagen", "antagen"),
        (HEAD + "Status: Gällande", "antagen"),
        (HEAD + "Status\nUtkast", "utkast"),
        (HEAD + "Antagandehandling", "antagen"),
        (HEAD + "Upphävd 2026-01-01", "upphävd"),
        (HEAD + "Antagen av kommunfullmäktige", "antagen"),
        (HEAD + "Antagen av kommunfullmäktige 2026-10-14 § 183", "antagen"),
        (HEAD + "Kommunen arbetar mot våld i nära relationer.", None),
        (HEAD + "Ett förslag till rutin tas fram under 2027.", None),
        (HEAD + "Planen skickades på remiss till nämnderna.", None),
    ],
)
def test_status(text, expected):
    assert _describe(text).status.value == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Hållbarhetsprogram. Gäller tillsvidare.", "Hållbarhetsprogram"),
        ("Ekologiskt hållbarhetsprogram 2022–2025.", "Ekologiskt hållbarhetsprogram 2022–2025"),
        ("Utvecklingsplan 2020–2023. Planerar att ta fram fler strategier.", "Utvecklingsplan 2020–2023"),
        ("Dokumentnamn: Plan mot våld\nDokumenttyp: Plan", "Plan mot våld"),
        ("Norrviks kommun\nRiktlinjer för\nskyddat boende\n2024-01-01", "Riktlinjer för skyddat boende"),
        ("Styrdokument\nPolicy mot hot och våld", "Policy mot hot och våld"),
        ("Åtgärdsplan mot våld\nÅtgärdsplanen gäller från den 1 mars 2026.", "Åtgärdsplan mot våld"),
        ("Överenskommelse om åtgärder i Norrvik Överenskommelsen gäller från den 1 november 2025.",
         "Överenskommelse om åtgärder i Norrvik"),
        ("Miljömål 2011–2025", "Miljömål 2011–2025"),
        ("Energi och klimatstrategi. 2020–2023.", "Energi och klimatstrategi"),
        ("Kommer under 2027 ta fram ett internt hållbarhetsprogram.", None),
        ("Plan mot våld 2023–\n2026", "Plan mot våld 2023–2026"),
        ("Riktlinjer för våldsprevention i Lilla\nEdets kommun", "Riktlinjer för våldsprevention i Lilla Edets kommun"),
        ("Plan mot våld 1 (58)\nInledning", "Plan mot våld"),
        ("Plan saknas. Arbete med en ny plan pågår.", None),
        ("Vision 2099 Kontakt\nKommunen vill hålla fast vid sin vision.", "Vision 2099"),
        ("Handlingsplan, inkl. Nulägesanalys 2009\nNorrviks kommun", "Handlingsplan, inkl. Nulägesanalys 2009"),
    ],
)  # fmt: skip
def test_title(text, title):
    assert _describe(text).title.value == title


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("Dokumentansvarig: Socialchef", "Socialchef"),
        ("Dokumentansvarig: Eva Ekström, säkerhetssamordnare", "säkerhetssamordnare"),
        ("Dokumentansvarig: Säkerhetssamordnare Eva Ekström", "Säkerhetssamordnare"),
        ("Dokumentägare\nEva Ekström (socialchef)", "socialchef"),
        ("Dokumentansvarig: Eva Ekström", None),
        ("Dokumentansvarig: Säkerhets- och beredskapssamordnare", "Säkerhets- och beredskapssamordnare"),
        ("Dokumentansvarig: eva.ekstrom@norrvik.example", None),
        ("Dokumentansvarig: Socialchef, 070-123 45 67", "Socialchef"),
        ("Ansvarig handläggare: Ström Eva, Storgatan 4, Norrvik", None),
        ("Dokumentansvarig: Säkerhetschef, stabsavdelningen, kommunledningskontoret",
         "Säkerhetschef, stabsavdelningen, kommunledningskontoret"),
    ],
)  # fmt: skip
def test_an_owner_is_a_function_and_never_a_person(line, owner):
    found = _describe(HEAD + line).owner
    assert found.value == owner
    assert not any(name in (found.quote or "") for name in ("Eva", "Ekström", "Ström", "070", "@", "Storgatan"))


PERSONAL = """Handlingsplan för trygghet
Norrviks kommun
Dokumentansvarig: Eva Ekström (socialchef) och Per Nord, enhetschef, tfn 0123-456 78
Beslutad av: Kommundirektören Åsa Björk, 2026-10-14
Handläggare: Nils Holm, Storgatan 4, 123 45 Norrvik, nils.holm@norrvik.example, 070-123 45 67
Kontaktperson: Mia Lind
Titel: Handlingsplan för trygghet
Ansvarig utgivare: Karin Sjö
Foto: Olle Ljung
"""


def test_no_person_lands_in_any_field():
    found = _describe(PERSONAL)
    exported = " ".join(
        f"{field.value} {field.quote}" for name in found.__dataclass_fields__ if (field := getattr(found, name)).value
    )
    private = ("Eva", "Ekström", "Per Nord", "Åsa", "Björk", "Nils", "Holm", "Storgatan", "@", "070", "0123", "Lind")
    assert [word for word in (*private, "Karin", "Sjö", "Olle", "Ljung") if word in exported] == []
    assert found.owner.value == "socialchef, enhetschef" and found.decided_by.value == "Kommundirektören"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (HEAD + "Kommunen ska utbilda personal som möter människor i utsatta situationer.", "sv"),
        ("Action plan for safety\nThe city shall train all staff who meet people at risk of harm.", "en"),
    ],
)
def test_language_and_its_place(text, language):
    found = _describe(text).language
    assert found.value == language and found.provenance is not None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Klimatplan 2035", None),
        ("Klimatstrategi 2030", None),
        ("Klimatstrategi, gäller till 2026.", None),
        ("Vision 2099\nVision 2099 antogs av kommunfullmäktige år 2004:", "2004"),
        ("Reviderad policy ska presenteras i början av 2024.", None),
        ("Klimatstrategi\nTryck: 2013", "2013"),
        ("Handlingsplan 2027–2029\nAntagen 2026-10-14", "2026"),
        ("Handlingsplan 2022–2026\nAntagen: 2021-12-08\nSenast reviderad: 2023-10-25", "2023"),
        ("Risk- och sårbarhetsanalys 2016-2019\nAntagen av kommunstyrelsen: 2016-01-13", "2015"),
        ("Risk- och sårbarhetsanalys 2023–2026\nAntagen av kommunstyrelsen: 2024-01-13", "2023"),
        ("Risk- och sårbarhetsanalys\nBeslutad: 2015-10-28\nReviderad 2017-05-31", "2015"),
        ("Plan för trygghet\nEnligt lag (2006:544) om extraordinära händelser", None),
        ("Sammanfattning\nVad visar risk- och sårbarhetsanalysen 2015 sammanfattningsvis?", "2015"),
    ],
)
def test_year_it_was_made(text, year):
    assert _describe(text).year.value == year
