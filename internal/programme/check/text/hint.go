package text

// hint is what the format of a file says of a line; plain text says nothing.
type hint struct {
	kind  Kind // "" for plain text, which is guessed at
	level int
	// continues says that the line is the rest of the one before: a line of a page.
	continues bool
	// bold says that all of the line is in bold: a title that was never given a style.
	bold bool
}
