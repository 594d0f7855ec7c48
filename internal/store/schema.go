package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

// migrations are the steps that bring a database up to date. None leads back:
// a record is not taken apart to suit an older program.
//
//go:embed migration
var migrations embed.FS

// A schema names the folder of migrations a database is built by.
type schema string

const (
	controlSchema schema = "control"
	tenantSchema  schema = "tenant"
)

// migrate brings a database up to date, or fails with ErrNewer.
func (s schema) migrate(ctx context.Context, db *sql.DB) error {
	steps, err := s.steps(db)
	if err != nil {
		return err
	}
	has, wants, err := steps.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("reading the version of a database: %w", explain(err))
	}
	if has > wants {
		return ErrNewer
	}
	if has == wants {
		return nil
	}
	if _, err := steps.Up(ctx); err != nil {
		return fmt.Errorf("bringing a database up to date: %w", explain(err))
	}
	return nil
}

// check fails with ErrNewer or ErrOlder where a database is not up to date.
func (s schema) check(ctx context.Context, db *sql.DB) error {
	steps, err := s.steps(db)
	if err != nil {
		return err
	}
	has, wants, err := steps.GetVersions(ctx)
	switch {
	case err != nil:
		return fmt.Errorf("reading the version of a database: %w", explain(err))
	case has > wants:
		return ErrNewer
	case has < wants:
		return ErrOlder
	}
	return nil
}

func (s schema) steps(db *sql.DB) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migration/"+string(s))
	if err != nil {
		return nil, fmt.Errorf("reading migrations: %w", err)
	}
	steps, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return nil, fmt.Errorf("reading migrations: %w", err)
	}
	return steps, nil
}
