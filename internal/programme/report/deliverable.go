package report

import (
	"context"

	"maillage/internal/kit/frdate"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/evidence"
)

// readDeliverables reads what the agreement promised to hand in, and where each thing stands at the moment of the document.
func (b *builder) readDeliverables(ctx context.Context) (err error) {
	b.promised, err = b.s.Evidence.Deliverables(ctx, "", b.options.AsOf)
	return err
}

// progressNames name the states of deliverables.
var progressNames = map[evidence.Progress]lang.Text{
	evidence.Due: {FR: "attendu", EN: "due"}, evidence.Delivered: {FR: "remis", EN: "delivered"}, evidence.Published: {FR: "publié", EN: "published"},
	evidence.Late: {FR: "en retard", EN: "late"}, evidence.Missing: {FR: "manquant", EN: "missing"},
}

// deliverable writes a promised thing for people, with its pieces by their numbers and what proves that it was published.
func (a *annex) deliverable(p evidence.DeliverableState) Deliverable {
	day := func(iso string) string {
		if iso == "" {
			return ""
		}
		return frdate.LongDay(iso, a.language)
	}
	d := Deliverable{
		Code: p.Code, Name: p.Name.In(a.language), Due: day(p.Due), Delivered: day(p.DeliveredOn), Published: day(p.PublishedOn), Link: p.Link,
		State: string(p.State), StateName: progressNames[p.State].In(a.language), Pieces: []PieceLink{},
	}
	for _, item := range p.Pieces {
		if n := a.pieces[item.ID]; n > 0 {
			d.Pieces = append(d.Pieces, PieceLink{Anchor: pieceAnchor(n), Number: n})
		}
		if p.Proof == evidence.OnCapture && item.PublicationLink() == p.Link {
			view := a.proof(item)
			view.SHA256, view.Captured = p.Captured, true
			d.Proof = &view
		}
	}
	return d
}
