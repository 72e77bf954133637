package programmetest

// Programme is the agreement of the seed world.
const Programme = `
[programme]
code = "seed"
name.fr = "Programme d’essai"
name.en = "Test programme"
start = 2018-01-01
end = 2020-12-31
region = "75"
holder = "Réseau d’essai"
communes = ["33167"]

[[funder]]
code = "region"
name.fr = "Région"
name.en = "Region"
short.fr = "Région"
short.en = "Region"
number = "R-1"
start = 2018-01-01
end = 2020-12-31
former_regions = ["poitou-charentes", "limousin"]
mention.fr = "Avec le soutien de la Région"
mention.en = "Supported by the Region"

[[funder]]
code = "esf"
name.fr = "Fonds social européen"
name.en = "European Social Fund"
short.fr = "FSE"
short.en = "ESF"
number = "E-1"
start = 2018-07-01
end = 2020-12-31
former_regions = ["aquitaine"]
mention.fr = "Cofinancé par l’Union européenne"
mention.en = "Co-funded by the European Union"

[[axis]]
number = "1"
name.fr = "Maillage"
name.en = "Coverage"

[[axis]]
number = "2"
name.fr = "Animation"
name.en = "Animation"

[[activity]]
number = "1.1"
name.fr = "Tournée"
name.en = "Tour"
planned = ["2018-01..2020-12"]
evidence = ["attendance", "programme"]
[[activity.target]]
indicator = "tour.stops"
value = 9

[[activity]]
number = "1.2"
name.fr = "Interventions"
name.en = "Talks"
planned = ["2018-01..2020-12"]

[[activity]]
number = "2.1"
name.fr = "Rencontres"
name.en = "Meetings"
planned = ["2019-01..2020-12"]

[[activity]]
number = "2.2"
name.fr = "Veille"
name.en = "Watch"
attribution = "none"

[[kind]]
code = "tour"
name.fr = "Étape"
name.en = "Stop"
activity = "1.1"
several_days = "occurrences"

[[kind]]
code = "talk"
name.fr = "Intervention"
name.en = "Talk"
activity = "1.2"
several_days = "ask"

[[kind]]
code = "meeting"
name.fr = "Rencontre"
name.en = "Meeting"
activity = "2.1"
several_days = "gathering"

[[kind]]
code = "newsletter"
name.fr = "Lettre"
name.en = "Newsletter"
activity = "2.1"
several_days = "gathering"
readings = { subscribers = "Abonnés", open_rate = "Ouverture" }

[[kind]]
code = "watch"
name.fr = "Veille"
name.en = "Watch"
activity = "2.2"

[[evidence_kind]]
code = "attendance"
name.fr = "Feuille d’émargement"
name.en = "Attendance sheet"

[[evidence_kind]]
code = "programme"
name.fr = "Programme"
name.en = "Programme"
`

// Indicators are those of the seed world.
const Indicators = `
[[indicator]]
key = "tour.stops"
label.fr = "Étapes"
label.en = "Stops"
definition.fr = "Étapes tenues."
definition.en = "Stops held."
measure = "count"
kinds = ["tour"]

[[indicator]]
key = "tour.participations"
label.fr = "Participations aux étapes"
label.en = "Attendances at stops"
definition.fr = "Somme des participations."
definition.en = "Sum of attendances."
measure = "participations"
kinds = ["tour"]

[[indicator]]
key = "tour.hours"
label.fr = "Heures"
label.en = "Hours"
definition.fr = "Heures."
definition.en = "Hours."
measure = "hours"
kinds = ["tour"]

[[indicator]]
key = "tour.cost"
label.fr = "Coût"
label.en = "Cost"
unit.fr = "€"
definition.fr = "Montants."
definition.en = "Amounts."
measure = "amount"
kinds = ["tour"]

[[indicator]]
key = "tour.stops.esf"
label.fr = "Étapes FSE"
label.en = "ESF stops"
definition.fr = "Étapes affectées au FSE."
definition.en = "Stops of the ESF."
measure = "count"
kinds = ["tour"]
funder = "esf"

[[indicator]]
key = "tour.stops.first"
label.fr = "Étapes de 2018"
label.en = "Stops of 2018"
definition.fr = "Étapes tenues en 2018, quelle que soit la période demandée."
definition.en = "Stops held in 2018, whatever period is asked for."
measure = "count"
kinds = ["tour"]
period = "2018..2018"

[[indicator]]
key = "tour.stops.none"
label.fr = "Étapes non affectables"
label.en = "Stops of no funder"
definition.fr = "Étapes sans financeur."
definition.en = "Stops without a funder."
measure = "count"
kinds = ["tour"]
funder = "none"

[[indicator]]
key = "axis2.all"
label.fr = "Axe 2"
label.en = "Axis 2"
definition.fr = "Tout ce qui sert l’axe 2."
definition.en = "Whatever serves axis 2."
measure = "count"
activities = ["2"]

[[indicator]]
key = "everything"
label.fr = "Tout"
label.en = "Everything"
definition.fr = "Toutes les réalisations."
definition.en = "All entries."
measure = "count"

[[indicator]]
key = "tagged"
label.fr = "Étiquetées jeunesse"
label.en = "Tagged youth"
definition.fr = "Réalisations étiquetées jeunesse."
definition.en = "Entries tagged youth."
measure = "count"
tags = ["Jeunesse"]

[[indicator]]
key = "places.helped"
label.fr = "Lieux aidés"
label.en = "Places helped"
definition.fr = "Lieux différents."
definition.en = "Different places."
measure = "distinct"
kinds = ["meeting"]

[[indicator]]
key = "subscribers"
label.fr = "Abonnés"
label.en = "Subscribers"
definition.fr = "Dernier relevé."
definition.en = "Last reading."
measure = "reading"
kinds = ["newsletter"]
reading = "subscribers"

[[indicator]]
key = "subscribers.growth"
label.fr = "Croissance"
label.en = "Growth"
unit.fr = "%"
definition.fr = "Croissance des abonnés."
definition.en = "Growth of subscribers."
measure = "growth"
of = "subscribers"

[[indicator]]
key = "esf.share"
label.fr = "Part FSE"
label.en = "ESF share"
unit.fr = "%"
definition.fr = "Part des étapes affectées au FSE."
definition.en = "Share of ESF stops."
measure = "ratio"
numerator = "tour.stops.esf"
denominator = "tour.stops"
`
