package office

import "strings"

// The colours of the light tokens (web/static/css/tokens.css); a test compares them.
const (
	paper      = "#ffffff"
	ink        = "#211d17"
	inkSoft    = "#585144"
	inkFaint   = "#6d6455"
	ruleStrong = "#8a8170"
	bad        = "#a3231d"
	hueA       = "#2b3f9e"
	hueB       = "#c9690f"
	hueC       = "#117a6d"
	hueD       = "#8f2f74"
	hueE       = "#5d6b12"
	hueNone    = "#857b69"
	grid       = "#ddd5c4"
	map0       = "#f3efe6"
	map1       = "#d5daf2"
	map2       = "#8f9cd8"
	map3       = "#2b3f9e"
)

// looks are the rules of chart.css that the drawings of a report use, by class.
var looks = map[string][]string{
	"v":            {"fill", ink, "font-weight", "bold"},
	"inbar":        {"fill", paper},
	"small":        {"font-size", "12"},
	"row-label":    {"fill", ink},
	"as-of-label":  {"fill", bad},
	"grid":         {"stroke", grid, "stroke-width", "1", "fill", "none"},
	"axis":         {"stroke", ruleStrong, "stroke-width", "1"},
	"target":       {"stroke", ink, "stroke-width", "1.5", "stroke-dasharray", "5 4", "fill", "none"},
	"gap":          {"stroke", paper, "stroke-width", "1"},
	"fa":           {"fill", hueA},
	"fb":           {"fill", hueB},
	"fc":           {"fill", hueC},
	"fd":           {"fill", hueD},
	"fe":           {"fill", hueE},
	"before":       {"fill", hueNone, "fill-opacity", "0.65"},
	"tex":          {"stroke", paper, "stroke-opacity", "0.5", "fill", "none"},
	"tex-dot":      {"fill", paper, "fill-opacity", "0.55"},
	"hatch":        {"stroke", hueNone, "stroke-width", "2.2"},
	"hatched":      {"stroke", hueNone, "stroke-width", "1.5"},
	"line-a":       {"stroke", hueA, "stroke-width", "2.5", "fill", "none"},
	"baseline-bar": {"fill", "none", "stroke", inkFaint, "stroke-width", "1", "stroke-dasharray", "3 2"},
	"planned-bar":  {"fill", "none", "stroke", ruleStrong, "stroke-width", "1.25"},
	"as-of":        {"stroke", bad, "stroke-width", "1.5"},
	"key-l0":       {"fill", map0, "stroke", ruleStrong},
	"key-l1":       {"fill", map1, "stroke", ruleStrong},
	"key-l2":       {"fill", map2},
	"key-l3":       {"fill", map3},

	// The shapes and the numbers of a map, by the shade of the group that holds them.
	"l0 shape": {"fill", map0, "stroke", ruleStrong, "stroke-width", "0.8"},
	"l1 shape": {"fill", map1, "stroke", paper, "stroke-width", "1.5"},
	"l2 shape": {"fill", map2, "stroke", paper, "stroke-width", "1.5"},
	"l3 shape": {"fill", map3, "stroke", paper, "stroke-width", "1.5"},
	"ln shape": {"stroke", ruleStrong, "stroke-width", "0.8"},
	"l0 v":     {"fill", inkSoft, "font-size", "18", "text-anchor", "middle"},
	"l1 v":     {"fill", ink, "font-weight", "bold", "font-size", "18", "text-anchor", "middle"},
	"l2 v":     {"fill", ink, "font-weight", "bold", "font-size", "18", "text-anchor", "middle"},
	"l3 v":     {"fill", paper, "font-weight", "bold", "font-size", "18", "text-anchor", "middle"},
}

// lookOf gives the attributes of an element by its classes, the later above the earlier.
func lookOf(element, class, group string) []string {
	var attrs []string
	set := func(list []string) {
		for i := 0; i+1 < len(list); i += 2 {
			attrs = setAttr(attrs, list[i], list[i+1])
		}
	}
	if element == "text" {
		set([]string{"fill", inkSoft})
	}
	for c := range strings.FieldsSeq(class) {
		set(looks[c])
		if group != "" {
			set(looks[group+" "+c])
		}
	}
	return attrs
}

func setAttr(attrs []string, name, value string) []string {
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i] == name {
			attrs[i+1] = value
			return attrs
		}
	}
	return append(attrs, name, value)
}
