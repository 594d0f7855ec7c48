// Package store is the record, kept: SQLite behind one contract.
//
// A Store is one data folder: control.db, which says what tenants and sessions
// there are, and one file a tenant beneath tenants/. Everything is written
// through Update (or UpdateControl) and is on disk when it returns; everything
// is read through View (or ViewControl), which sees one moment of the record.
//
//	err := st.Update(ctx, tenant, func(tx *store.Tx) error {
//		seqs, err := tx.KeepMessages(ctx, messages)
//		...
//	})
//
// Domains do not import this package: each declares the few methods it needs,
// and *Tx has them. What could identify a patient is sealed by the caller or
// is a blind index; no column of text may hold it. Update calls for one tenant
// run one after another, so a function given to Update must not call Update
// for the same tenant, nor View from inside View, and should be short.
//
// The SQL is portable, and every statement is written so that a tenant column
// with row-level security can stand in place of a file a tenant.
// The contract is in storetest, and every engine passes it.
package store
