"""Minutes in the layouts that working groups use: everybody who came, and each decision with owner and day."""

import pytest

from toolkit.segment import read_meeting, segment

from .conftest import heading, item, paragraph, table

TABLES = (
    heading("Minnesanteckningar samverkansgruppen mot våld"),
    table(["Datum", "2027-02-10"], ["Tid", "09.00–11.30"], ["Plats", "Kommunhuset, Ugglan"]),
    table(
        ["Deltagare", "Verksamhet", "Närv.", "Frånv."],
        ["Karin Holm", "Socialförvaltningen", "x", ""],
        ["Olle Rask", "Polisen", "", "x"],
        ["Mia Lund", "Kvinnojouren Stjärnan", "x", ""],
    ),
    heading("Åtgärdslista", level=2),
    table(
        ["Vad", "Vem", "När"],
        ["Ta fram förslag till utbildningsdag", "Karin Holm", "2027-03-15"],
        ["Kontakta länsstyrelsen om bidrag", "Kvinnojouren Stjärnan", "Nästa möte"],
        ["Boka lokal", "Mia Lund", ""],
    ),
    paragraph("Nästa möte: 2027-04-14 kl. 09.00, Kommunhuset."),
)
COMMAS = (
    heading("Protokoll från lokala brottsförebyggande rådet"),
    paragraph("Datum: 15 januari 2027"),
    paragraph("Plats: Räddningstjänsten, Storgatan 4"),
    paragraph(
        "Närvarande: Anna Ek, kommunstyrelsens ordförande, Per Sand, Polisen, Eva Dahl, Räddningstjänsten, "
        "Ida Falk, Ekstadsbostäder AB"
    ),
    paragraph("Frånvarande: Leif Gran, Barn- och utbildningsförvaltningen"),
    heading("§ 1 Mötets öppnande", level=2),
    paragraph("Ordföranden hälsar välkommen."),
    heading("§ 4 Trygghetsvandring", level=2),
    paragraph("Rådet diskuterar vandringen vid stationen. Belysningen ska ses över enligt planen."),
    paragraph("Beslut: Rådet beslutar att Polisen kallar till en ny vandring senast den 1 mars 2027."),
    heading("§ 5 Medborgarlöfte", level=2),
    paragraph("Rådet beslutar"),
    item("att godkänna förslaget till medborgarlöfte", number="–"),
    item("att uppdra åt Räddningstjänsten att redovisa bränder till nästa sammanträde", number="–"),
    heading("§ 6 Nästa sammanträde", level=2),
    paragraph("Nästa sammanträde hålls den 19 mars 2027."),
)
BULLETS = (
    heading("Anteckningar från nätverksträff 3 mars 2027"),
    heading("Deltagare", level=2),
    item("Sara Björk, elevhälsan"),
    item("Jonas Ståhl, Svenska kyrkan"),
    item("Fatima Ali (digitalt), Arbetsförmedlingen"),
    heading("Förhinder", level=2),
    item("Tina Berg, Region Ekland"),
    heading("Laget runt", level=2),
    item("Elevhälsan ser fler ärenden om nätkontakter."),
    item("Svenska kyrkan öppnar språkkafé i april."),
    heading("Att göra", level=2),
    item("Sara skickar ut enkäten (senast 20 mars)"),
    item("Arbetsförmedlingen bjuder in till studiebesök, klart före sommaren"),
    item("Jonas bokar lokal till nästa träff"),
    paragraph("Nästa träff blir 5 maj kl. 13."),
)
COLUMNS = (
    heading("Mötesanteckningar – Arbetsgrupp ANDTS"),
    paragraph("2027-05-20, Folkets hus"),
    paragraph("Närvarande:"),
    paragraph("Lena Kvist\tFolkhälsosamordnare\tKommunledningskontoret"),
    paragraph("Bo Ahl\tAlkoholhandläggare\tMiljökontoret"),
    paragraph("Ej närvarande:"),
    paragraph("Rut Sjö\tKurator\tElevhälsan"),
    paragraph("1. Tillsyn"),
    paragraph("Bo berättar om kontrollköpen. Tre butiker sålde till minderåriga."),
    paragraph("Beslutades att Miljökontoret skriver till butikerna. Ansvarig: Bo Ahl. Klart: 30 juni 2027."),
    paragraph("2. Föräldramöten"),
    paragraph("Gruppen enades om att ta fram ett gemensamt bildspel. Ansvarig: Lena Kvist, till nästa möte."),
    paragraph("3. Nytt möte"),
    paragraph("Gruppen kallas till nytt möte den 9 september 2027."),
)
INLINE = (
    heading("Minnesanteckningar styrgrupp"),
    paragraph("Tid: tisdag den 2 november 2027 kl. 10–12. Plats: Teams."),
    paragraph("Deltagare: Ulla Norén (ordf.), socialchef; Kent Åberg, skolchef; Maj Lind, Region Ekland"),
    paragraph("Anmält förhinder: Tor Vik, Polisen"),
    heading("Handlingsplanen", level=2),
    paragraph("Förslaget gicks igenom. Styrgruppen ställer sig bakom det."),
    paragraph("Att: skicka planen på remiss. Ansvarig: Ulla Norén. Senast: 15 november 2027."),
    paragraph("Att: kalla till nytt möte den 14 december 2027. Ansvarig: Ulla Norén."),
    paragraph("Att: se över budgeten inför mötet. Ansvarig: Kent Åberg."),
)
DECIDED = (
    heading("Sammanträdesprotokoll Folkhälsorådet"),
    table(["Datum", "Plats"], ["2027-06-03", "Sessionssalen"]),
    heading("Beslutande", level=2),
    paragraph("Stina Frisk (S), ordförande, Kommunstyrelsen"),
    paragraph("Arne Hed (M), Socialnämnden"),
    heading("Övriga deltagande", level=2),
    paragraph("Moa Ris, folkhälsostrateg, Kommunledningskontoret"),
    heading("§ 12 Suicidprevention", level=2),
    paragraph("Folkhälsorådets beslut"),
    paragraph("1. Folkhälsostrategen får i uppdrag att ta fram en utbildningsplan till den 1 oktober 2027."),
    paragraph("2. Informationen läggs till handlingarna."),
    heading("§ 13 Nästa möte", level=2),
    paragraph("Den 7 oktober 2027."),
)

