"""Stage 3: measures in, measures with fields out; and what a document says about itself."""

from toolkit.extract.assignments import Assignment, find_assignment
from toolkit.extract.dates import FoundDeadline, find_deadlines, parse_deadline
from toolkit.extract.fields import extract
from toolkit.extract.focus_areas import focus_areas, named
from toolkit.extract.laws import laws
from toolkit.extract.metadata import describe
from toolkit.extract.owners import owner_in_prose, partners_in_prose
from toolkit.extract.parties import split_parties
from toolkit.extract.relevance import by_topic, relevance, relevant
from toolkit.extract.roles import Role, resolve_role, roles

__all__ = [
    "Assignment",
    "FoundDeadline",
    "Role",
    "by_topic",
    "describe",
    "extract",
    "find_assignment",
    "find_deadlines",
    "focus_areas",
    "laws",
    "named",
    "owner_in_prose",
    "parse_deadline",
    "partners_in_prose",
    "relevance",
    "relevant",
    "resolve_role",
    "roles",
    "split_parties",
]
