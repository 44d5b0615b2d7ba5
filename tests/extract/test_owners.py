"""Owners, partners and roles: lists, sentences, and real government assignments."""

import json
import re

import pytest

from toolkit.extract import (
    find_assignment,
    find_deadlines,
    owner_in_prose,
    partners_in_prose,
    resolve_role,
    roles,
    split_parties,
)
from toolkit.text import normalise, tokens


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Barn- och utbildningsnämnden, socialnämnden och polisen", 3),
        ("Miljö- och byggförvaltningen, räddningstjänsten och alkoholhandläggare", 3),
        ("KS, SN och BUN", 3),
        ("Socialförvaltningen/Polisen", 2),
        ("Kultur och fritid", 1),
        ("Myndigheten för samhällsskydd och beredskap", 1),
        ("Forskningsrådet för miljö, areella näringar och samhällsbyggande, Statens energimyndighet", 2),
        ("The Town (Department of trade and harbours, Office of street works), Norra Bus Ltd.", 2),
        ("• Energy group\n• Companies", 2),
        ("Citizens; schools; NTA", 3),
    ],
)
def test_split(text, parts):
    found = split_parties(text)
    assert len(found) == parts
    joints = {"och", "samt"}
    assert [word for word in tokens(" ".join(found)) if word not in joints] == [
        word for word in tokens(text) if word not in joints
    ]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Individ- och familjenämnden", "social_board"),
        ("socialförvaltningen", "social_board"),
        ("UmeBrå", "crime_council"),
        ("Brottsförebyggande samordnaren", "crime_council"),
        ("Lokalpolisområde Norr", "police"),
        ("Polisen", "police"),
        ("Barn- och utbildningsnämnden", "education_board"),
        ("Miljö- och byggförvaltningen", "environment"),
        ("Kommunledningskontoret", "executive"),
        ("KAST i annan kommun", "buyers_unit"),
        ("Helsingborgshem", "municipal_landlord"),
        ("Fastighetsägarna", "private_landlord"),
        ("Räddningstjänsten Skåne Nordväst", "fire"),
        ("HR-avdelningen", "hr"),
        ("Upphandlingsenheten", "procurement"),
        ("Frälsningsarmén", "civil_society"),
        ("Arbetsmiljöverket", "work_env"),
        ("Länsstyrelsen i Kronobergs län", "county_board"),
        ("Nätverkets samordnare", None),
        ("Vattenfall AB", None),
    ],
)
def test_role(name, role):
    assert resolve_role(name) == role


def test_roles_have_names():
    assert all(role.name and role.sector for role in roles().values())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Socialnämnden ska ta fram en rutin.", ("Socialnämnden",)),
        (
            "Energistrateg och Energi- o klimatrådgivaren ska arbeta tillsammans.",
            ("Energistrateg", "Energi- o klimatrådgivaren"),
        ),
        ("Både kommunen och Norrvikshem bör överväga att köpa andelar.", ("kommunen", "Norrvikshem")),
        ("Upphandlingsenheten inför arbetsrättsliga villkor i alla avtal.", ("Upphandlingsenheten",)),
        ("En lägesbild tas fram vartannat år av brottsförebyggande samordnaren.", ("brottsförebyggande samordnaren",)),
        ("Under 2027 ska socialnämnden utbilda sin personal.", ("socialnämnden",)),
        ("Individ- och familjenämnden inrättar en mottagning.", ("Individ- och familjenämnden",)),
    ],
)
def test_owner_in_prose(text, names):
    found = owner_in_prose(text)
    assert found is not None and found.names == names


@pytest.mark.parametrize(
    "text",
    [
        "Kommunen ska verka för fler cykelvägar.",
        "Norrviks kommun ska även verka för att färjan går året om.",
        "Utsatta ska erbjudas skydd och stöd utifrån individuella behov.",
        "Byggnader som inrymmer verksamheten ska vara energieffektiva.",
        "Ekonomer och upphandlare ska ges korrekt underlag.",
        "Upphandling av fordon ska följa Miljöstyrningsrådets kriterier.",
        "Analysera utvecklingen av en mer kunskapsbaserad socialtjänst.",
        "Fjärr- och Närvärme bör öka sin andel.",
        "Ta fram en rutin.",
        "Alla ska veta vart de vänder sig.",
    ],
)
def test_nobody_in_particular(text):
    assert owner_in_prose(text) is None


def test_partners_in_prose():
    text = "Ta fram en rutin i nära samverkan med polisen, regionen och kvinnojouren för att nå fler."
    (found,) = partners_in_prose(text)
    assert found.names == ("polisen", "regionen", "kvinnojouren")
    assert text[found.start : found.end] == "polisen, regionen och kvinnojouren"


def test_means_are_no_partners():
    assert partners_in_prose("Mötena hålls med hjälp av webblösningar.") == ()


def _plain(text: str) -> str:
    return normalise(text.replace("\u00ad", "")).lower().strip()


def _score(predicted: set, gold: set, total: list[int]) -> None:
    total[0] += len(predicted & gold)
    total[1] += len(predicted)
    total[2] += len(gold)


def _f1(total: list[int]) -> float:
    return 2 * total[0] / (total[1] + total[2])


def test_real_assignments(shared):
    gold: dict[str, list[dict]] = {}
    for entry in json.loads(shared("gold", "assignments_dev.json").read_text(encoding="utf-8")):
        gold.setdefault(entry["file"], []).append(entry)
    owners, partners, dates = [0, 0, 0], [0, 0, 0], [0, 0, 0]
    for file, entries in gold.items():
        text = normalise(shared("plans", "assignments", file).read_text(encoding="utf-8"))
        text = re.sub(r"(?<=[\w,)])\n(?=[\w(])", " ", text)
        found = find_assignment(text)
        named = {_plain(name) for entry in entries for name in entry["responsible"]}
        _score({_plain(name) for name in found.owners} if found else set(), named, owners)
        named = {_plain(name) for entry in entries for name in entry["partners"]}
        _score({_plain(name) for name in found.partners} if found else set(), named, partners)
        read = {(one.deadline.start, one.deadline.end) for line in text.split("\n") for one in find_deadlines(line)}
        printed = {(day["start"], day["end"]) for entry in entries for day in entry["deadlines"]}
        _score(read - {(None, None)}, printed - {(None, None)}, dates)
    assert _f1(owners) >= 0.93
    assert _f1(partners) >= 0.94
    assert dates[0] / dates[2] >= 0.98 and dates[0] / dates[1] >= 0.97


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Synpunkter bör också inhämtas från Boverket och Skolverket.", ("Boverket", "Skolverket")),
        ("Det ska ske i samtal med samordningsförbunden och Skolverket.", ("samordningsförbunden", "Skolverket")),
        ("Det ska göras i dialog med berörda aktörer, till exempel Skolverket.", ("Skolverket",)),
        ("Arbetet syftar till stärkt samverkan med Skolverket och Boverket.", ()),
    ],
)
def test_partners_as_assignments_name_them(text, names):
    assert tuple(name for found in partners_in_prose(text, named=True) for name in found.names) == names


def test_how_long_a_task_goes_on_is_told_also_beside_money():
    (found,) = find_deadlines("Uppdraget löper under perioden 2012–2014 och omfattar högst 3 500 000 kronor.")
    assert (found.deadline.start, found.deadline.end) == ("2012-01-01", "2014-12-31")
