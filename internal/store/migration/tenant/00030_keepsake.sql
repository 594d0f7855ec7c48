-- +goose Up
CREATE TABLE keepsake ( -- what was noticed and decided; it stays when charts are made again
    kind   TEXT   NOT NULL,
    id     BYTEA  NOT NULL, -- what the seal is bound to
    at     BIGINT NOT NULL,
    epoch  BIGINT NOT NULL REFERENCES epoch (id),
    sealed BYTEA  NOT NULL,
    PRIMARY KEY (kind, id)
);
