-- What a gradebook holds. Gradings and actions are only ever added; what is in force is a view of them.

CREATE TABLE facts (  -- assignment, seed, written_by
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,  -- the first identifier that was known; it stays
    platform_id TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    sid TEXT NOT NULL,
    section TEXT NOT NULL
);

CREATE TABLE identifiers (  -- all by which a person is found again
    identifier TEXT PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES people
) WITHOUT ROWID;

CREATE TABLE hand_ins (  -- one attempt of one person or group
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,  -- of its authors, its content and the platform's number of it
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    identity TEXT NOT NULL  -- as JSON
);

CREATE TABLE contents (  -- what was handed in, so that it can be graded again without the platform's download
    hand_in INTEGER PRIMARY KEY REFERENCES hand_ins,
    content BLOB NOT NULL
);

CREATE TABLE authors (
    hand_in INTEGER NOT NULL REFERENCES hand_ins,
    person INTEGER NOT NULL REFERENCES people,
    PRIMARY KEY (hand_in, person)
) WITHOUT ROWID;

CREATE INDEX authors_by_person ON authors (person);

CREATE TABLE receipts (  -- in which order attempts came; one that comes again is not a new one
    id INTEGER PRIMARY KEY,
    hand_in INTEGER NOT NULL REFERENCES hand_ins,
    received_at TEXT NOT NULL,
    UNIQUE (hand_in, received_at)
);

CREATE TABLE outlines (  -- what all reports on one version of an assignment share
    digest TEXT PRIMARY KEY,
    content BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE gradings (
    id INTEGER PRIMARY KEY,
    hand_in INTEGER NOT NULL REFERENCES hand_ins,
    graded_at TEXT NOT NULL,
    by TEXT NOT NULL,
    reason TEXT NOT NULL,
    engine TEXT NOT NULL,
    engine_digest TEXT NOT NULL,
    outline TEXT NOT NULL REFERENCES outlines,
    round INTEGER NOT NULL,  -- 0; one more each time the same is graded again and gives another report
    score REAL NOT NULL,
    max_score REAL NOT NULL,
    report BLOB NOT NULL,
    UNIQUE (hand_in, engine_digest, outline, round)
);

CREATE TABLE failures (  -- what could not be graded, or not again; the grade in force stays
    id INTEGER PRIMARY KEY,
    failed_at TEXT NOT NULL,
    by TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES people,
    name TEXT NOT NULL,
    message TEXT NOT NULL,
    UNIQUE (person, failed_at, name)
);

CREATE TABLE actions (  -- what people decided
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    done_at TEXT NOT NULL,
    by TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('override', 'comment', 'void', 'give', 'name', 'release', 'undo')),
    reason TEXT NOT NULL,
    exercise TEXT NOT NULL,  -- empty: the whole submission
    target TEXT NOT NULL,  -- a check, a group of equal wrong answers, or the uid of the action that is undone
    points REAL,
    content TEXT NOT NULL  -- a comment, a hint
);

CREATE TABLE concerned (  -- whom an action is about; nobody: the whole class
    action INTEGER NOT NULL REFERENCES actions,
    person INTEGER NOT NULL REFERENCES people,
    score REAL,  -- the score that was released
    PRIMARY KEY (action, person)
) WITHOUT ROWID;

CREATE TRIGGER gradings_stay BEFORE DELETE ON gradings BEGIN SELECT RAISE(ABORT, 'gradings are only added'); END;
CREATE TRIGGER gradings_are_final BEFORE UPDATE ON gradings BEGIN SELECT RAISE(ABORT, 'gradings are only added'); END;
CREATE TRIGGER actions_stay BEFORE DELETE ON actions BEGIN SELECT RAISE(ABORT, 'actions are only added'); END;
CREATE TRIGGER actions_are_final BEFORE UPDATE ON actions BEGIN SELECT RAISE(ABORT, 'actions are only added'); END;

CREATE VIEW gradings_in_force AS  -- the latest of each attempt
    SELECT * FROM gradings AS each
    WHERE NOT EXISTS (
        SELECT 1 FROM gradings AS later
        WHERE later.hand_in = each.hand_in
            AND (later.graded_at > each.graded_at OR later.graded_at = each.graded_at AND later.id > each.id)
    );

CREATE VIEW attempts AS  -- of each person, with the time at which they last came; looked up by person, row by row
    SELECT authors.person, hand_ins.id AS hand_in, hand_ins.name, hand_ins.sha256, hand_ins.identity,
        (SELECT max(received_at) FROM receipts WHERE receipts.hand_in = hand_ins.id) AS received_at,
        (SELECT id FROM gradings WHERE gradings.hand_in = hand_ins.id ORDER BY graded_at DESC, id DESC LIMIT 1) AS grading
    FROM authors
    JOIN hand_ins ON hand_ins.id = authors.hand_in
    WHERE grading IS NOT NULL;

CREATE VIEW open_failures AS  -- of people who have not been graded since
    SELECT failures.* FROM failures
    WHERE NOT EXISTS (
        SELECT 1 FROM authors JOIN gradings ON gradings.hand_in = authors.hand_in
        WHERE authors.person = failures.person AND gradings.graded_at > failures.failed_at
    ) AND NOT EXISTS (
        SELECT 1 FROM failures AS later WHERE later.person = failures.person AND later.id > failures.id
    );

CREATE VIEW actions_in_force AS  -- those that nobody has undone
    SELECT * FROM actions AS each
    WHERE kind <> 'undo' AND NOT EXISTS (
        SELECT 1 FROM actions AS undoing WHERE undoing.kind = 'undo' AND undoing.target = each.uid
    );
