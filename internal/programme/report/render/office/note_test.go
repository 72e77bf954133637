package office

import (
	"context"
	"testing"

	"maillage/internal/programme/report"
)

func TestNoteWords(t *testing.T) {
	pieces := []report.PieceLink{{Anchor: "p-1", Number: 1}, {Anchor: "p-2", Number: 2}}
	for _, tt := range []struct {
		note     report.Note
		language string
		want     string
	}{
		{report.Note{Entries: 52, Pieces: pieces, More: 3, Need: 104, Have: 1}, "fr", "52 réalisations\u202f; pièces P1, P2 et 3 autres\u202f; 1 preuve conservée sur 104 exigées."},
		{report.Note{Entries: 1, Pieces: pieces[:1], Need: 1}, "fr", "1 réalisation\u202f; pièce P1\u202f; 0 preuve conservée sur 1 exigée."},
		{report.Note{Entries: 2}, "fr", "2 réalisations."},
		{report.Note{Entries: 2, Pieces: pieces, Need: 3, Have: 2}, "en", "2 entries; pieces P1 and P2; 2 proofs kept of 3 required."},
	} {
		w := newWalk(catalogue().Context(context.Background(), tt.language), &report.Document{Language: tt.language}, nil)
		if got := words(w.noteRuns(tt.note)); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}
