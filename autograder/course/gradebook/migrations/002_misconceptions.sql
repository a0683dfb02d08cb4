-- With which misconceptions an attempt was looked at, so that a new one, or another hint, reaches those whom it concerns.

CREATE TABLE misconceptions (  -- all that an assignment has had at some time
    digest TEXT PRIMARY KEY,
    content TEXT NOT NULL  -- as JSON: a fingerprint of those of each exercise
) WITHOUT ROWID;

CREATE TABLE diagnosed (  -- only ever added to; the latest of an attempt is in force
    id INTEGER PRIMARY KEY,
    hand_in INTEGER NOT NULL REFERENCES hand_ins,
    misconceptions TEXT NOT NULL REFERENCES misconceptions
);

CREATE INDEX diagnosed_by_hand_in ON diagnosed (hand_in);
