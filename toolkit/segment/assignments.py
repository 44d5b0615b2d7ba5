"""Government assignments: the sentence that gives the task, what is to be done, and each report with its own date.

An assignment is told from its own words, never from its file. It has no chapters of measures: whoever is given the
task is named once, and the later sentences speak of "myndigheten" or "uppdraget", so stage 3 hands the names down.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.lexicon import MONTHS
from toolkit.model import Block, BlockKind, Document, Form, SectionKind, Verdict
from toolkit.segment.found import Found, attribute, with_description, within
from toolkit.segment.language import signals
from toolkit.segment.lists import form_of, read_leadin
from toolkit.text import sentences

LONGEST = 40_000
"""Characters: an assignment is short; what is longer is a plan that speaks of one."""
OPENING = 800
"""Characters within which an assignment says that it is one."""
