"""What the fixed texts around the measures say."""

from toolkit.assemble import assemble
from toolkit.model import ItemKind


def test_the_plan_says_how_many_measures_it_has_without_its_blanks(towns):
    made = assemble(towns.profile, towns.clustering, towns.measures, towns.register, today="2026-11-22", size=2)
    items = [item for section in made.sections for item in section.items]
    real = [item for item in items if item.kind is not ItemKind.BLANK]
    areas = {item.focus_area for item in real}
    lines = [passage.text for section in made.sections for passage in section.passages]
    assert len(real) < len(items)
    assert f"Planen har {len(real)} åtgärder inom {len(areas)} fokusområden." in lines
    assert any(f"bland utkastets {len(real)}." in line for line in lines)
