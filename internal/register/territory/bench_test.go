package territory

import (
	"bytes"
	"testing"

	"maillage/internal/register/territory/dataset"
)

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		d, err := dataset.Read(bytes.NewReader(embedded))
		if err != nil {
			b.Fatal(err)
		}
		New(d)
	}
}

func benchmarkRead(b *testing.B, text string, hint Hint) {
	g := Load()
	b.ReportAllocs()
	for b.Loop() {
		g.Read(text, hint)
	}
}

func BenchmarkReadExact(b *testing.B)    { benchmarkRead(b, "Floirac (33)", Hint{}) }
func BenchmarkReadHomonym(b *testing.B)  { benchmarkRead(b, "Saint-Pardoux", Hint{Region: "75"}) }
func BenchmarkReadTypo(b *testing.B)     { benchmarkRead(b, "Châtellerauld (86)", Hint{}) }
func BenchmarkReadTypoWide(b *testing.B) { benchmarkRead(b, "Monteau", Hint{}) }
func BenchmarkReadNothing(b *testing.B)  { benchmarkRead(b, "Les Usines Nouvelles", Hint{}) }

func BenchmarkTags(b *testing.B) {
	g := Load()
	for b.Loop() {
		g.Tags("Intervention IFAID (IUFN) à Sciences Po à Pessac (33), suite à Agen (47)")
	}
}