CASES = {
    "tables": (
        TABLES,
        ("2027-02-10", "2027-04-14"),
        [("Socialförvaltningen", "present"), ("Polisen", "missing"), ("Kvinnojouren Stjärnan", "present")],
        [
            ("Ta fram förslag till utbildningsdag", "Socialförvaltningen", "2027-03-15"),
            ("Kontakta länsstyrelsen om bidrag", "Kvinnojouren Stjärnan", "2027-04-14"),
            ("Boka lokal", "Kvinnojouren Stjärnan", None),
        ],
    ),
    "commas": (
        COMMAS,
        ("2027-01-15", "2027-03-19"),
        [
            ("kommunstyrelsens ordförande", "present"), ("Polisen", "present"), ("Räddningstjänsten", "present"),
            ("Ekstadsbostäder AB", "present"), ("Barn- och utbildningsförvaltningen", "missing"),
        ],
        [
            ("Polisen kallar till en ny vandring", "Polisen", "2027-03-01"),
            ("godkänna förslaget till medborgarlöfte", None, None),
            ("uppdra åt Räddningstjänsten att redovisa bränder", "Räddningstjänsten", "2027-03-19"),
        ],
    ),
    "bullets": (
        BULLETS,
        ("2027-03-03", "2027-05-05"),
        [
            ("elevhälsan", "present"), ("Svenska kyrkan", "present"), ("Arbetsförmedlingen", "present"),
            ("Region Ekland", "prevented"),
        ],
        [
            ("Sara skickar ut enkäten", "elevhälsan", "2027-03-20"),
            ("Arbetsförmedlingen bjuder in till studiebesök", "Arbetsförmedlingen", None),
            ("Jonas bokar lokal till nästa träff", "Svenska kyrkan", "2027-05-05"),
        ],
    ),
    "columns": (
        COLUMNS,
        ("2027-05-20", "2027-09-09"),
        [("Kommunledningskontoret", "present"), ("Miljökontoret", "present"), ("Elevhälsan", "missing")],
        [
            ("Miljökontoret skriver till butikerna", "Miljökontoret", "2027-06-30"),
            ("ta fram ett gemensamt bildspel", "Kommunledningskontoret", "2027-09-09"),
        ],
    ),
    "inline": (
        INLINE,
        ("2027-11-02", "2027-12-14"),
        [("socialchef", "present"), ("skolchef", "present"), ("Region Ekland", "present"), ("Polisen", "prevented")],
        [
            ("skicka planen på remiss", "socialchef", "2027-11-15"),
            ("kalla till nytt möte den 14 december 2027", "socialchef", "2027-12-14"),
            ("se över budgeten inför mötet", "skolchef", None),
        ],
    ),
    "decided": (
        DECIDED,
        ("2027-06-03", "2027-10-07"),
        [("Kommunstyrelsen", "present"), ("Socialnämnden", "present"), ("Kommunledningskontoret", "present")],
        [
            ("Folkhälsostrategen får i uppdrag att ta fram en utbildningsplan", "Folkhälsostrategen", "2027-10-01"),
            ("Informationen läggs till handlingarna", None, None),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_layout(document, name):
    blocks, (date, following), people, decisions = CASES[name]
    made = document(*blocks)
    meeting = read_meeting(made)
    assert meeting is not None
    assert (meeting.date, meeting.next_meeting) == (date, following)
    assert [(one.organisation, one.status.value) for one in meeting.attendance] == people
    found = [(one.text, one.body or one.owner, one.due) for one in meeting.decisions]
    assert len(found) == len(decisions), found
    for (text, owner, due), (said, who, when) in zip(found, decisions, strict=True):
        assert text.startswith(said), text
        assert (owner, due) == (who, when), text
    assert segment(made).measures == ()


MORE = {}
MORE["sidebyside"] = (
    [
        heading("Minnesanteckningar från möte med samverkansgrupp trygghet"),
        paragraph("Datum: 2027-01-20"),
        paragraph("Plats: Biblioteket"),
        table(
            ["Närvarande", "Frånvarande"],
            ["Lisa Holm, Socialförvaltningen", "Ove Stark, Polisen"],
            ["Per Ask, Räddningstjänsten", ""],
        ),
        paragraph("1. Föregående anteckningar"),
        paragraph("Anteckningarna godkändes."),
        paragraph("2. Lägesbild"),
        paragraph("Polisen rapporterar om fler inbrott i källare."),
        paragraph(
            "Beslut: Socialförvaltningen tar fram en gemensam lägesbild. Ansvar: Lisa Holm. Deadline: 2027-02-28."
        ),
        paragraph("Åtgärd: Räddningstjänsten inventerar återvändsgränder före den 1 april 2027."),
        paragraph("Nästa möte: 2027-03-17"),
    ],
    [("Socialförvaltningen", "present"), ("Polisen", "missing"), ("Räddningstjänsten", "present")],
    [
        ("Socialförvaltningen tar fram", "Socialförvaltningen", "2027-02-28"),
        ("Räddningstjänsten inventerar", "Räddningstjänsten", "2027-04-01"),
    ],
    "2027-03-17",
)
MORE["prose"] = (
    [
        heading("Mötesnoteringar"),
        paragraph("Nätverket mot ensamhet träffades den 8 september 2027 i Församlingshemmet."),
        paragraph("På plats var: Ann Lilja (PRO), Bengt Ahl (Röda Korset), Cia Berg (Omsorgsförvaltningen)."),
        paragraph("Lämnat återbud: Dan Ek (Regionen)."),
        heading("Vi bestämde", level=2),
        item("Att PRO ordnar en höstfest. Ansvarig: Ann Lilja. Klart: 15 oktober."),
        item("Att ta fram en broschyr. Ansvarig: Cia Berg."),
        item("Att bjuda in biblioteket till nästa träff. Ansvarig: Bengt Ahl."),
        paragraph("Nästa träff: 20 oktober 2027 kl 14."),
    ],
    [("PRO", "present"), ("Röda Korset", "present"), ("Omsorgsförvaltningen", "present"), ("Regionen", "prevented")],
    [
        ("PRO ordnar en höstfest", "PRO", "2027-10-15"),
        ("ta fram en broschyr", "Omsorgsförvaltningen", None),
        ("bjuda in biblioteket", "Röda Korset", "2027-10-20"),
    ],
    "2027-10-20",
)
MORE["protocol"] = (
    [
        heading("Protokoll 2/2027 Tillgänglighetsrådet"),
        paragraph("Tid: 2027-04-12 kl. 14.00–15.30"),
        paragraph("Plats: Kommunhuset"),
        heading("Ledamöter", level=2),
        item("Elin Ros, ordförande, Socialnämnden"),
        item("Nils Fors, FUB"),
        item("Maria Gren, Synskadades riksförbund"),
        heading("Ej närvarande", level=2),
        item("Oskar Lind, Hörselskadades förening"),
        heading("§ 9 Val av justerare", level=2),
        paragraph("Nils Fors utses att justera protokollet."),
        heading("§ 10 Busshållplatser", level=2),
        paragraph("Rådet har tidigare påtalat brister."),
        paragraph("Beslut"),
        paragraph("Rådet ger Samhällsbyggnadskontoret i uppdrag att redovisa en tidplan senast den 1 juni 2027."),
        heading("§ 11 Nytt möte", level=2),
        paragraph("Nytt möte den 14 juni 2027 kl. 14.00."),
    ],
    [
        ("Socialnämnden", "present"),
        ("FUB", "present"),
        ("Synskadades riksförbund", "present"),
        ("Hörselskadades förening", "missing"),
    ],
    [("Rådet ger Samhällsbyggnadskontoret", "Samhällsbyggnadskontoret", "2027-06-01")],
    "2027-06-14",
)


@pytest.mark.parametrize("name", MORE)
def test_more_layouts(document, name):
    blocks, people, decisions, following = MORE[name]
    made = document(*blocks)
    meeting = read_meeting(made)
    assert meeting is not None and meeting.next_meeting == following
    assert sorted((one.organisation, one.status.value) for one in meeting.attendance) == sorted(people)
    found = [(one.text, one.body or one.owner, one.due) for one in meeting.decisions]
    assert len(found) == len(decisions), found
    for (text, owner, due), (said, who, when) in zip(found, decisions, strict=True):
        assert text.startswith(said) and (owner, due) == (who, when), text
    assert segment(made).measures == ()
