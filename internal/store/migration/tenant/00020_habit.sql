-- +goose Up
ALTER TABLE voice ADD COLUMN habit TEXT NOT NULL DEFAULT ''; -- how long it is usually silent, by the hour of the week: counts alone
