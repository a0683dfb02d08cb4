"""Who handed in is plain data: it goes into a report's JSON and through a pickle as it is."""

import dataclasses
import json
import pickle

from autograder.results.identity import Identity, Person, PlatformFile

ADA = Identity(
    platform="canvas",
    submission_id="12345",
    people=(Person(id="00123", name="Ada Example", email="ada@example.edu", section="A"),),
    submitted_at="2026-11-27 12:00:00 -0600",
    attempt="2",
    late=True,
    files=(PlatformFile("exampleada_12345_67890_layers.py", "67890"),),
)


def test_an_identity_is_jsons_own_types_and_keeps_leading_zeros():
    written = json.loads(json.dumps(dataclasses.asdict(ADA)))
    assert written["people"] == [
        {"id": "00123", "name": "Ada Example", "email": "ada@example.edu", "sid": "", "section": "A"}
    ]
    assert (written["late"], written["attempt"], written["files"][0]["id"]) == (True, "2", "67890")
    assert json.loads(json.dumps(dataclasses.asdict(Identity())))["late"] is None


def test_an_identity_can_be_sent_to_another_process():
    assert pickle.loads(pickle.dumps(ADA)) == ADA
