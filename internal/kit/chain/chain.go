// Package chain links rows by hash, so that a changed, added or missing row shows. Each row's hash covers its content and the hash of
// the row before it; the newest link stands in chain_head.
package chain

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"maillage/internal/db"
)

// Head is the newest link of a chain: the number of rows and the last hash.
type Head struct {
	Seq  int64  `bun:"seq"`
	Hash string `bun:"hash"`
}

// Lock reads the head for writing. Two writers cannot hold it at once: the update waits for the other transaction on both engines.
func Lock(ctx context.Context, d *db.DB, name string) (Head, error) {
	var h Head
	err := d.Returning(ctx, &h, `/* chain.lock */ update chain_head set seq = seq where name = ? returning seq, hash`, name)
	return h, err
}

// Read reads the head without locking.
func Read(ctx context.Context, d *db.DB, name string) (Head, error) {
	var h Head
	err := d.Get(ctx, &h, `/* chain.read */ select seq, hash from chain_head where name = ?`, name)
	return h, err
}

// Save writes the head back, at the end of the transaction that locked it.
func Save(ctx context.Context, d *db.DB, name string, h Head) error {
	_, err := d.Exec(ctx, `/* chain.save */ update chain_head set seq = ?, hash = ? where name = ?`, h.Seq, h.Hash, name)
	return err
}

// Next adds one row's content to the chain and returns the new head; its hash is the row's.
func (h Head) Next(content []byte) Head {
	sum := sha256.New()
	sum.Write([]byte(h.Hash))
	sum.Write(content)
	return Head{Seq: h.Seq + 1, Hash: hex.EncodeToString(sum.Sum(nil))}
}
