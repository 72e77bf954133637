package render

import (
	"strings"
	"testing"
)

func TestPageForWeasyPrint(t *testing.T) {
	page := `<html><head><style>:root { --ink: #111; --c-a: var(--ink); } @media (prefers-color-scheme: dark) { :root { --ink: #eee; } }
.figure-chart { margin: 0; } .chart { width: 100%; } .fa { fill: var(--c-a); } .planned-bar.filled { fill: red; } .data { color: red; }</style></head>
<body><svg class="chart bars"><rect class="fa"/></svg><svg class="icon"></svg></body></html>`
	got := forWeasyPrint(page)
	if strings.Contains(got, "var(") {
		t.Error("a token is left for an engine that does not work it out")
	}
	if !strings.Contains(got, `<svg class="chart bars"><style>.chart { width: 100%; } .fa { fill: #111; } .planned-bar.filled { fill: red; } `+withoutHalo+`</style>`) {
		t.Errorf("the drawing does not carry its own rules: %s", got)
	}
	if !strings.Contains(got, `<svg class="icon"><style>.fa { fill: #111; } .planned-bar.filled { fill: red; }</style>`) || strings.Count(got, withoutGrid) != 1 {
		t.Errorf("a mark has no colour, or the cover is not laid out: %s", got)
	}
}
