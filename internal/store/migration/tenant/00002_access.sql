-- +goose Up
ALTER TABLE opening ADD COLUMN role TEXT NOT NULL DEFAULT '';

CREATE INDEX opening_account ON opening (account, at);

CREATE TABLE glass ( -- broken, to see what is withheld by rule
    id      BYTEA  PRIMARY KEY, -- of the opening kept with it
    at      BIGINT NOT NULL,
    until   BIGINT NOT NULL,
    account TEXT   NOT NULL,
    patient BYTEA  NOT NULL,
    epoch   BIGINT NOT NULL REFERENCES epoch (id),
    sealed  BYTEA  NOT NULL -- why, in the person's words
);

CREATE INDEX glass_patient ON glass (patient, account, until);

CREATE TABLE draw ( -- the sample of a month's review
    month   TEXT   PRIMARY KEY,
    seed    BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    account TEXT   NOT NULL,
    among   BIGINT NOT NULL
);

CREATE TABLE drawn (
    month   TEXT   NOT NULL REFERENCES draw (month),
    place   BIGINT NOT NULL,
    opening BYTEA  NOT NULL REFERENCES opening (id),
    PRIMARY KEY (month, place)
);

CREATE TABLE decision ( -- the last on an opening counts; none is altered
    id      BYTEA  PRIMARY KEY,
    opening BYTEA  NOT NULL REFERENCES opening (id),
    place   BIGINT NOT NULL, -- among those on the opening: a clock may be set back between two
    at      BIGINT NOT NULL,
    account TEXT   NOT NULL,
    verdict TEXT   NOT NULL,
    epoch   BIGINT NOT NULL REFERENCES epoch (id),
    sealed  BYTEA  NOT NULL, -- the note
    UNIQUE (opening, place)
);

CREATE TABLE closing (
    month   TEXT   PRIMARY KEY,
    at      BIGINT NOT NULL,
    account TEXT   NOT NULL
);

CREATE TABLE act ( -- on an account
    id      BYTEA  PRIMARY KEY,
    at      BIGINT NOT NULL,
    account TEXT   NOT NULL,
    subject TEXT   NOT NULL,
    words   TEXT   NOT NULL
);

CREATE INDEX act_at ON act (at);
