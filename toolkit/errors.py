"""The errors plankit raises: each says what, where and what to do, and knows its exit code."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command answers to the shell. 1 is Python's own code for an uncaught error, so it is never used."""

    DONE = 0
    USAGE = 2
    INPUT = 3
    TOOL_MISSING = 4
    WORKSPACE = 5
    PROBLEMS = 6
    GATE = 7
    INTERRUPTED = 130


class ToolkitError(Exception):
    """Base of all errors of plankit.

    Args:
        message: What went wrong and where, in one sentence.
        advice: What to do next; the class has a default.
    """

    exit_code: ExitCode = ExitCode.INPUT
    advice: str = ""

    def __init__(self, message: str, *, advice: str | None = None) -> None:
        """Keep the message and the advice apart, so that the shell can set them on two lines."""
        super().__init__(message)
        self.message = message
        if advice is not None:
            self.advice = advice

    def __str__(self) -> str:
        """The message, then the advice."""
        return f"{self.message} {self.advice}".strip()


class UsageError(ToolkitError):
    """The call itself is wrong."""

    exit_code = ExitCode.USAGE


class InputError(ToolkitError):
    """A file cannot be read. `kind` is the key of the `Problem` that it becomes."""

    exit_code = ExitCode.INPUT
    advice = "Kontrollera filen eller be avsändaren om ett nytt exemplar."

    def __init__(self, message: str, *, kind: str = "unreadable", advice: str | None = None) -> None:
        """Also keep the kind."""
        super().__init__(message, advice=advice)
        self.kind = kind


class LimitError(InputError):
    """A file took more memory, time or space than the limits allow."""

    advice = "Filen kan vara skadad eller skriven för att överlasta läsaren; gränserna går att höja i inställningarna."


class MissingToolError(ToolkitError):
    """An outside program is not installed."""

    exit_code = ExitCode.TOOL_MISSING


class WorkspaceError(ToolkitError):
    """The folder is not a workspace, or what is in it does not hold together."""

    exit_code = ExitCode.WORKSPACE
    advice = "Skapa en arbetsyta med: plankit new MAPP --municipality NAMN"


class ConfigError(WorkspaceError):
    """A settings file has keys or values that plankit does not know; all are named at once."""

    advice = "Rätta filen och kör om."


class DecisionError(WorkspaceError):
    """The log of decisions cannot be read or written."""

    advice = "Loggen ändras aldrig av programmet; återställ den från säkerhetskopia eller ta bort den trasiga raden."


class OutputError(ToolkitError):
    """A result cannot be written."""

    exit_code = ExitCode.USAGE
    advice = "Välj en annan mapp eller skriv över med --force."


class GateError(ToolkitError):
    """The gate stopped an export: something in the draft has no source or names another town."""

    exit_code = ExitCode.GATE
    advice = "Inget skrevs. Åtgärda det som listas, eller uteslut raden."
