"""Every message crosses as what it is, in the form that the wire has always had; forged ones become harmless."""

import numpy as np
import pytest

from autograder.sandbox.guest.messages import (
    CallFunction,
    Greeting,
    LoadCell,
    Loaded,
    ProxyAnswer,
    ProxyCall,
    Raised,
    Returned,
    Running,
    Setup,
    layers_in,
    proxy_answer_in,
    proxy_call_in,
    reply_to,
    request_in,
    running_in,
    setup_in,
    to_wire,
)
from autograder.sandbox.guest.wire import pack, unpack

LOAD, CALL = LoadCell("work", 0), CallFunction("work", "f", [1, 2], count_cost=True, observe=True)


def crossed(message):
    return unpack(pack(to_wire(message)))


@pytest.mark.parametrize(
    ("told", "known"),
    [
        (["work", 0, 3, 7, ["x"]], Running("work", 0, 3, 7, ["x"])),
        (["work", 0, 3, 7, ["x", 4]], Running("work", 0, 3, 7, ["x"])),
        (["work", 0, 3, 10**30, []], None),
        (["work", "0", 3, 7, []], None),
        (7, None),
    ],
)
def test_the_statement_that_is_run_is_read_from_a_message_of_any_form(told, known):
    assert running_in({"running": told}) == known


def test_a_submission_crosses():
    setup = Setup(
        {"work": ("work.py", [b"x = 1", b""])}, {"earlier": ["g"]}, {"work": {(1, 0)}}, first_lines={"work": [1, 3]}
    )
    assert setup_in(crossed(setup)) == setup
    wire = to_wire(setup)
    assert {"sources", "proxied", "broken"} <= wire.keys()
    assert wire["sources"]["work"][0] == "work.py"
    assert wire["broken"] == {"work": [[1, 0]]}


@pytest.mark.parametrize("request_", [LOAD, CALL])
def test_a_request_crosses(request_):
    assert request_in(crossed(request_)) == request_


def test_the_form_of_a_request():
    assert to_wire(LOAD) == {"do": "load", "module": "work", "cell": 0}
    assert to_wire(CALL) == {
        "do": "call",
        "module": "work",
        "function": "f",
        "arguments": [1, 2],
        "count_cost": True,
        "observe": True,
    }


@pytest.mark.parametrize(
    ("request_", "reply"),
    [
        (LOAD, Loaded(["f"], [{"type": "E"}], ["%matplotlib"], ["f"], [["f", "work.py", 2]])),
        (LOAD, Raised({"type": "E"})),
        (CALL, Returned(3.0, after=[b"a", b""], earlier=b"x", shared=[1], cost=(7, None))),
        (CALL, Returned([1], [b"", b""], b"", [], None)),
        (CALL, Raised({"type": "E"})),
    ],
)
def test_a_reply_crosses(request_, reply):
    assert reply_to(request_, crossed(reply)) == reply


def test_proxy_calls_and_their_answers_cross():
    question = ProxyCall("g", [1.0], {"axis": 0})
    assert proxy_call_in(crossed(question)) == question
    assert proxy_call_in(crossed(Loaded())) is None
    assert proxy_answer_in(crossed(ProxyAnswer(None))) == ProxyAnswer(None)
    assert proxy_answer_in(crossed(None)) is None
    assert layers_in(crossed(Greeting([("seccomp", "set")]))) == (("seccomp", "set"),)


@pytest.mark.parametrize("forged", [None, 7, "x", [np.ones(2)], {"a": 1}, [[1]], 1e300])
def test_a_forged_field_reads_as_nothing(forged):
    fields = dict.fromkeys(("after", "earlier", "shared", "cost"), forged)
    assert reply_to(CALL, {"answer": 1, **fields}) == Returned(1, [b"", b""], b"", [], None)
    assert reply_to(LOAD, {"functions": forged, "left_out": forged, "errors": 1}).functions in ([], ["x"])
    assert reply_to(CALL, {"functions": ["f"]}) == Raised(None)


@pytest.mark.parametrize(("steps", "multiplications"), [(-1, 1), (True, 1), (10**18, 1), (9, 1.5), (9, 10**30)])
def test_a_forged_cost_is_none(steps, multiplications):
    reply = reply_to(CALL, {"answer": 1, "cost": {"steps": steps, "multiplications": multiplications}})
    assert reply.cost is None
