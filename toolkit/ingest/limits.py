"""How much one file may cost before it is refused."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The budget of one document. Sizes in bytes, times in seconds.

    A file that goes over one of them ends as a `LimitError` that names which; nothing else is stopped by it.
    """

    file_bytes: int = 300 * MIB
    """Largest file that is opened at all."""
    memory_bytes: int = 1536 * MIB
    """Address space of the process that reads the file."""
    cpu_seconds: int = 300
    wall_seconds: float = 600.0
    answer_bytes: int = 20 * MIB
    """Largest document that is handed back; the caller needs up to ten times as much memory to hold it."""
    zip_entries: int = 10_000
    zip_bytes: int = 1024 * MIB
    """All parts of an office file unpacked, by what its directory says."""
    part_bytes: int = 96 * MIB
    """One unpacked part that is read; counted while unpacking, whatever the directory says."""
    zip_ratio: int = 100
    """Unpacked to packed size, for parts over `zip_small`."""
    zip_small: int = 8 * MIB
    """Unpacked size below which a high ratio is no sign of a bomb."""
    table_cells: int = 500_000
    """Cells of one table, spans counted out."""
