"""Plans in Norwegian, Danish and Finnish: their tables and lists are read and their language is told."""

import pytest

from toolkit.extract import describe, extract
from toolkit.segment import segment

from .conftest import heading, item, paragraph, table

PLANS = {
    "no": (
        "Handlingsplan mot menneskehandel", "Planen er vedtatt av kommunestyret og gjelder for alle som er ansatt.",
        ("Tiltak", "Ansvarlig", "Samarbeidspart", "Frist"), "Øvrige tiltak",
        ("Utarbeide rutine for mistanke om menneskehandel", "Gjennomføre opplæring for ansatte", "Kartlegge bransjen",
         "Opprette en kontaktperson i hver enhet", "Informere hoteller om faresignaler"),
        ("Etablere en tverrfaglig gruppe i løpet av 2026.", "Kommunen skal lage en informasjonsside for ofre.",
         "Inngå avtale med krisesenteret om akutt bolig.", "Utvikle en sjekkliste for innkjøp.",
         "Gjennomføre årlig evaluering av planen."),
    ),
    "da": (
        "Handleplan mod menneskehandel", "Planen er vedtaget af byrådet og gælder for alle, der er ansat i kommunen.",
        ("Indsats", "Ansvarlig", "Samarbejdspartnere", "Tidsplan"), "Andre indsatser",
        ("Udarbejde en procedure ved mistanke", "Uddanne medarbejdere på jobcentret", "Kortlægge udnyttelse af folk",
         "Udpege en kontaktperson i hver afdeling", "Informere hoteller om faresignaler"),
        ("Etablere en tværfaglig gruppe i løbet af 2026.", "Kommunen skal lave en informationsside til ofre.",
         "Indgå aftale med krisecentret om akut bolig.", "Udvikle en tjekliste til indkøb.",
         "Gennemføre en årlig evaluering af planen."),
    ),
    "fi": (
        "Toimenpideohjelma ihmiskauppaa vastaan", "Ohjelma koskee kaikkia, ja sen mukaan toimitaan vuoden alusta.",
        ("Toimenpide", "Vastuutaho", "Yhteistyökumppanit", "Aikataulu"), "Muut toimenpiteet",
        ("Laaditaan ohje epäilyjä varten", "Koulutetaan henkilöstö", "Kartoitetaan hyväksikäyttö siivousalalla",
         "Nimetään yhteyshenkilö jokaiseen yksikköön", "Tiedotetaan hotelleille tunnusmerkeistä"),
        ("Perustetaan moniammatillinen työryhmä vuoden 2026 aikana.", "Kunta laatii tietosivun uhreille.",
         "Tehdään sopimus turvakodin kanssa hätämajoituksesta.", "Kehitetään tarkistuslista hankintoihin.",
         "Arvioidaan suunnitelman toteutuminen vuosittain."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", PLANS)
def test_a_plan_of_a_neighbour_is_read_and_its_language_told(document, language):
    title, words, head, more, rows, bullets = PLANS[language]
    made = document(
        heading(title),
        paragraph(words),
        heading(head[0], 2),
        table(list(head), *[[row, "Enhet A", "Enhet B", "2027"] for row in rows]),
        heading(more, 2),
        *[item(one) for one in bullets],
    )
    found = extract(segment(made), made, metadata=describe(made)).measures
    assert [one.text.rstrip(".") for one in found] == [one.rstrip(".") for one in (*rows, *bullets)]
    assert {one.language for one in found} == {language}
    for one in found[: len(rows)]:
        assert [party.name for party in one.responsible.value] == ["Enhet A"]
        assert [party.name for party in one.partners.value] == ["Enhet B"]
        assert (one.deadline.value.start, one.deadline.value.end) == ("2027-01-01", "2027-12-31")
