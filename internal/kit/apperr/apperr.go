// Package apperr is the one error type that reaches people: a code that decides status and exit code, a message key, and the arguments
// that the message shows. Everything else is a plain Go error and is told as "internal".
package apperr

import (
	"errors"
	"fmt"
)

// Code says what kind of thing went wrong; one function in web maps it to a status, one in the command line to an exit code.
type Code string

// The codes. Invalid: the input is wrong and can be mended by who typed it. Stale: somebody else changed it meanwhile.
const (
	Invalid     Code = "invalid"
	NotFound    Code = "not_found"
	Forbidden   Code = "forbidden"
	Conflict    Code = "conflict"
	Stale       Code = "stale"
	Unavailable Code = "unavailable"
	Internal    Code = "internal"
)

// E is an error for people. French is said first; English is the second language of the product. Both say what, where and how to mend it.
type E struct {
	Code Code
	Key  string // stable name, such as "agreement.funder.unknown"; tests and translations hang on it
	FR   string
	EN   string
	Err  error // the cause, for the log; never shown
}

func (e *E) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s (%s): %s: %v", e.Key, e.Code, e.EN, e.Err)
	}
	return fmt.Sprintf("%s (%s): %s", e.Key, e.Code, e.EN)
}

func (e *E) Unwrap() error { return e.Err }

// In returns the message in a language: "en", else French.
func (e *E) In(lang string) string {
	if lang == "en" && e.EN != "" {
		return e.EN
	}
	return e.FR
}

// New makes an error with its two messages.
func New(code Code, key, fr, en string) *E { return &E{Code: code, Key: key, FR: fr, EN: en} }

// Newf is New with the same arguments set into both messages.
func Newf(code Code, key, fr, en string, args ...any) *E {
	return &E{Code: code, Key: key, FR: fmt.Sprintf(fr, args...), EN: fmt.Sprintf(en, args...)}
}

// Because keeps the technical cause behind the message.
func (e *E) Because(err error) *E {
	e.Err = err
	return e
}

// CodeOf returns the code of the nearest E in err's chain, Internal for any other error and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *E
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}

// Message returns what to tell a person: the message of an E, else the bare text of the error.
func Message(err error, lang string) string {
	var e *E
	if errors.As(err, &e) {
		return e.In(lang)
	}
	return err.Error()
}
