"""Stage 6: profile, clusters and decisions → a sourced draft of a governing document."""

from toolkit.assemble.draft import assemble
from toolkit.assemble.edits import changes, is_edit, without_edits
from toolkit.assemble.holdout import leave_one_out, leave_one_out_rows
from toolkit.assemble.profile import parse_profile
from toolkit.assemble.profile_template import profile_template
from toolkit.assemble.rebuild import rebuild, replayed

__all__ = [
    "assemble",
    "changes",
    "is_edit",
    "leave_one_out",
    "leave_one_out_rows",
    "parse_profile",
    "profile_template",
    "rebuild",
    "replayed",
    "without_edits",
]
