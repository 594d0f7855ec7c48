-- +goose Up
DROP TABLE edge; -- it is made from messages, and made again

CREATE TABLE edge ( -- what messages did to pairs of numbers
    a     BYTEA  NOT NULL,
    b     BYTEA  NOT NULL,
    stamp BYTEA  NOT NULL, -- sorts as the facts do
    act   BIGINT NOT NULL,
    PRIMARY KEY (a, b, stamp, act)
);
