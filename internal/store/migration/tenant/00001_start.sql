-- +goose Up
CREATE TABLE epoch (
    id      BIGINT PRIMARY KEY,
    created BIGINT NOT NULL, -- times are microseconds since 1970 UTC; 0 is "not known" or "never"
    wrapped BYTEA  NOT NULL
);

CREATE TABLE message (
    seq      BIGINT PRIMARY KEY,
    id       BYTEA  NOT NULL,
    source   TEXT   NOT NULL,
    hash     BYTEA  NOT NULL, -- not indexed: a message is kept by writing at the end alone
    received BIGINT NOT NULL,
    epoch    BIGINT NOT NULL REFERENCES epoch (id), -- what could never be opened is not kept
    sealed   BYTEA  NOT NULL,
    size     BIGINT NOT NULL
);

CREATE TABLE seen ( -- the first message with these bytes, once it was read
    source TEXT   NOT NULL,
    hash   BYTEA  NOT NULL,
    seq    BIGINT NOT NULL, -- of a message; no reference, nor in touch, since dropping one would look through all rows
    PRIMARY KEY (source, hash)
);

CREATE TABLE outcome (
    seq        BIGINT PRIMARY KEY REFERENCES message (seq),
    state      TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    reason     TEXT   NOT NULL,
    projection BIGINT NOT NULL
);

CREATE INDEX outcome_state ON outcome (state, seq);

CREATE TABLE touch (
    patient BYTEA  NOT NULL,
    seq     BIGINT NOT NULL,
    family  TEXT   NOT NULL,
    PRIMARY KEY (patient, seq)
);

CREATE TABLE edge (
    a BYTEA NOT NULL,
    b BYTEA NOT NULL,
    PRIMARY KEY (a, b)
);

CREATE TABLE summary (
    patient BYTEA  PRIMARY KEY,
    epoch   BIGINT NOT NULL REFERENCES epoch (id),
    version BIGINT NOT NULL,
    sealed  BYTEA  NOT NULL
);

CREATE TABLE source (
    name          TEXT   PRIMARY KEY,
    received      BIGINT NOT NULL,
    duplicates    BIGINT NOT NULL,
    last_received BIGINT NOT NULL,
    last_seq      BIGINT NOT NULL  -- the last number given to a message of it, dropped or not
);

CREATE TABLE voice (
    source TEXT   NOT NULL,
    family TEXT   NOT NULL,
    heard  BIGINT NOT NULL,
    as_of  BIGINT NOT NULL,
    count  BIGINT NOT NULL,
    PRIMARY KEY (source, family)
);

CREATE TABLE progress (
    name  TEXT   PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE account (
    name     TEXT   PRIMARY KEY,
    title    TEXT   NOT NULL,
    role     TEXT   NOT NULL,
    unit     TEXT   NOT NULL,
    hash     TEXT   NOT NULL,
    created  BIGINT NOT NULL,
    disabled BIGINT NOT NULL
);

CREATE TABLE opening (
    id      BYTEA  PRIMARY KEY,
    at      BIGINT NOT NULL,
    account TEXT   NOT NULL,
    patient BYTEA  NOT NULL,
    page    TEXT   NOT NULL,
    reason  TEXT   NOT NULL
);

CREATE INDEX opening_patient ON opening (patient, at);
CREATE INDEX opening_at ON opening (at);

