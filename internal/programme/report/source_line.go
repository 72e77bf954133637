package report

// source tells where a block comes from and of which day it speaks.
func (fs *figures) source(r *Reference) string {
	if r.Source != "" {
		return textf("Source : %s, situation au %s.", "Source: %s, as of %s.", r.Source, fs.day).In(fs.language)
	}
	return textf("Source : registre des réalisations, situation au %s.", "Source: ledger of entries, as of %s.", fs.day).In(fs.language)
}
