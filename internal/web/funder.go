package web

import (
	"context"

	"maillage/internal/web/i18n"
)

// FunderChoice is a funder that a page can be narrowed to: its code in addresses and its short name.
type FunderChoice struct{ Code, Name string }

// FunderNone is the code of what no funder takes, in an address.
const FunderNone = "aucun"

// FunderChoices are the tabs of the switch between funders; address is the page narrowed to a code, "" for all of them.
func FunderChoices(ctx context.Context, funders []FunderChoice, current string, address func(code string) string) []Tab {
	all := []FunderChoice{{"", i18n.T(ctx, "web.funder.all")}}
	all = append(append(all, funders...), FunderChoice{FunderNone, i18n.T(ctx, "web.funder.none")})
	tabs := make([]Tab, len(all))
	for i, f := range all {
		tabs[i] = Tab{Label: f.Name, URL: address(f.Code), Current: f.Code == current}
	}
	return tabs
}
