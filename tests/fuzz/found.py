"""Inputs that once broke a reader, each made as small as it went: (target, bytes)."""

FOUND: list[tuple[str, bytes]] = []
