package app

import (
	"bytes"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

// frame are the words of the help that the parser itself writes.
var frame = strings.NewReplacer("Usage: ", "Utilisation : ", "Arguments:", "Arguments :", "Flags:", "Options :", "Commands:", "Commandes :",
	"[flags]", "[options]", "<command>", "<commande>", "Show context-sensitive help.", "Afficher cette aide.",
	`Run "`, `« `, ` --help" for more information on a command.`, ` --help » dit tout d’une commande.`, "STRING", "TEXTE")

// helpIn prints the help of a command in a language.
func helpIn(language string) kong.HelpPrinter {
	return func(o kong.HelpOptions, ctx *kong.Context) error {
		if language == "en" {
			return kong.DefaultHelpPrinter(o, ctx)
		}
		out := ctx.Stdout
		var b bytes.Buffer
		ctx.Stdout = &b
		err := kong.DefaultHelpPrinter(o, ctx)
		ctx.Stdout = out
		_, _ = io.WriteString(out, frame.Replace(b.String()))
		return err
	}
}

// helpText is the help of the command line in a language; the keys stand in the tags of cli.
func helpText(language string) map[string]string {
	list := make(map[string]string, len(help)+1)
	for key, text := range help {
		list[key] = text[0]
		if language == "en" {
			list[key] = text[1]
		}
	}
	list["lang"] = "fr"
	if language == "en" {
		list["lang"] = "en"
	}
	return list
}

var help = map[string][2]string{
	"h_app": {
		"Maillage : ce qu’un réseau de tiers-lieux a fait, prouvé, et le bilan que ses financeurs attendent.",
		"Maillage: what a network of third places did, with its proof, and the report that its funders ask for.",
	},
	"h_dir":       {"Dossier de l’installation (ou MAILLAGE_DIR).", "Folder of the installation (or MAILLAGE_DIR)."},
	"h_lang":      {"Langue des messages : fr ou en.", "Language of messages: fr or en."},
	"h_format":    {"Sortie pour une personne (text) ou une machine (json).", "Output for a person (text) or a machine (json)."},
	"h_actor":     {"Qui agit, pour la piste d’audit.", "Who acts, for the audit trail."},
	"h_serve":     {"Servir les pages, sur cette machine seulement.", "Serve the pages, on this machine only."},
	"h_demo":      {"Créer une installation à partir de l’exemple, écrire ses bilans et la servir.", "Make an installation from the example, write its reports and serve it."},
	"h_migrate":   {"Mettre la base de données à jour.", "Bring the database up to date."},
	"h_import":    {"Importer un fichier : maillage import NATURE FICHIER.", "Import a file: maillage import KIND FILE."},
	"h_imports":   {"Lister les derniers imports.", "List the latest imports."},
	"h_undo":      {"Annuler un import.", "Undo an import."},
	"h_kinds":     {"Lister ce qui s’importe et les colonnes reconnues.", "List what can be imported and the columns known."},
	"h_figures":   {"Calculer les chiffres.", "Compute the figures."},
	"h_finance":   {"Les moyens : coûts, ressources, ce que chaque financeur doit.", "The means: costs, resources, what each funder owes."},
	"h_statement": {"Dresser l’état financier, avec ce qui y manque.", "Draw the financial statement, with what is missing from it."},
	"h_perimeter": {"Seulement l’opération d’un financeur.", "Only one funder’s operation."},
	"h_report":    {"Le bilan.", "The report."},
	"h_build":     {"Écrire le bilan : une page HTML, un PDF, un classeur XLSX, un JSON.", "Write the report: an HTML page, a PDF, an XLSX workbook, a JSON."},
	"h_schema":    {"Écrire le schéma JSON du bilan (JSON Schema 2020-12).", "Print the JSON Schema of the report (2020-12)."},
	"h_keep":      {"Garder le bilan de cet instant, avec ses fichiers et son empreinte.", "Keep the report of this moment, with its files and hash."},
	"h_print":     {"Imprimer ce qui manque à une version gardée, à l’identique de son document scellé.", "Print what a kept version lacks, the same as its sealed document."},
	"h_lacking":   {"Formats à ajouter (sinon tous ceux qui manquent).", "Formats to add (all that are missing otherwise)."},
	"h_versions":  {"Lister les versions gardées.", "List the kept versions."},
	"h_diff":      {"Dire ce qui a changé depuis une version, ou entre deux. Code 1 s’il y a des différences.", "Tell what changed since a version, or between two. Code 1 when something differs."},
	"h_replay":    {"Recalculer les chiffres des versions à leur date. Code 1 si l’un diffère.", "Compute the figures of versions again as of their date. Code 1 when one differs."},
	"h_number":    {"Le numéro d’une version (maillage report versions).", "The number of a version (maillage report versions)."},
	"h_with":      {"Une version plus récente ; sans elle, l’état de maintenant.", "A newer version; without it, the state of now."},
	"h_label":     {"Le nom de la version, par exemple « Bilan définitif signé ».", "The name of the version, for instance “Signed final report”."},
	"h_replaces":  {"Le numéro de la version que celle-ci corrige.", "The number of the version that this one corrects."},
	"h_reason":    {"Pourquoi elle la corrige.", "Why it corrects it."},
	"h_signed":    {"Version définitive : refusée tant qu’un chiffre manque ou qu’un écart est ouvert.", "Final version: refused while a figure is missing or a variance open."},
	"h_variance":  {"Les écarts avec la convention.", "The variances from the agreement."},
	"h_varlist":   {"Lister les écarts et ce qui les clôt.", "List the variances and what closes them."},
	"h_varclose":  {"Clore un écart : un motif, une mesure corrective ou l’accord du cofinanceur.", "Close a variance: a reason, a corrective measure or the funder’s agreement."},
	"h_varreopen": {"Rouvrir un écart.", "Reopen a variance."},
	"h_varkey":    {"L’identifiant de l’écart (maillage variance list).", "The identifier of the variance (maillage variance list)."},
	"h_varkind":   {"reason (motif), measure (mesure corrective) ou agreement (accord du cofinanceur).", "reason, measure or agreement."},
	"h_vartext":   {"L’explication, telle que le cofinanceur la lira.", "The explanation, as the funder will read it."},
	"h_varref":    {"La référence de l’accord du cofinanceur : date et numéro de la lettre.", "The reference of the funder’s agreement: date and number of the letter."},
	"h_varopen":   {"Seulement les écarts ouverts.", "Only open variances."},
	"h_read":      {"Dire comment une date, un nombre, un territoire, un téléphone ou un SIRET sera compris.", "Tell how a date, a number, a territory, a telephone or a SIRET will be understood."},
	"h_copy":      {"Copier l’installation vers une autre base et vérifier la copie.", "Copy the installation to another database and verify the copy."},
	"h_routes":    {"Lister les adresses des pages et qui y a accès.", "List the addresses of pages and who may see them."},
	"h_doctor":    {"Vérifier l’installation : chaînes d’empreintes, pièces, tables.", "Check the installation: hash chains, evidence, tables."},
	"h_version":   {"Dire la version.", "Tell the version."},
	"h_addr":      {"Adresse d’écoute, sur la boucle locale.", "Address to listen on, on the loopback."},
	"h_noserve":   {"Ne pas servir les pages après.", "Do not serve the pages afterwards."},
	"h_nopdf":     {"Ne pas écrire de PDF.", "Write no PDF."},
	"h_out":       {"Dossier où écrire (par défaut DIR/out).", "Folder to write to (DIR/out by default)."},
	"h_kind":      {"Ce que le fichier contient : une nature de la convention, entries, evidence, published, cost, resource, agreement, indicators, finance, report.", "What the file holds: a kind of the agreement, entries, evidence, published, cost, resource, agreement, indicators, finance, report."},
	"h_file":      {"Le fichier : CSV, XLSX ou TOML.", "The file: CSV, XLSX or TOML."},
	"h_dryrun":    {"Tout lire, ne rien changer.", "Read everything, change nothing."},
	"h_sheet":     {"La feuille d’un classeur (par défaut la première remplie).", "The sheet of a workbook (the first filled one by default)."},
	"h_period":    {"Les années du programme, contexte des dates : 2018..2020.", "The years of the programme, context for dates: 2018..2020."},
	"h_several":   {"Plusieurs dates dans une cellule : une action (gathering) ou une par jour (occurrences).", "Several dates in a cell: one thing (gathering) or one a day (occurrences)."},
	"h_map":       {"Dire le champ d’une colonne : En-tête=champ (répétable).", "Tell the field of a column: Header=field (repeatable)."},
	"h_refused":   {"Où écrire les lignes refusées (par défaut DIR/refus/…).", "Where to write refused rows (DIR/refus/… by default)."},
	"h_batch":     {"L’identifiant de l’import (maillage imports).", "The id of the import (maillage imports)."},
	"h_key":       {"Seulement ces indicateurs (répétable).", "Only these indicators (repeatable)."},
	"h_year":      {"Seulement cette année.", "Only this year."},
	"h_funder":    {"Seulement le périmètre d’un financeur (none : non affectable).", "Only one funder’s perimeter (none: not attributed)."},
	"h_asof":      {"Ce qui était su à cette date (AAAA-MM-JJ ou RFC 3339).", "What was known at that date (YYYY-MM-DD or RFC 3339)."},
	"h_final":     {"Version finale : un chiffre inconnu ou non renseigné l’arrête.", "Final version: an unknown or unset figure stops it."},
	"h_formats":   {"Formats à écrire : html, pdf, odt, docx, xlsx, json.", "Formats to write: html, pdf, odt, docx, xlsx, json."},
	"h_what":      {"date, number, territory, department, phone, siret, siren, rna, postcode ou vat.", "date, number, territory, department, phone, siret, siren, rna, postcode or vat."},
	"h_text":      {"Les textes à lire.", "The texts to read."},
	"h_section":   {"L’année du tableau où se trouve la date.", "The year of the table in which the date stands."},
	"h_hint":      {"Le département ou la région (code) où chercher.", "The department or region (code) to look in."},
	"h_to":        {"La base de destination : postgres://… ou le chemin d’un fichier SQLite, vide.", "The database to fill: postgres://… or the path of a SQLite file, empty."},
	"h_rebuild":   {"Reconstruire le registre à partir des lignes importées.", "Rebuild the ledger from the imported rows."},
	"h_quiet":     {"Sans avancement.", "No progress."},
	"h_allfunder": {"Écrire aussi un bilan par financeur.", "Also write a report for each funder."},

	"h_control":         {"Le dossier de contrôle et ses tirages.", "The control file and its samples."},
	"h_control_export":  {"Écrire le dossier de contrôle d’une version gardée, ou le brouillon de chaque financeur : un ZIP scellé qui se lit sans Maillage.", "Write the control file of a kept version, or the draft of each funder: a sealed ZIP that is read without Maillage."},
	"h_control_version": {"Joindre cette version gardée : ses fichiers, ses chiffres, ses réalisations et ses pièces à sa date (sinon un brouillon).", "Enclose this kept version: its files, its figures, its entries and pieces as of its date (a draft otherwise)."},
	"h_control_funder":  {"Seulement ce financeur (sinon un dossier par financeur).", "Only this funder (one file for each otherwise)."},
	"h_control_sample":  {"Tirer un échantillon que chacun peut tirer de nouveau.", "Draw a sample that anybody can draw again."},
	"h_population":      {"Tirer parmi les réalisations (entries) ou les pièces (pieces).", "Draw among entries or pieces."},
	"h_funder_only":     {"Le périmètre d’un financeur (sinon le programme entier).", "The perimeter of a funder (the whole programme otherwise)."},
	"h_activity":        {"Seulement cette activité, ou cet axe.", "Only this activity, or this axis."},
	"h_seed":            {"La graine du tirage, un texte (sinon au hasard, et dite).", "The seed of the draw, a text (random otherwise, and told)."},
	"h_size":            {"Combien tirer.", "How many to draw."},
	"h_csv":             {"Écrire en CSV.", "Write CSV."},
	"check_formats":     {"--format sarif et html sont ceux de maillage check.", "--format sarif and html are those of maillage check."},

	"h_check": {
		"Lire un rapport comme un auditeur : totaux, pourcentages, dates, doublons, oublis. Sans fichier : celui de l’installation.",
		"Read a report as an auditor does: totals, percentages, dates, repetitions, omissions. Without a file: that of the installation.",
	},
	"h_check_apart":   {"Chaque fichier est un rapport à part ; sinon tous en font un, et l’un peut contredire l’autre.", "Each file is a report of its own; else all make one, and one may contradict another."},
	"h_check_links":   {"Demander au web si les adresses répondent encore.", "Ask the web whether addresses still answer."},
	"h_check_files":   {"Fichiers ou dossiers : txt, md, html, odt, docx, pdf ; - pour l’entrée standard.", "Files or folders: txt, md, html, odt, docx, pdf; - for the standard input."},
	"h_check_min":     {"Ne montrer que cette gravité et au-dessus : blocking, serious, notice.", "Show this severity and above only: blocking, serious, notice."},
	"h_check_fail":    {"Code 1 à partir de cette gravité : blocking, serious (sans cette option), notice, never.", "Code 1 from this severity on: blocking, serious (without this option), notice, never."},
	"h_check_only":    {"Ces règles seulement.", "These rules only."},
	"h_check_skip":    {"Sauf ces règles.", "All but these rules."},
	"h_check_explain": {"Expliquer une règle ; all les liste.", "Explain a rule; all lists them."},
	"h_check_show":    {"Montrer le texte lu, ses lignes numérotées.", "Show the text that was read, its lines numbered."},
	"h_check_draft":   {"Le rapport n’est pas clos : ce qui est provisoire n’est pas une faute.", "The report is not closed: what is provisional is no fault."},
	"h_check_people":  {"Comparer aussi les noms de personnes.", "Compare names of people too."},
	"h_check_stdin":   {"Nom du texte de l’entrée standard, dont la fin dit le format.", "Name of the text of the standard input, whose ending says the format."},
	"h_check_out":     {"Écrire dans ce fichier.", "Write to this file."},
	"h_check_waivers": {"Fichier des choix et dérogations ; sinon le maillage-check.toml le plus proche.", "File of choices and waivers; else the nearest maillage-check.toml."},
	"h_check_waive":   {"Répondre d’un constat, par son empreinte, avec --by et --reason.", "Answer for a finding, by its fingerprint, with --by and --reason."},
	"h_check_lift":    {"Retirer une dérogation de l’installation, par son empreinte.", "Take a waiver of the installation back, by its fingerprint."},
	"h_check_by":      {"Qui répond du constat.", "Who answers for the finding."},
	"h_check_reason":  {"Pourquoi le texte reste ainsi.", "Why the text stays so."},
	"h_verify":        {"Dire si des fichiers scellés sont intacts, et qui les a scellés.", "Tell whether sealed files are intact, and who sealed them."},
	"h_verify_files":  {"Les fichiers : PDF, HTML, ZIP, ODT, DOCX, XLSX.", "The files: PDF, HTML, ZIP, ODT, DOCX, XLSX."},
	"h_evidence":      {"Les pièces : capturer un lien, revoir les liens, durées de conservation, copie publiable.", "Evidence: capture a link, look at links, retention, publishable copy."},
	"h_capture":       {"Conserver ce que répondent les liens annoncés.", "Keep what announced links answer."},
	"h_checklinks":    {"Regarder si les liens répondent encore.", "Look whether links still answer."},
	"h_retention":     {"Dire jusqu’à quand chaque fichier est à conserver.", "Tell until when each file has to be kept."},
	"h_redact":        {"Joindre à une pièce sa copie publiable.", "Add its publishable copy to a piece."},
	"h_items":         {"Les identifiants des pièces.", "The ids of pieces."},
	"h_item":          {"L’identifiant de la pièce.", "The id of the piece."},
	"h_allitems":      {"Tous les liens annoncés.", "All announced links."},
	"h_copyfile":      {"Le fichier, où ce qui est privé est masqué.", "The file, with what is private taken out."},
	"h_note":          {"Ce qui a été masqué, et pourquoi.", "What was taken out, and why."},
	"h_olderthan":     {"Revoir ceux dont le dernier regard est plus ancien que cette durée.", "Look again at those last looked at longer ago than this."},
}
