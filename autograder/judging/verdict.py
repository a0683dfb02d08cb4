"""What was found out about an answer, in the words for two readers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """The outcome of a case or a check.

    Attributes
    ----------
    status : str
        ``passed``, ``failed``, ``error``, ``timeout``, ``crashed``, ``missing`` or ``invalid``.
    message : str
        Everything, for a check that the student may see: values, places, what to do.
    redacted : str
        For a hidden check: the kind of mistake. No input, no expected value, no word of the student's program.
    """

    status: str
    message: str = ""
    redacted: str = ""

    @property
    def passed(self) -> bool:
        return self.status == "passed"

    def prefixed(self, public: str) -> Verdict:
        """This verdict, its message for the student led in by another sentence."""
        return Verdict(self.status, f"{public}\n{self.message}".strip(), self.redacted)

    def with_example(self, call: str) -> Verdict:
        """This verdict, its first line followed by the call that shows it."""
        happened, _, example = self.message.partition("\n")
        return Verdict(self.status, "\n".join(filter(None, (happened, call, example))), self.redacted)


def same_for_all(status: str, message: str) -> Verdict:
    """A verdict with one message for both readers: the caller sees to it that it holds no secret."""
    return Verdict(status, message, message)


PASSED = Verdict("passed")
