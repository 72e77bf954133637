package control

import (
	"fmt"
	"strings"
	"time"
)

// readmeText is LISEZ-MOI.txt, in both languages, with the line ends that every editor reads.
func (x *export) readmeText() string {
	programme := x.Agreement.Programme
	var b strings.Builder
	for i, text := range []struct{ language, words string }{{"fr", french}, {"en", english}} {
		if i > 0 {
			b.WriteString("\n\n----------------------------------------------------------------\n\n")
		}
		fmt.Fprintf(&b, text.words, programme.Name.In(text.language), x.Name(text.language), programme.Holder, x.Moment.Format(time.RFC3339), x.statusLines(text.language), x.options.Key.Fingerprint())
	}
	return strings.ReplaceAll(b.String(), "\n", "\r\n")
}

// statusLines say what the file encloses, and what happened to its pieces since.
func (x *export) statusLines(language string) string {
	lines := []string{x.status(language)}
	if x.version != nil {
		lines = append(lines, wordsIn(language)("Empreinte de la version : ", "Hash of the version: ")+x.version.Digest)
	}
	for _, n := range x.result.Notices {
		lines = append(lines, "- "+n.Message.In(language))
	}
	return strings.Join(lines, "\n")
}

const french = `DOSSIER DE CONTRÔLE
%s
%s
Porté par : %s
Ce qui était su au : %s

%s

Empreinte de la clé de scellement : %s

PAR OÙ COMMENCER
Décompressez l'archive dans un dossier, puis ouvrez visionneuse.html dans un
navigateur : un chiffre mène à ses réalisations, une réalisation à ses pièces.
Rien n'est envoyé ni demandé au réseau.

CE QUE CONTIENT LE DOSSIER
bilan/            le bilan : les fichiers de la version, à l’octet près, ou
                  un brouillon
chiffres          chaque chiffre : valeur, termes, définition, réalisations
                  (CSV, XLSX ; le JSON donne aussi la liste des réalisations)
realisations      chaque réalisation, avec ses pièces (CSV, XLSX)
pieces/           les pièces : PJ-<activité>-<numéro>
index             chaque pièce, ses réalisations, son SHA-256 (CSV, XLSX).
                  Une pièce annoncée par un lien et jamais capturée y figure
                  sans fichier ; une pièce perdue ou endommagée aussi.
SHA256SUMS        l'empreinte de chaque fichier : sha256sum -c SHA256SUMS
manifest.json     ce qui précède, pour une machine

VÉRIFIER
« maillage verify » dit si l'archive est intacte et qui l'a scellée. Comparez
l'empreinte de la clé à celle que le porteur vous donne par un autre moyen.

TIRER UN ÉCHANTILLON
Pour chaque numéro (R12 ou PJ-1.2-003), on calcule le SHA-256 du texte
« graine:numéro » ; on trie par empreinte croissante ; les premiers forment
l'échantillon. Par exemple : printf %%s 2021:R12 | sha256sum
La visionneuse et « maillage control sample » tirent le même.
`

const english = `CONTROL FILE
%s
%s
Held by: %s
What was known at: %s

%s

Fingerprint of the sealing key: %s

WHERE TO START
Unpack the archive into a folder, then open visionneuse.html in a browser: a
figure leads to its entries, an entry to its pieces. Nothing is sent to the
network or asked of it.

WHAT THE FILE HOLDS
bilan/            the report: the files of the version, byte for byte, or
                  a draft
chiffres          each figure: value, terms, definition, entries
                  (CSV, XLSX; the JSON also lists the entries)
realisations      each entry, with its pieces (CSV, XLSX)
pieces/           the pieces: PJ-<activity>-<number>
index             each piece, its entries, its SHA-256 (CSV, XLSX). A piece that
                  was announced by a link and never captured stands there
                  without a file; so does a piece lost or damaged.
SHA256SUMS        the hash of each file: sha256sum -c SHA256SUMS
manifest.json     the above, for a machine

VERIFY
"maillage verify" tells whether the archive is intact and who sealed it. Compare
the fingerprint of the key with the one that its holder gives by another way.

DRAW A SAMPLE
For each number (R12 or PJ-1.2-003), take the SHA-256 of the text "seed:number";
sort by it, rising; the first ones are the sample. For instance:
printf %%s 2021:R12 | sha256sum
The viewer and "maillage control sample" draw the same one.
`
