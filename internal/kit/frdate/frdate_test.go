package frdate

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

var triennial = Context{From: "2018-01-01", To: "2020-12-31"}

// brief writes a reading on one line, empty parts left out, so that tables stay readable.
func brief(v Value) string {
	parts := []string{string(v.Kind)}
	switch {
	case len(v.Days) > 0:
		parts = append(parts, strings.Join(v.Days, " "))
	case v.Start != "" || v.End != "":
		parts = append(parts, v.Start+".."+v.End)
	}
	if v.From != "" {
		parts = append(parts, strings.TrimSuffix(v.From+"-"+v.To, "-"))
	}
	if len(v.Issues) > 0 {
		parts = append(parts, "["+strings.Join(v.Issues, " ")+"]")
	}
	if len(v.Candidates) > 0 {
		parts = append(parts, "? "+strings.Join(v.Candidates, " "))
	}
	if v.Rest != "" {
		parts = append(parts, "| "+v.Rest)
	}
	return strings.Join(parts, " ")
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// a day
		{"lundi, juillet 9, 2018", "single 2018-07-09"},
		{"mardi 2 octobre 2018", "single 2018-10-02"},
		{"1er octobre 2020", "single 2020-10-01"},
		{"1 octobre 2020", "single 2020-10-01"},
		{"le 1er Juin 2018", "single 2018-06-01"},
		{"11/01/2018", "single 2018-01-11"},
		{"04/2/20", "single 2020-02-04"},
		{"6/03/2018", "single 2018-03-06"},
		{"25/02/20", "single 2020-02-25"},
		{"2018-11-28", "single 2018-11-28"},
		{"28.11.18", "single 2018-11-28"},
		{"28-11-2018", "single 2018-11-28"},
		{"28–11–2018", "single 2018-11-28"},
		{"12 / 04 / 2019", "single 2019-04-12"},
		{"(28/11/2018)", "single 2018-11-28"},
		{"28 nov 18", "single 2018-11-28"},
		{"28-nov-18", "single 2018-11-28"},
		{"5 et 5/11/20", "single 2020-11-05"},
		{"mar. 2 oct. 2018", "single 2018-10-02"},
		{"12 aout 2019", "single 2019-08-12"},
		{"12\u202fAO\u00dbT\u00a02019", "single 2019-08-12"},
		{"12 aou\u0302t 2019", "single 2019-08-12"},
		{"Thursday 1 October 2020", "single 2020-10-01"},
		{"July 9th, 2018", "single 2018-07-09"},
		{"29/02/2020", "single 2020-02-29"},
		// hours
		{"3 avril 2019 à 14h30", "single 2019-04-03 14:30"},
		{"28/11/18 9h-12h", "single 2018-11-28 09:00-12:00"},
		{"28/11/18 de 9h30 à 12 heures", "single 2018-11-28 09:30-12:00"},
		{"28/11/18 14:30", "single 2018-11-28 14:30"},
		// several days
		{"14/03/19, 21/03/19, 26/03/19, 12/04/19, 13/05/19, 09/07/19 :",
			"multiple 2019-03-14 2019-03-21 2019-03-26 2019-04-12 2019-05-13 2019-07-09"},
		{"22 et 23/11/20", "multiple 2020-11-22 2020-11-23"},
		{"5 & 6/11/20", "multiple 2020-11-05 2020-11-06"},
		{"les 19 & 20 avril 2018", "multiple 2018-04-19 2018-04-20"},
		{"5/6 novembre 2020", "multiple 2020-11-05 2020-11-06"},
		{"5 novembre et 6 décembre 2020", "multiple 2020-11-05 2020-12-06"},
		{"13-14-15 mai 2019", "multiple 2019-05-13 2019-05-14 2019-05-15"},
		{"du 3 au 5 et le 9 mai 2019", "multiple 2019-05-03 2019-05-04 2019-05-05 2019-05-09"},
		{"3, 9 & 10/11/10", "multiple 2010-11-03 2010-11-09 2010-11-10 [year_out_of_period] ? 2020-11-03 2020-11-09 2020-11-10"},
		// intervals
		{"du 3 au 5 mai 2019", "interval 2019-05-03..2019-05-05"},
		{"du 28 mars au 2 avril 2019", "interval 2019-03-28..2019-04-02"},
		{"28-29/11/2018", "interval 2018-11-28..2018-11-29"},
		{"01/04/2019-03/04/2019", "interval 2019-04-01..2019-04-03"},
		{"entre le 3 et le 5 mai 2019", "interval 2019-05-03..2019-05-05"},
		{"lundi 7 au mercredi 9 septembre 2020", "interval 2020-09-07..2020-09-09"},
		{"de mars à Juin 2020", "interval 2020-03-01..2020-06-30 [month_precision]"},
		{"mars et avril 2020", "interval 2020-03-01..2020-04-30 [month_precision]"},
		{"depuis septembre 2019", "interval 2019-09-01.. [open_interval month_precision]"},
		{"dès septembre 2019", "interval 2019-09-01.. [open_interval month_precision]"},
		{"depuis septembre 2019 jusqu’à mars 2020", "interval 2019-09-01..2020-03-31 [month_precision]"},
		{"à partir du 3 mai 2020", "interval 2020-05-03.. [open_interval]"},
		{"jusqu'au 3 mai 2020", "interval ..2020-05-03 [open_interval]"},
		{"depuis 2018", "interval 2018-01-01.. [open_interval year_precision]"},
		{"novembre 2017 à mars 2018", "interval 2017-11-01..2018-03-31 [month_precision]"},
		{"du 5 au 3 mai 2019", "invalid [reversed_interval] ? 2019-04-05 2019-05-03"},
		{"du 28 au 2 avril 2019", "invalid [reversed_interval] ? 2019-03-28 2019-04-02"},
		{"de décembre à mars 2020", "invalid [reversed_interval] ? 2019-12-01 2020-03-31"},
		{"du 5/05/2019 au 3/02/2019", "invalid [reversed_interval] ? 2019-02-03 2019-05-05"},
		// months and years
		{"07/2018", "month 2018-07-01..2018-07-31 [month_precision]"},
		{"2018-07", "month 2018-07-01..2018-07-31 [month_precision]"},
		{"sept.2019", "month 2019-09-01..2019-09-30 [month_precision]"},
		{"mar. 2018", "month 2018-03-01..2018-03-31 [month_precision]"},
		{"décembre 2020", "month 2020-12-01..2020-12-31 [month_precision]"},
		{"déc. 2021", "month 2021-12-01..2021-12-31 [month_precision year_out_of_period]"},
		{"avril, juin et juillet 2020", "incomplete 2020-04-01..2020-07-31 [month_precision several_months]"},
		{"2019", "year 2019-01-01..2019-12-31 [year_precision]"},
		{"2018-2019-2020", "year 2018-01-01..2020-12-31 [year_precision several_years]"},
		{"2018-2020", "year 2018-01-01..2020-12-31 [year_precision several_years]"},
		{"2018-19-20", "year 2018-01-01..2020-12-31 [year_precision several_years]"},
		{"2018 et 2020", "incomplete 2018-01-01..2020-12-31 [year_precision several_years]"},
		{"automne 2020", "incomplete 2020-09-01..2020-12-21 [season]"},
		{"à l’automne 2020", "incomplete 2020-09-01..2020-12-21 [season]"},
		{"hiver 2019-2020", "incomplete 2019-12-01..2020-03-21 [season]"},
		{"fin 2020", "incomplete 2020-07-01..2020-12-31 [season]"},
		{"fin d’année 2019", "incomplete 2019-07-01..2019-12-31 [season]"},
		{"printemps 2019", "incomplete 2019-03-01..2019-06-21 [season]"},
		{"l'été 2019", "incomplete 2019-06-01..2019-09-23 [season]"},
		{"hiver 2019", "incomplete 2019-01-01..2019-12-31 [season]"},
		{"printemps et automne 2019", "incomplete 2019-03-01..2019-12-21 [season]"},
		{"début mars 2020", "incomplete 2020-03-01..2020-03-15 [season]"},
		{"fin février 2020", "incomplete 2020-02-16..2020-02-29 [season]"},
		{"automne", "incomplete [no_year season]"},
		{"3 mai 20:30", "incomplete 20:30 [no_year] ? 2018-05-03 2019-05-03 2020-05-03"},
		{"juillet '18", "month 2018-07-01..2018-07-31 [month_precision]"},
		{"juillet 5", "incomplete [no_year] ? 2018-07-05 2019-07-05 2020-07-05"},
		{"mardi 2 octobre 2028", "single 2028-10-02 [weekday_conflict year_out_of_period] ? 2018-10-02 2029-10-02 2028-10-03"},
		{"31/04/20, 2/05/20", "invalid [day_does_not_exist] ? 2020-04-30 2020-05-01 2020-05-02"},
		{"du 1/01/2018 au 1/06/2019 et le 9 juin 2019", "incomplete 2018-01-01..2019-06-09 [several_years]"},
		{"3 mai 2019 et juin 2019", "incomplete 2019-05-03..2019-06-30 [month_precision several_months]"},
		{"mi-mars 2020", "incomplete 2020-03-08..2020-03-22 [season]"},
		// what a person must settle
		{"mardi 17 décembre", "incomplete [no_year] ? 2019-12-17"},
		{"12 août", "incomplete [no_year] ? 2018-08-12 2019-08-12 2020-08-12"},
		{"12/08", "incomplete [no_year] ? 2018-08-12 2019-08-12 2020-08-12"},
		{"29 février", "incomplete [no_year] ? 2020-02-29"},
		{"mars à juin", "incomplete [no_year]"},
		{"juillet 18", "incomplete [two_digit_year] ? 2018-07-18 2019-07-18 2020-07-18"},
		{"07/18", "month 2018-07-01..2018-07-31 [month_precision two_digit_year]"},
		{"mardi 28 novembre 2018", "single 2018-11-28 [weekday_conflict] ? 2018-11-27 2017-11-28"},
		{"vendredi 2/11/2018", "single 2018-11-02"},
		{"dimanche 2/12/2018", "single 2018-12-02"},
		{"lundi 12/02/2018", "single 2018-02-12"},
		{"dimanche 12/02/2018", "single 2018-02-12 [weekday_conflict] ? 2018-02-11 2018-12-02 2017-02-12"},
		{"12/04/2019 Intervention", "single 2019-04-12 [trailing_text] | Intervention"},
		{"12/04/2019, 15 personnes", "single 2019-04-12 [trailing_text] | 15 personnes"},
		// no date
		{"29/02/2019", "invalid [day_does_not_exist] ? 2019-02-28 2019-03-01"},
		{"31/04/2020", "invalid [day_does_not_exist] ? 2020-04-30 2020-05-01"},
		{"30/02/20", "invalid [day_does_not_exist] ? 2020-02-29 2020-03-01"},
		{"12/25/2018", "invalid [day_does_not_exist] ? 2018-12-25"},
		{"45/12/2018", "invalid [day_does_not_exist]"},
		{"13/2018", "invalid [day_does_not_exist]"},
		{"samedi prochain", "invalid [relative]"},
		{"mars prochain", "invalid [relative]"},
		{"jeudi", "invalid [relative]"},
		{"demain", "invalid [relative]"},
		{"Spéciale covid #1", "invalid [not_a_date]"},
		{"X", "invalid [not_a_date]"},
		{"", "invalid [not_a_date]"},
		{"500 euros", "invalid [not_a_date]"},
		{"12", "invalid [not_a_date]"},
	} {
		if got := brief(Read(c.text, triennial)); got != c.want {
			t.Errorf("Read(%q)\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestReadInContext(t *testing.T) {
	in2020 := Context{From: "2020-01-01", To: "2020-12-31"}
	section := func(y int) Context { return Context{From: "2018-01-01", To: "2020-12-31", Section: y} }
	for _, c := range []struct {
		text string
		ctx  Context
		want string
	}{
		{"mardi 17 décembre", section(2020), "incomplete [no_year weekday_conflict] ? 2020-12-17 2019-12-17"},
		{"mardi 17 décembre", in2020, "incomplete [no_year weekday_conflict] ? 2020-12-17 2019-12-17"},
		{"mardi 17 décembre", Context{Section: 2020}, "incomplete [no_year weekday_conflict] ? 2020-12-17 2019-12-17"},
		{"mardi 17 décembre", Context{}, "incomplete [no_year]"},
		{"mercredi 28 novembre 2018", section(2019), "single 2018-11-28 [out_of_section] ? 2019-11-28"},
		{"3, 9 & 10/11/10", section(2019), "multiple 2010-11-03 2010-11-09 2010-11-10 [year_out_of_period out_of_section] ? 2019-11-03 2019-11-09 2019-11-10"},
		{"2018-2019-2020", section(2019), "year 2018-01-01..2020-12-31 [year_precision several_years]"},
		{"07/2018", section(2019), "month 2018-07-01..2018-07-31 [month_precision out_of_section]"},
		{"depuis septembre 2019", section(2020), "interval 2019-09-01.. [open_interval month_precision]"},
		{"28/11/17", triennial, "single 2017-11-28 [year_out_of_period] ? 2018-11-28"},
		{"2021", triennial, "year 2021-01-01..2021-12-31 [year_precision year_out_of_period]"},
		{"2018", Context{From: "2018-07-01", To: "2020-06-30"}, "year 2018-01-01..2018-12-31 [year_precision]"},
		{"3/05/98", Context{From: "1996-01-01", To: "1999-12-31"}, "single 1998-05-03"},
		{"3/05/98", Context{}, "single 2098-05-03"},
		// the section rules out the figures: the candidate that agrees with both comes before the day after
		{"jeudi 28 novembre 2018", section(2019), "single 2018-11-28 [weekday_conflict out_of_section] ? 2019-11-28 2018-11-29"},
	} {
		if got := brief(Read(c.text, c.ctx)); got != c.want {
			t.Errorf("Read(%q, %+v)\n got %s\nwant %s", c.text, c.ctx, got, c.want)
		}
	}
}

func TestReadPrefix(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"11/01/2018 : Nanterre : table ronde", "single 2018-01-11 | Nanterre : table ronde"},
		{"12/04/2019 Intervention", "single 2019-04-12 | Intervention"},
		{"22 et 23/11/20 - Participation à l'événement", "multiple 2020-11-22 2020-11-23 | Participation à l'événement"},
		{"de mars à Juin 2020 Echanges soutenus", "interval 2020-03-01..2020-06-30 [month_precision] | Echanges soutenus"},
		{"2020 Participation mensuelle", "year 2020-01-01..2020-12-31 [year_precision] | Participation mensuelle"},
		{"2018-2019-2020 Conseils", "year 2018-01-01..2020-12-31 [year_precision several_years] | Conseils"},
		{"07/2018 COFIL", "month 2018-07-01..2018-07-31 [month_precision] | COFIL"},
		{"- Janvier 2019 : 270 abonnés", "month 2019-01-01..2019-01-31 [month_precision] | 270 abonnés"},
		{"- 6 février 2018 : \"Comment", "single 2018-02-06 | \"Comment"},
		{"12/10/2019 : 10 personnes", "single 2019-10-12 | 10 personnes"},
		{"28/11/18 9h-12h : Réunion", "single 2018-11-28 09:00-12:00 | Réunion"},
		{"12/04/2019, 3/4 des présents", "single 2019-04-12 | 3/4 des présents"},
		{"3 mai 20 personnes", "incomplete [no_year] ? 2018-05-03 2019-05-03 2020-05-03 | 20 personnes"},
		{"2 abandons au sein de l'incubateur", "invalid [not_a_date]"},
		{"3/4 des répondants", "invalid [not_a_date]"},
		{"16/9^e Banque", "invalid [not_a_date]"},
		{"Mars attaque", "invalid [not_a_date]"},
		{"2, 3 & 4 / Ingénierie", "invalid [not_a_date]"},
		{"103 porteurs de projets suivis en 2018", "invalid [not_a_date]"},
	} {
		if got := brief(ReadPrefix(c.text, triennial)); got != c.want {
			t.Errorf("ReadPrefix(%q)\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestLong(t *testing.T) {
	for _, c := range []struct{ text, fr, en string }{
		{"22/11/18", "jeudi 22 novembre 2018", "Thursday 22 November 2018"},
		{"1/10/20", "jeudi 1er octobre 2020", "Thursday 1 October 2020"},
		{"5 & 6/11/20", "5 et 6 novembre 2020", "5 and 6 November 2020"},
		{"28/03/19, 2/04/19, 3/04/20", "28 mars, 2 avril 2019 et 3 avril 2020", "28 March, 2 April 2019 and 3 April 2020"},
		{"du 1 au 5 mai 2019", "du 1er au 5 mai 2019", "1 to 5 May 2019"},
		{"du 28 mars au 2 avril 2019", "du 28 mars au 2 avril 2019", "28 March to 2 April 2019"},
		{"de mars à Juin 2020", "mars à juin 2020", "March to June 2020"},
		{"de décembre 2018 à mars 2019", "décembre 2018 à mars 2019", "December 2018 to March 2019"},
		{"depuis septembre 2019", "depuis septembre 2019", "since September 2019"},
		{"à partir du 3/05/2020", "depuis le 3 mai 2020", "since 3 May 2020"},
		{"jusqu'en 2019", "jusqu'en 2019", "until 2019"},
		{"jusqu'au 3 mai 2020", "jusqu'au 3 mai 2020", "until 3 May 2020"},
		{"jusqu'à mars 2020", "jusqu'à mars 2020", "until March 2020"},
		{"07/2018", "juillet 2018", "July 2018"},
		{"2019", "2019", "2019"},
		{"2018-2019-2020", "2018 à 2020", "2018 to 2020"},
		{" automne 2020 ", "automne 2020", "automne 2020"},
		{"31/04/2020", "31/04/2020", "31/04/2020"},
	} {
		v := Read(c.text, Context{})
		if got := Long(v, "fr"); got != c.fr {
			t.Errorf("Long(%q, fr) = %q, want %q", c.text, got, c.fr)
		}
		if got := Long(v, "en"); got != c.en {
			t.Errorf("Long(%q, en) = %q, want %q", c.text, got, c.en)
		}
	}
	for _, c := range [][2]string{
		{ShortDay("2018-11-22", "fr"), "jeu. 22 nov. 2018"}, {ShortDay("2018-11-22", "en"), "Thu 22 Nov 2018"},
		{ShortDay("?", "fr"), "?"}, {LongDay("2019-02-29", "fr"), "2019-02-29"},
	} {
		if c[0] != c[1] {
			t.Errorf("got %q, want %q", c[0], c[1])
		}
	}
}

func TestExplain(t *testing.T) {
	for _, c := range []struct{ text, issue, lang, want string }{
		{"31/04/2020", IssueDayDoesNotExist, "fr",
			"La date « 31/04/2020 » n'existe pas : avril a 30 jours. À choisir : jeu. 30 avr. 2020, ven. 1er mai 2020."},
		{"29/02/2019", IssueDayDoesNotExist, "en",
			"The date “29/02/2019” does not exist: February 2019 has 28 days. To choose from: Thu 28 Feb 2019, Fri 1 Mar 2019."},
		{"12/25/2018", IssueDayDoesNotExist, "fr",
			"La date « 12/25/2018 » n'existe pas : il n'y a pas de mois 25 (l'ordre est jour/mois/année). À choisir : mar. 25 déc. 2018."},
		{"mardi 28 novembre 2018 : visite", IssueWeekdayConflict, "fr", "« mardi 28 novembre 2018 » : le jour de la semaine ne correspond pas " +
			"à la date, qui est un mercredi. Vérifiez sur une pièce d'époque. À choisir : mar. 27 nov. 2018, mar. 28 nov. 2017."},
		{"07/2018", IssueMonthPrecision, "en", "“07/2018” gives a month, not a day: enter the day if it is known."},
		{"07/2018", "unheard_of", "fr", ""},
	} {
		if got := Explain(c.issue, Read(c.text, triennial), c.lang); got != c.want {
			t.Errorf("Explain(%s, %q)\n got %s\nwant %s", c.issue, c.text, got, c.want)
		}
	}
}

// Every issue that a reading can carry is told in both languages, with the date named and no verb of fmt left over.
func TestExplainEveryIssue(t *testing.T) {
	seen := map[string]bool{}
	for _, text := range seeds {
		for _, ctx := range []Context{triennial, {Section: 2019}} {
			v := Read(text, ctx)
			for _, issue := range v.Issues {
				seen[issue] = true
				fr, en := Explain(issue, v, "fr"), Explain(issue, v, "en")
				if fr == "" || en == "" || fr == en || strings.Contains(fr+en, "%!") {
					t.Errorf("%s of %q: %q / %q", issue, text, fr, en)
				}
			}
		}
	}
	for issue := range messages {
		if !seen[issue] {
			t.Errorf("no seed raises %s", issue)
		}
	}
}

func TestJSON(t *testing.T) {
	got, err := json.Marshal(Read("11/01/2018", Context{}))
	want := `{"text":"11/01/2018","kind":"single","days":["2018-01-11"],"start":"2018-01-11","end":"2018-01-11","precision":"day","issues":[],"candidates":[],"confidence":"high"}`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
	for _, text := range []string{"", "demain", "12 août", "2019", "31/04/20", "de 2020 à 2018"} {
		if b, _ := json.Marshal(Read(text, Context{})); strings.Contains(string(b), "null") {
			t.Errorf("%q: null in %s", text, b)
		}
	}
}

func TestConfidence(t *testing.T) {
	for text, want := range map[string]Confidence{
		"11/01/2018": High, "07/2018": High, "mardi 28 novembre 2018": Low, "11/01/2018 x": Low, "12 août": Low, "automne 2020": Low,
		"mars": None, "31/04/20": None, "X": None, "3/11/10": Low, "07/18": Low,
	} {
		if got := Read(text, triennial).Confidence; got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func ExampleReadPrefix() {
	v := ReadPrefix("22 et 23/11/20 - Participation à l'événement", Context{})
	fmt.Println(v.Days, Long(v, "fr"), "|", v.Rest)
	// Output: [2020-11-22 2020-11-23] 22 et 23 novembre 2020 | Participation à l'événement
}
