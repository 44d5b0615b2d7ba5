"""What stands in the margin of a draft: where a line comes from, what was changed in it and why it is proposed."""

from collections.abc import Mapping, Sequence

from toolkit.model import DraftItem, Passage, Source


def reference(sources: Sequence[Source], numbers: Mapping[str, int], say: Mapping[str, str]) -> str:
    """``[2] s. 4``: number in the list of sources and page, of the source that is quoted.

    Args:
        sources: The first is quoted.
        numbers: Document id → number in the list of sources.
        say: Labels.
    """
    if not sources:
        return "–"
    first = sources[0]
    number = f"[{numbers.get(first.document, '?')}]"
    return f"{number} {say['draft.page_short'].format(page=first.page)}" if first.page is not None else number


def about_item(item: DraftItem, numbers: Mapping[str, int], say: Mapping[str, str]) -> list[str]:
    """The lines beside an item: its quotation, the changes, the reasons, what to look over."""
    lines = []
    if item.sources:
        lines.append(f"{say['draft.quoted_from']} {_quoted(item.sources[0], numbers, say)}")
    for change in item.changes:
        lines.append(f"{say['draft.changed']}: ”{change.old}” → ”{change.new}” ({change.rule})")
    for cell in item.fields:
        if cell.source is not None and item.sources and cell.source.document != item.sources[0].document:
            what = f"{say[f'draft.{cell.key}']}: {say['draft.quoted_from']}"
            lines.append(f"{what} {_quoted(cell.source, numbers, say)}")
    if item.reasons:
        lines.append(f"{say['draft.why']}: {'; '.join(item.reasons)}.")
    if item.flags:
        lines.append(f"{say['draft.flags']}: {'; '.join(item.flags)}.")
    others = dict.fromkeys(reference([source], numbers, say) for source in item.sources[1:])
    if others:
        lines.append(f"{say['draft.other_sources']} {', '.join(others)}.")
    return lines


def about_blank(passage: Passage, numbers: Mapping[str, int], say: Mapping[str, str]) -> list[str]:
    """The lines beside a blank of the skeleton: what the quoted plans say there."""
    if not passage.suggestions:
        return []
    return [say["draft.goals_elsewhere"], *(_quoted(source, numbers, say) for source in passage.suggestions)]


def _quoted(source: Source, numbers: Mapping[str, int], say: Mapping[str, str]) -> str:
    """``[2] s. 4 Norrvik: ”…”``."""
    return f"{reference([source], numbers, say)} {source.municipality}: ”{source.quote}”"
