"""A notebook's interface to Jupyter: `get_ipython()`, its magics, and the names that Jupyter defines."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Protocol

from autograder.sandbox.guest.runtime.inert import Inert
from autograder.sandbox.guest.runtime.stand_ins import SPECIAL
from autograder.sandbox.guest.runtime.statements import Text

# These have an effect in Jupyter only; no answer needs it.
SILENT = """
aimport autoreload autosave cd colors conda config html HTML javascript js latex load load_ext markdown matplotlib
mamba mkdir page pdb pinfo pinfo2 pip precision psearch pwd reload_ext reset reset_selective svg uv who whos xmode
""".split()  # noqa: SIM905  # names read best as one text
# The code after these on their line, or below them in their cell, is run as if they were not there.
TRANSPARENT = {"capture", "memit", "mprun", "prun", "time"}
WRITING = {"file", "writefile"}
INSTALLING = ("pip", "conda", "mamba", "uv", "apt", "apt-get", "python -m pip", "python3 -m pip")


class Files(Protocol):
    """The submitted files, and those that a notebook writes."""

    def write(self, path: str, text: str, *, append: bool) -> None:
        """Add a file as if it had been submitted.

        Parameters
        ----------
        path : str
            The path of the file, relative to the notebook that writes it.
        text : str
            The text.
        append : bool
            Whether to add the text to an existing file.
        """

    def run_into(self, path: str, namespace: dict[str, Any]) -> None:
        """Run a file; its names are then known in a namespace."""


class Shell:
    """The part of Jupyter's shell that notebooks use.

    Parameters
    ----------
    files : Files
        The files that `%run` finds.
    leave_out : callable
        Called with each line that cannot be run here.
    """

    def __init__(self, files: Files, leave_out: Callable[[str], None]) -> None:
        self._files = files
        self._leave_out = leave_out
        self._inputs: list[str] = [""]
        self._outputs: dict[int, Any] = {}

    def __str__(self) -> str:
        return "<ipykernel.zmqshell.ZMQInteractiveShell object>"

    __repr__ = __str__

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert(name)

    def attach(self, namespace: dict[str, Any], run: Callable[..., None], execute: Callable[..., None]) -> None:
        """Define the names that Jupyter defines for a notebook.

        Parameters
        ----------
        namespace : dict
            The notebook's namespace.
        run : callable
            Runs a cell.
        execute : callable
            Executes Python in the namespace.
        """
        self.user_ns, self._run, self._execute = namespace, run, execute
        namespace.update(
            get_ipython=lambda: self,
            display=_do_nothing,
            In=self._inputs,
            Out=self._outputs,
            _ih=self._inputs,
            _oh=self._outputs,
            _="",
            __="",
            ___="",
            exit=_leave,
            quit=_leave,
        )
        self._last: Any = namespace["_"]

    def begin_cell(self, text: str) -> None:
        """Record the text of a cell that is about to be run in `In`."""
        self._inputs.append(text)

    def show(self, value: Any) -> None:
        """Record the value at the end of a cell in `Out`, and in `_` unless the notebook defines that itself."""
        if value is None:
            return
        self._outputs[len(self._inputs) - 1] = value
        names = self.user_ns
        if names.get("_") is self._last:
            names["___"], names["__"], names["_"] = names.get("__"), names.get("_"), value
            self._last = value

    def begin(self, name: str, line: str) -> None:
        """Carry out a cell magic that runs the rest of its cell."""
        if name == "capture":
            self.user_ns.update({word: Inert(word) for word in line.split() if word.isidentifier()})

    def run_line_magic(self, magic_name: str, line: str = "", _stack_depth: int = 1) -> Any:
        name = magic_name.lstrip("%")
        if name in TRANSPARENT:
            caller = sys._getframe(1)
            local = None if caller.f_locals is caller.f_globals else dict(caller.f_locals)
            self._execute(line, f"%{name}", local)
        elif name == "run":
            words = [word for word in line.split() if not word.startswith("-")]
            self._files.run_into(words[0].strip("\"'") if words else "", self.user_ns)
        elif name == "pylab":
            self._execute("from pylab import *", f"%{name}")
        elif name not in SILENT:
            self._leave_out(f"%{name} {line}".strip())
        return None

    def magic(self, arg_s: str) -> Any:
        return self.run_line_magic(*arg_s.partition(" ")[::2])

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        name = magic_name.lstrip("%")
        if name in TRANSPARENT:
            self.begin(name, line)
            self.run_cell(cell)
        elif name in WRITING:
            words = line.split()
            path = next((word for word in words if not word.startswith("-")), "")
            self._files.write(path.strip("\"'"), cell, append="-a" in words or "--append" in words)
        elif name not in SILENT:
            self._leave_out(f"%%{name} {line}".strip())
        return None

    def run_cell(self, raw_cell: str, *_: Any, **__: Any) -> Any:
        """Run a cell that the notebook runs itself; if a statement fails, the others are still run."""
        self._run(Text(raw_cell, "a cell"))
        return Inert("result")

    def ex(self, cmd: str) -> None:
        self._execute(cmd, "a cell")

    def ev(self, expr: str) -> Any:
        return eval(expr, self.user_ns)  # noqa: S307  # as Jupyter does

    def system(self, cmd: str) -> None:
        if not cmd.strip().lstrip("{").startswith(INSTALLING) and "pip install" not in cmd:
            self._leave_out(f"!{cmd.strip()}")

    def getoutput(self, cmd: str, *_: Any, **__: Any) -> list[str]:
        self.system(cmd)
        return Lines()

    system_raw = system_piped = system

    def push(self, variables: Any, *_: Any, **__: Any) -> None:
        if isinstance(variables, dict):
            self.user_ns.update(variables)


Shell.__name__ = Shell.__qualname__ = "ZMQInteractiveShell"  # notebooks ask for it


class Lines(list[str]):
    """The output of a command: nothing."""

    @property
    def n(self) -> str:
        return "\n".join(self)

    s = nlstr = spstr = n

    @property
    def l(self) -> list[str]:  # noqa: E743  # as it is called
        return list(self)


def _do_nothing(*arguments: Any, **named: Any) -> Any:
    """Replace Jupyter's functions that display something."""
    return Inert("display") if named.get("display_id") else None


def _leave(*_: Any) -> None:
    """In Jupyter, `exit()` stops the code after it; here every statement is run."""


SPECIAL["display"] = _do_nothing
