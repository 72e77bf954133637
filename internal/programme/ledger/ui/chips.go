package ui

import (
	"context"
	"strconv"
	"strings"

	"maillage/internal/kit/frdate"
	"maillage/internal/programme/ledger"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// chips tell the filters of a list as sentences; each is removed by its link.
func (s selection) chips(ctx context.Context, n names, path string) []web.Chip {
	var chips []web.Chip
	for _, name := range filterParams {
		values := s.query[name]
		if len(values) == 0 {
			continue
		}
		words := make([]string, len(values))
		for i, v := range values {
			words[i] = n.filterWord(ctx, name, v)
		}
		chips = append(chips, web.Chip{
			Before: i18n.T(ctx, "ledger.chip."+name), Value: either(ctx, words), RemoveURL: s.address(path, name, ""),
		})
	}
	return chips
}

// either joins the words of one filter: "tenu, en cours ou terminé".
func either(ctx context.Context, words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " " + i18n.T(ctx, "ledger.or") + " " + words[last]
}

// filterWord tells one value of a filter; what is written in an address was checked before.
func (n names) filterWord(ctx context.Context, name, value string) string {
	switch name {
	case ledger.ParamKind:
		return n.kind(value)
	case ledger.ParamActivity:
		return n.activity(value)
	case ledger.ParamAxis:
		return n.axis(value)
	case ledger.ParamFunder:
		return n.funder(ctx, value).Name
	case ledger.ParamDepartment:
		if value == ledger.Nothing {
			return i18n.T(ctx, "ledger.department.none")
		}
		return n.department(strings.ToUpper(value))
	case ledger.ParamState:
		state, _ := stateCode(value)
		return ledger.StateName(ledger.State(state), n.lang)
	case ledger.ParamPile:
		pile, _ := pileCode(value)
		return i18n.T(ctx, "ledger.pile."+pile+".word")
	case ledger.ParamSince, ledger.ParamUntil, ledger.ParamAsOf:
		return n.dayWord(value)
	case ledger.ParamYear:
		return strings.Replace(value, "-", "–", 1)
	}
	return value
}

func (n names) dayWord(value string) string {
	day, _, _ := strings.Cut(value, "T") // of a moment
	if words := frdate.Long(frdate.Read(day, frdate.Context{}), n.lang); words != "" {
		return words
	}
	return value
}

// filterForm offers the filters that a list takes; it works without script and adds to those there are.
type filterForm struct {
	Action  string
	Kept    []field // what the address already holds
	Choices []choice
	Texts   []field
}

type field struct{ Name, Label, Value, Hint string }

// choice is a list to pick from.
type choice struct {
	Name, Label string
	Options     []option
}

type option struct{ Value, Label string }

func (s selection) form(ctx context.Context, n names, path string, params ...string) filterForm {
	f := filterForm{Action: path}
	for _, name := range append([]string{paramSort, web.ParamView, paramFigure}, filterParams...) {
		for _, v := range s.query[name] {
			f.Kept = append(f.Kept, field{Name: name, Value: v})
		}
	}
	for _, name := range params {
		label := i18n.T(ctx, "ledger.field."+name)
		if options := n.options(ctx, name); options != nil {
			f.Choices = append(f.Choices, choice{Name: name, Label: label, Options: options})
		} else {
			f.Texts = append(f.Texts, field{Name: name, Label: label, Hint: i18n.T(ctx, "ledger.hint."+name)})
		}
	}
	return f
}

// options are the values that a filter offers, nil for one that is typed.
func (n names) options(ctx context.Context, name string) []option {
	p := filterReader{names: n}
	var codes []string
	switch name {
	case ledger.ParamKind:
		codes = p.kindCodes()
	case ledger.ParamAxis:
		codes = p.axisNumbers()
	case ledger.ParamActivity:
		codes = p.activityNumbers()
	case ledger.ParamFunder:
		codes = p.funderCodes()
	case ledger.ParamDepartment:
		codes = p.departmentCodes()
	case ledger.ParamState:
		codes = stateCodes()
	case ledger.ParamPile:
		codes = pileCodes()
	case ledger.ParamYear:
		for _, y := range n.agreement.Years() {
			codes = append(codes, strconv.Itoa(y))
		}
	default:
		return nil
	}
	options := make([]option, len(codes))
	for i, code := range codes {
		options[i] = option{Value: code, Label: n.filterWord(ctx, name, code)}
	}
	return options
}
