-- +goose Up
CREATE TABLE setting ( -- how a source is set up: each change is a row of its own
    source  TEXT   NOT NULL,
    version BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    account TEXT   NOT NULL, -- who changed it; '' for what a settings file said before
    body    BYTEA  NOT NULL,
    PRIMARY KEY (source, version)
);

CREATE TABLE handling ( -- what people did about messages that could not be charted
    number  BIGINT PRIMARY KEY,
    at      BIGINT NOT NULL,
    account TEXT   NOT NULL,
    act     TEXT   NOT NULL,
    seq     BIGINT NOT NULL, -- the message, 0 where it is about many
    id      BYTEA  NOT NULL, -- what the seal is bound to
    epoch   BIGINT NOT NULL REFERENCES epoch (id),
    sealed  BYTEA  NOT NULL  -- the reason, which may name a patient
);
