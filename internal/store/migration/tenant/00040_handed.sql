-- +goose Up
ALTER TABLE account ADD COLUMN handed BIGINT NOT NULL DEFAULT 0; -- 1: the password was set by somebody else, and is to be changed
