"""The report page in a real browser: the search box hides what does not match, and nothing is fetched."""

import shutil
import subprocess

import pytest

from toolkit.export.html import html_text
from toolkit.model import Answer, Column, Comparison, Entry, Source

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PROBE = """
<script>
  const box = document.querySelector("input[data-filter]");
  box.value = "lägesbild";
  box.dispatchEvent(new Event("input"));
  const shown = [...document.querySelectorAll("details.cluster")].filter((one) => !one.hidden);
  const all = document.querySelectorAll("details.cluster").length;
  const fetched = performance.getEntriesByType("resource").length;
  document.title = `shown ${shown.length} of ${all}, fetched ${fetched}`;
</script>
"""


def wordings() -> Comparison:
    keys = ("id", "focus_area", "cluster", "typical", "towns", "families", "cohesion", "town:Norrvik", "outsiders",
            "relevant", "local_owner", "comment")  # fmt: skip

    def row(number: int, text: str) -> tuple[Entry, ...]:
        source = Source(document="d", municipality="Norrvik", quote=text, page=3, title="Plan")
        filled = {
            "id": Entry(text=f"k{number}"),
            "focus_area": Entry(text="Kartläggning"),
            "cluster": Entry(text=text),
            "typical": Entry(text=text),
            "towns": Entry(number=1.0),
            "town:Norrvik": Entry(text=text, answer=Answer.HAS_IT, sources=(source,)),
        }
        return tuple(filled.get(key, Entry()) for key in keys)

    return Comparison(
        key="wordings",
        title="Jämförelse",
        columns=tuple(Column(key=key, title=key.removeprefix("town:")) for key in keys),
        rows=(row(1, "Ta fram en lägesbild"), row(2, "Utbilda personal")),
        row_ids=("k1", "k2"),
    )


@pytest.mark.skipif(BROWSER is None, reason="no browser on this machine")
def test_the_search_box_finds_what_matches(tmp_path):
    page = html_text([wordings()], title="Jämförelse").replace("</body>", PROBE + "</body>")
    path = tmp_path / "rapport.html"
    path.write_text(page, encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", f"--user-data-dir={tmp_path / 'profile'}"]  # fmt: skip
    done = subprocess.run(
        [str(BROWSER), *flags, "--dump-dom", path.as_uri()], capture_output=True, text=True, timeout=90, check=False
    )
    assert "<title>shown 1 of 2, fetched 0</title>" in done.stdout, done.stderr[-400:]
