// Package web is the HTML that all rooms share and that knows none of them: the router with its required access, the frames of staff and of
// readers, the components, the static files and the words of all these. Charts are in chart, texts in i18n.
//
// A page goes through it like this: Mux checks access, gives the request an id, a language and a limit, and calls the room's handler; the
// handler builds a Frame and a view struct and calls Render, or returns an error, which becomes a page with its status in one place
// (errors.go). Components take view structs, escape everything, carry no inline style or script, and find their words by ctx.
//
// Vocabulary: an area is one of the seven work spaces of the staff; a frame is what surrounds a page; a figure is a number of the report
// whose origin a person can open; pips show how many of the required proofs are there.
package web
