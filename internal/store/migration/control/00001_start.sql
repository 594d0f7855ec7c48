-- +goose Up
CREATE TABLE tenant (
    name        TEXT   PRIMARY KEY,
    title       TEXT   NOT NULL,
    created     BIGINT NOT NULL, -- times are microseconds since 1970 UTC; 0 is "not known" or "never"
    public_key  BYTEA  NOT NULL,
    wrapped_key BYTEA,           -- NULL where the private key is in a key file
    next_due    BIGINT NOT NULL
);

CREATE TABLE session (
    token   BYTEA  PRIMARY KEY, -- SHA-256 of the cookie
    tenant  TEXT   NOT NULL REFERENCES tenant (name),
    account TEXT   NOT NULL,
    role    TEXT   NOT NULL,
    created BIGINT NOT NULL,
    seen    BIGINT NOT NULL,
    expires BIGINT NOT NULL
);

CREATE INDEX session_expires ON session (expires);

