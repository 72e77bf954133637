package ui

import (
	"context"
	"errors"
	"net/http"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/evidence"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// publicationView is what of a piece may be published, and the acts that change it.
type publicationView struct {
	State    web.State
	URL      string // of the file that may be published, "" when there is none
	Filename string
	SHA256   string
	Upload   string // address of the form, "" when there is no original
	Act      string
	File     web.Field
	Note     web.Field
	CanFree  bool
	CanHold  bool
}

func publicationOf(ctx context.Context, item evidence.Item, wrong string) publicationView {
	path := listPath + "/" + item.ID
	p := item.Publication()
	v := publicationView{
		State: web.State{Label: evidence.PublicationName(p, i18n.Lang(ctx)), Tone: web.OK, Icon: "eye"}, Act: path + "/publication",
		File:    web.Field{ID: "copie", Name: "fichier", Label: i18n.T(ctx, "evidence.copy.file"), Hint: i18n.T(ctx, "evidence.copy.hint"), Type: "file", Required: true, Error: wrong},
		Note:    web.Field{ID: "note", Name: "note", Label: i18n.T(ctx, "evidence.copy.note"), Max: 500},
		CanFree: item.State == evidence.Stored && p == evidence.NotPublishable, CanHold: p != evidence.NotPublishable,
	}
	if p == evidence.NotPublishable {
		v.State.Tone, v.State.Icon = web.Quiet, "lock"
	}
	if item.State == evidence.Stored {
		v.Upload = path + "/copie-publiable"
	}
	if sha, name, ok := item.Publishable(); ok {
		v.URL, v.Filename, v.SHA256 = path+"/copie-publiable", name, sha
	}
	return v
}

// redact keeps the copy that a form brings.
func (h Handlers) redact(w http.ResponseWriter, r *http.Request) error {
	ctx, id := r.Context(), r.PathValue("id")
	item, err := h.Evidence.Item(ctx, id)
	if err != nil {
		return err
	}
	if err := r.ParseMultipartForm(1 << 20); err != nil {
		var big *http.MaxBytesError
		if errors.As(err, &big) {
			return err
		}
		return apperr.New(apperr.Invalid, "evidence.copy.form", "Le formulaire n’est pas arrivé entier. Recommencez depuis la page de la pièce.",
			"The form did not arrive whole. Try again from the page of the piece.").Because(err)
	}
	defer func() { _ = r.MultipartForm.RemoveAll() }()
	content, header, err := r.FormFile("fichier")
	if err != nil {
		return h.itemPage(w, r, item, http.StatusUnprocessableEntity, i18n.T(ctx, "evidence.copy.none"))
	}
	defer func() { _ = content.Close() }()
	_, err = h.Evidence.Redact(ctx, id, header.Filename, content, r.FormValue("note"))
	if apperr.CodeOf(err) == apperr.Invalid { // the file is wrong: same page, with the reason beside it
		return h.itemPage(w, r, item, http.StatusUnprocessableEntity, apperr.Message(err, i18n.Lang(ctx)))
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, listPath+"/"+id, "evidence.copy.done")
}

// publication frees the original, or takes the leave to publish back.
func (h Handlers) publication(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	var err error
	switch value := r.FormValue("publication"); value {
	case "libre":
		_, err = h.Evidence.Free(r.Context(), id)
	case "retenue":
		_, err = h.Evidence.Withhold(r.Context(), id)
	default:
		return refused("publication", value, []string{"libre", "retenue"})
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, listPath+"/"+id, "evidence.publication.done")
}

// capture keeps what the piece's link answers now.
func (h Handlers) capture(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	if _, err := h.Evidence.Capture(r.Context(), id); err != nil {
		return err
	}
	return web.Redirect(w, r, listPath+"/"+id, "evidence.capture.done")
}
