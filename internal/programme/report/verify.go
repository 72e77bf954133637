package report

import (
	"context"
	"io"
	"slices"
	"strconv"

	"maillage/internal/kit/lang"
)

// Fault is something wrong with a kept version.
type Fault struct {
	Version int
	Code    string // "content", "changed", "file" or "replay"
	Message lang.Text
}

// VerifyVersions reads every kept version again, oldest first: its content, what the audit trail says of it, its files, and all of its
// figures, computed again as of its moment. One broken version does not hide the next. done is told each number.
func (s *Service) VerifyVersions(ctx context.Context, done func(number int)) ([]Fault, error) {
	list, err := s.Versions(ctx)
	if err != nil {
		return nil, err
	}
	hashes, err := s.Trail.LastDigests(ctx, "version")
	if err != nil {
		return nil, err
	}
	var faults []Fault
	for _, v := range slices.Backward(list) {
		if hashes[strconv.Itoa(v.Number)] != v.Hash {
			faults = append(faults, v.fault("changed", "n’a pas l’empreinte que le journal a gardée", "does not have the hash that the journal kept"))
		}
		found, err := s.verifyVersion(ctx, v)
		if err != nil {
			return nil, err
		}
		faults = append(faults, found...)
		done(v.Number)
	}
	return faults, nil
}

func (s *Service) verifyVersion(ctx context.Context, v Version) ([]Fault, error) {
	_, files, err := s.Version(ctx, v.Number)
	if err != nil {
		return nil, err
	}
	var faults []Fault
	for _, f := range files {
		if err := s.readFile(ctx, f); err != nil {
			faults = append(faults, v.fault("file", "a perdu son fichier %s (%v)", "lost its file %s (%v)", f.Name, err))
		}
	}
	_, frozen, err := s.Frozen(ctx, v.Number)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return append(faults, v.fault("content", "a perdu son contenu (%v)", "lost its content (%v)", err)), nil
	case v.Content != v.Hash || frozen.Number != v.Number || frozen.Final != v.Final || frozen.Label != v.Label || frozen.Funder != v.Funder || !frozen.AsOf.Equal(v.AsOf):
		faults = append(faults, v.fault("changed", "n’est plus décrite comme son contenu scellé le dit", "is no longer described as its sealed content says"))
	}
	again, err := s.replay(ctx, v, frozen)
	for _, m := range again.Mismatches {
		faults = append(faults, v.fault("replay", "donne à sa date, pour « %s », %s au lieu de %s", "gives as of its date, for “%s”, %s instead of %s", m.Figure.Label+", "+m.Figure.Scope, m.Now, m.Told))
	}
	return faults, err
}

func (v Version) fault(code, fr, en string, args ...any) Fault {
	return Fault{Version: v.Number, Code: code, Message: textf("La version %d du bilan "+fr+".", "Version %d of the report "+en+".", append([]any{v.Number}, args...)...)}
}

// readFile reads a file to its end, where the store says whether it is still what was kept.
func (s *Service) readFile(ctx context.Context, f VersionFile) error {
	r, _, err := s.OpenFile(ctx, f)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, r)
	if closing := r.Close(); err == nil {
		err = closing
	}
	return err
}
