"""The JSON of a report, as `docs/formats.md` describes it."""

import json

from jsonschema import validate

from tests.engine.cli.commands import WRONG, grade


def test_the_json_is_of_the_documented_form(tmp_path):
    path = tmp_path / "report.json"
    (tmp_path / "means.py").write_text(WRONG)
    grade(tmp_path / "means.py", "--json", path)
    text, number = {"type": "string"}, {"type": "number"}

    def record(**properties):
        return {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }

    def listed(item):
        return {"type": "array", "items": item}

    check = record(
        name=text,
        title=text,
        visibility={"enum": ["visible", "after_due_date", "after_published", "hidden"]},
        status={"enum": ["passed", "failed", "error", "timeout", "crashed", "missing", "invalid"]},
        score=number,
        max_score=number,
        follow_through={"type": "boolean"},
        message=text,
        misconception={"type": ["string", "null"]},
        hint={"type": ["string", "null"]},
        fingerprint={"type": "string", "pattern": "^[0-9a-f]{12}$"},
        answers=listed({"type": "string", "pattern": "^[0-9a-f]{12}$"}),
    )
    person = record(id=text, name=text, email=text, sid=text, section=text)
    identity = record(
        platform=text,
        submission_id=text,
        people=listed(person),
        submitted_at=text,
        attempt=text,
        late={"type": ["boolean", "null"]},
        files=listed(record(name=text, id=text)),
    )
    limits = ("memory_bytes", "cpu_seconds", "call_seconds", "module_seconds", "submission_seconds")
    validate(
        json.loads(path.read_text()),
        record(
            schema_version={"const": 2},
            assignment=record(name={"const": "tiny"}, version=text),
            engine=record(version=text, digest={"type": "string", "pattern": "^[0-9a-f]{12}$"}),
            seed={"type": "integer"},
            limits=record(**dict.fromkeys(limits, number)),
            submission=record(name=text, sha256=text, identity=identity),
            score=number,
            max_score={"const": 15},
            isolation=listed(record(protection=text, status={"enum": ["enforced", "set", "unavailable"]})),
            messages=listed(text),
            exercises=listed(record(name=text, module=text, score=number, max_score=number, checks=listed(check))),
        ),
    )
