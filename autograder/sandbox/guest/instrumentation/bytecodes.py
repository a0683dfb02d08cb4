"""Counts the bytecodes that Python code executes: a measure of time without noise."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from types import CodeType, FrameType
from typing import Any

# From Python 3.12 on, a trace function misses the opcodes of code that runs for the first time; this does not.
MONITORING: Any = getattr(sys, "monitoring", None)
TOOL = 4  # a number that no debugger, profiler or coverage tool uses


class TraceCounter:
    """Counts with a trace function."""

    def __init__(self) -> None:
        self.steps = 0

    def __call__(self, frame: FrameType, event: str, argument: Any) -> TraceCounter:
        frame.f_trace_lines, frame.f_trace_opcodes = False, True
        self.steps += event == "opcode"
        return self

    def start(self) -> None:
        sys.settrace(self)

    def stop(self) -> None:
        sys.settrace(None)


class MonitoringCounter:
    """Counts with the interpreter's monitoring events."""

    def __init__(self) -> None:
        self.steps = 0

    def __call__(self, code: CodeType, offset: int) -> None:
        self.steps += 1

    def start(self) -> None:
        MONITORING.use_tool_id(TOOL, "steps")
        MONITORING.register_callback(TOOL, MONITORING.events.INSTRUCTION, self)
        MONITORING.set_events(TOOL, MONITORING.events.INSTRUCTION)

    def stop(self) -> None:
        MONITORING.set_events(TOOL, 0)
        MONITORING.free_tool_id(TOOL)


def step_counter() -> TraceCounter | MonitoringCounter:
    """The counter for this version of Python."""
    return MonitoringCounter() if MONITORING else TraceCounter()


@contextlib.contextmanager
def uncounted() -> Iterator[None]:
    """Stop counting inside this context, for steps that are not the student's."""
    trace = sys.gettrace()
    events = MONITORING.get_events(TOOL) if MONITORING and MONITORING.get_tool(TOOL) else 0
    sys.settrace(None)
    if events:
        MONITORING.set_events(TOOL, 0)
    try:
        yield
    finally:
        if events:
            MONITORING.set_events(TOOL, events)
        sys.settrace(trace)
