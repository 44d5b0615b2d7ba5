"""The command `plankit`: thin commands, the only place that prints and sets exit codes.

Data goes to stdout, talk to stderr. Nothing heavy is imported until a command needs it.
"""

import sys
from collections.abc import Sequence

from cyclopts import App, Parameter

import toolkit
from toolkit.cli import files, people, round, workspace
from toolkit.cli.terminal import say
from toolkit.errors import ExitCode, ToolkitError

app = App(
    name="plankit",
    help="Från andra kommuners planer till en egen: läs in, jämför och sätt samman, med källa på varje rad.",
    default_parameter=Parameter(negative=()),
    group_commands="Kommandon",
    group_arguments="Anges",
    group_parameters="Val",
    version=lambda: str(toolkit.__version__),
)

for room in (workspace, files, people, round):
    room.register(app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Windows consoles are not UTF-8 by themselves.
            stream.reconfigure(encoding="utf-8")
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit code: the one place where an error becomes text and a number."""
    try:
        code = app(arguments, result_action="return_value")
    except ToolkitError as error:
        say(f"plankit: {error.message}")
        if error.advice:
            say(f"  {error.advice}")
        return int(error.exit_code)
    except KeyboardInterrupt:
        say("plankit: avbrutet; det som var klart finns kvar.")
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        return int(ExitCode.DONE)
    except SystemExit as leaving:
        return int(leaving.code or 0) if isinstance(leaving.code, int | None) else int(ExitCode.USAGE)
    return int(code or 0)
