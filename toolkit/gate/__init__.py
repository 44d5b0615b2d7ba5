"""The gate: nothing leaves that has no source, names another town, or exposes a person.

It does not know how a draft was made: it looks at the draft, at the documents and at what was written to the file.
`check` looks at the draft, `check_rendered` at the text read back from the written file, `redact` masks persons, and
`quotable` tells beforehand which measures can be quoted.
"""

from toolkit.gate.check import check, check_rendered, quotable, raise_for
from toolkit.gate.leaks import Leak, Names, collect_names, find_leaks
from toolkit.gate.redaction import Mask, redact
from toolkit.gate.tables import redact_comparison
from toolkit.gate.verify import over_pages, quotable_fields, quote_problems, unquotable

__all__ = [
    "Leak",
    "Mask",
    "Names",
    "check",
    "check_rendered",
    "collect_names",
    "find_leaks",
    "over_pages",
    "quotable",
    "quotable_fields",
    "quote_problems",
    "raise_for",
    "redact",
    "redact_comparison",
    "unquotable",
]
