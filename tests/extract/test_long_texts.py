"""Pages that are one endless line: what segment and extract cost grows with the text, not with its square."""

import time

import pytest

from toolkit.extract import describe, extract
from toolkit.ingest.markdown import read_markdown
from toolkit.segment import segment

UNITS = ["2026-", "och ", "1.1.1.1.", "Polisen/", "i samverkan med polisen, ", "a-", "ska ", "(", "före 2026 under "]
FORMS = {
    "prose": "# Åtgärder\n\n{line}\n",
    "item": "# Åtgärder\n\n- {line}\n",
    "cell": "# Åtgärder\n\n| Åtgärd | Ansvarig | Tid |\n| --- | --- | --- |\n| {line} | {line} | {line} |\n",
}


@pytest.mark.parametrize("unit", UNITS)
def test_an_endless_line_is_read_in_a_moment(unit):
    for form in FORMS.values():
        text = form.format(line=unit * (12_000 // len(unit)))
        document = read_markdown(text, document="d", file="a.md")
        began = time.process_time()
        cut = extract(segment(document), document, metadata=describe(document))
        assert time.process_time() - began < 6.0
        assert cut.document == "d"
