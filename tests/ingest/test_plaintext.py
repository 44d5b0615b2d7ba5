import pytest

from toolkit.errors import InputError
from toolkit.ingest.plaintext import decode, read_text


def shown(text):
    return [
        (block.kind.value, block.number, block.text) for block in read_text(text, document="d", file="a.txt").blocks
    ]


def test_headings_items_labels_and_wrapped_paragraphs():
    text = (
        "HANDLINGSPLAN\n\n3.2 Åtgärder\n\nSocialnämnden ska ta fram en rutin för den som ut-\n"
        "sätts, tillsammans med barn-\n"
        "och skolnämnden samt Polisen.\n\nAnsvarig: Socialnämnden\nTid: 2026\n\nUtvärdering sker varje år.\n\n"
        "1. Utbilda personal\n   i skolan\n2. Följ upp\n    - varje år\n\fNästa sida"
    )
    assert shown(text) == [
        ("heading", None, "HANDLINGSPLAN"),
        ("heading", "3.2", "Åtgärder"),
        ("paragraph", None, "Socialnämnden ska ta fram en rutin för den som utsätts, tillsammans med barn- och "
         "skolnämnden samt Polisen."),
        ("paragraph", None, "Ansvarig: Socialnämnden"),
        ("paragraph", None, "Tid: 2026"),
        ("paragraph", None, "Utvärdering sker varje år."),
        ("list_item", "1.", "Utbilda personal i skolan"),
        ("list_item", "2.", "Följ upp"),
        ("list_item", "-", "varje år"),
        ("heading", None, "Nästa sida"),
    ]  # fmt: skip


def test_each_block_has_its_line():
    blocks = read_text("Mål\n\nEtt.\n\n- två\n- tre", document="d", file="a.txt").blocks
    assert [block.provenance.line for block in blocks] == [1, 3, 5, 6]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_encoding_is_found(encoding):
    text = "Åtgärder på ö " * 20
    assert decode(text.encode(encoding), file="a.txt") == text


def test_half_a_character_is_no_text():
    with pytest.raises(InputError, match=r"a\.txt"):
        decode(b"\xff\xfe" + b"\x00\xd8", file="a.txt")
