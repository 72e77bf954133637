package evidence

import (
	"context"
	"io"
	"slices"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/blob"
	"maillage/internal/kit/fetch"
)

// Fetcher asks the web; *fetch.Client does.
type Fetcher interface {
	Get(ctx context.Context, link string, keep func(io.Reader) error) (fetch.Page, error)
	Look(ctx context.Context, link string) (fetch.Page, error)
}

// captureSize bounds what is kept of one link, in bytes.
const captureSize = 20 << 20

// pageTypes are web pages: kept when a link is captured, since they are what was published on the day, and never served as pages.
var pageTypes = []string{"text/html", "application/xhtml+xml"}

// IsPage says whether a kept file is a web page, which is only ever handed out as text.
func IsPage(mediaType string) bool { return slices.Contains(pageTypes, mediaType) }

// Capture keeps what the piece's link answers today, so that the piece is a file and no longer an announcement; where the piece is published
// elsewhere, what that address answers too. The network is asked outside any transaction.
// Errors: not_found; forbidden (this installation may not ask, or the address is no public server); conflict (there is nothing left to
// capture); invalid (too large, a type that is not taken, a private page); unavailable (no answer); stale (the piece changed meanwhile).
func (s *Service) Capture(ctx context.Context, id string) (Item, error) {
	if err := s.MayAsk(); err != nil {
		return Item{}, err
	}
	item, err := s.Item(ctx, id)
	if err != nil {
		return Item{}, err
	}
	kept, err := s.Files(ctx, id)
	if err != nil {
		return item, err
	}
	links := uncaptured(item, kept)
	if len(links) == 0 {
		return item, apperr.New(apperr.Conflict, "evidence.nothing_to_capture", "Cette pièce n’a pas de lien, ou il est déjà capturé.", "This piece has no link, or it is captured already.")
	}
	for _, link := range links {
		if item, err = s.captureOne(ctx, item, link); err != nil {
			return item, err
		}
	}
	return item, nil
}

// MayAsk says whether this installation may ask the web. Errors: forbidden when its configuration says no.
func (s *Service) MayAsk() error {
	if s.Fetch != nil {
		return nil
	}
	return apperr.New(apperr.Forbidden, "evidence.offline",
		"Cette installation n’a pas le droit d’interroger le web (offline dans maillage.toml). Enregistrez le fichier vous-même et joignez-le.",
		"This installation may not ask the web (offline in maillage.toml). Save the file yourself and add it.")
}

// uncaptured are the links of a piece of which nothing is kept.
func uncaptured(item Item, kept []File) []string {
	return slices.DeleteFunc(item.links(), func(link string) bool {
		_, known := last(kept, func(f File) bool { return f.Origin == Captured && f.Link == link })
		return known
	})
}

func (s *Service) captureOne(ctx context.Context, item Item, link string) (Item, error) {
	f, err := s.fetchFile(ctx, item.ID, link)
	if err != nil {
		return item, err
	}
	return s.change(ctx, item.ID, "captured", link+" "+f.SHA256, func(ctx context.Context, item *Item) error {
		if !slices.Contains(item.links(), link) { // an import gave the piece another link while the network was asked
			return stale()
		}
		if link == item.Link && item.State == NotCaptured {
			item.take(f)
		}
		return store{s.DB}.addFile(ctx, f)
	})
}

// fetchFile reads a link into the store of files.
func (s *Service) fetchFile(ctx context.Context, item, link string) (File, error) {
	var ref blob.Ref
	page, err := s.Fetch.Get(ctx, link, func(body io.Reader) (err error) {
		ref, err = s.Blobs.Put(ctx, body, captureSize)
		return err
	})
	if err != nil {
		return File{}, err
	}
	if err := answers(page, ref); err != nil {
		return File{}, err
	}
	f, err := s.newFile(ctx, item, Captured, ref, page.Filename)
	f.Link, f.FinalLink, f.Status = link, page.Final, page.Status
	return f, err
}

// answers refuses what is no document: an error, a form to sign in, nothing at all, or a type that is not taken.
func answers(page fetch.Page, ref blob.Ref) error {
	switch {
	case judge(page, nil) == Private:
		return apperr.New(apperr.Invalid, "evidence.private_link", "Le lien mène à une page privée : un contrôleur ne la lira pas non plus. Enregistrez le document vous-même et joignez-le.",
			"The link leads to a private page: an auditor will not read it either. Save the document yourself and add it.")
	case !page.OK():
		return apperr.Newf(apperr.Unavailable, "evidence.no_answer", "Le lien répond %d et non le document.", "The link answers %d and not the document.", page.Status)
	case ref.Size == 0:
		return apperr.New(apperr.Invalid, "evidence.empty", "Le lien répond une page vide.", "The link answers an empty page.")
	case !blob.IsEvidence(ref.Type) && !IsPage(ref.Type):
		return wrongType(page.Filename, ref.Type)
	}
	return nil
}

// Announced lists the pieces that are only announced and have a link that could be captured.
func (s *Service) Announced(ctx context.Context) ([]Item, error) {
	var list []Item
	err := s.DB.All(ctx, &list, `/* evidence.announced */ select `+itemColumns+`, `+proved+` from `+itemTables+`
		where i.removed_at is null and i.state = 'not_captured' and i.link <> '' order by i.activity, i.title, i.id`)
	return list, err
}

// Capturable says whether a piece has a link of which nothing is kept yet.
func Capturable(item Item, kept []File) bool { return len(uncaptured(item, kept)) > 0 }
