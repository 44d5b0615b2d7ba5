"""Focus area › measure › variant › wording: each row says what it lies under, and opens and closes in every face."""

import shutil
import subprocess
from dataclasses import replace

import openpyxl
import pytest

from tests.compare.test_national import material, rows_of
from toolkit.cluster import cluster
from toolkit.cluster.rows import variant_numbers
from toolkit.compare.levels import levels
from toolkit.compare.wordings import measures, wordings
from toolkit.decisions import replay
from toolkit.export.excel import write_excel
from toolkit.export.html import html_text
from toolkit.model import Decision, DecisionKind
from toolkit.views import ClusteringView

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture
def ground():
    """The shared measure cut into two variants: the template with its copies, and one that says it otherwise."""
    ground = material()
    joined = next(one for one in ground.clustering.clusters if len(one.members) > 3)
    *near, other = joined.members
    parted = replace(joined, variants=(tuple(near), (other,)))
    clusters = tuple(parted if one is joined else one for one in ground.clustering.clusters)
    return replace(ground, clustering=replace(ground.clustering, clusters=clusters))


def test_each_level_lies_under_the_one_above_and_each_row_repeats_it(ground):
    table = levels(ground)
    assert table.depths[0] == 0 and all(b - a <= 1 for a, b in zip(table.depths, table.depths[1:], strict=False))
    found = rows_of(table)
    assert [row["level"].text for row in found[:2]] == ["Fokusområde", "Gemensam åtgärd"]
    said = [row for row in found if row["level"].text == "Formulering"]
    assert len(said) == len(ground.measures) and all(row["cluster"].text and row["focus_area"].text for row in said)
    assert {row["variant"].number for row in said} == {1.0, 2.0}
    heading = next(row for row in found if row["level"].text == "Variant")
    assert heading["variant"].number == 1.0 and not heading["words"].sources
    assert sum(row["level"].text == "Variant" for row in found) == 1, "one wording alone needs no heading"


def test_the_workbook_folds_what_lies_below_the_measures_and_filters_elsewhere(ground, tmp_path):
    table = levels(ground)
    path = write_excel([wordings(ground), table, measures(ground)], tmp_path / "b.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Nivåer"]
    lies = [sheet.row_dimensions[row] for row in range(2, len(table.rows) + 2)]
    assert [one.outlineLevel for one in lies] == list(table.depths)
    assert [bool(one.hidden) for one in lies] == [depth > 1 for depth in table.depths]
    assert not sheet.auto_filter.ref and not sheet.sheet_properties.outlinePr.summaryBelow
    rows = book["Åtgärder"]
    assert rows.auto_filter.ref and "Variant" in [cell.value for cell in rows[1]]


@pytest.mark.skipif(BROWSER is None, reason="no browser on this machine")
def test_the_page_opens_and_closes_level_by_level(ground, tmp_path):
    probe = """<script>
      const count = (what) => document.querySelectorAll(what).length;
      const told = [count("details.area > details.cluster"), count("details.cluster > details.variant li")];
      for (const level of [0, 3, 2]) {
        document.querySelector(`button[data-open="${level}"]`).click();
        told.push(count("details[open]"));
      }
      document.title = told.join(" ");
    </script></body>"""
    page = html_text([wordings(ground), levels(ground)], title="T").replace("</body>", probe)
    path = tmp_path / "rapport.html"
    path.write_text(page, encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    done = subprocess.run(
        [str(BROWSER), *flags, "--dump-dom", path.as_uri()], capture_output=True, text=True, timeout=90, check=False
    )
    # Three measures in one area; four wordings in two variants; then none open, all (1 + 3 + 2 + 1), area and measures.
    assert "<title>3 4 0 7 4</title>" in done.stdout, done.stdout[:300]


def test_frames_have_the_levels_as_columns(ground):
    frame = ClusteringView(ground.clustering, tuple(ground.measures.values())).frame()
    assert list(frame.columns[:4]) == ["focus_area", "cluster", "label", "variant"]
    assert set(frame.focus_area) == {"support"} and sorted(frame.variant.unique()) == [1, 2]


def test_variants_are_the_same_each_time_and_follow_what_people_decide(ground):
    said = tuple(ground.measures.values())
    one, two = (cluster(said, encoder="lexical") for _ in range(2))
    assert one == two and all(sorted(sum(k.variants, ())) == sorted(k.members) for k in one.clusters if k.variants)
    again = cluster(said, encoder="lexical", previous=one)
    assert [k.variants for k in again.clusters] == [k.variants for k in one.clusters]
    merge = Decision(id="1", kind=DecisionKind.MERGE, targets=("m01", "m40"), who="A", when="2026-01-01")
    merged = next(k for k in replay(one, [merge], measures=said).clusters if "m40" in k.members)
    assert merged.variants == (("m01",), ("m40",)) or merged.variants == (("m40",), ("m01",))
    assert variant_numbers(one)["m10"] == variant_numbers(one)["m00"] == 1, "a copy is no variant of its own"
