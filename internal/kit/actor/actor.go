// Package actor carries in the context who acts, for the audit trail and the history of entries.
package actor

import "context"

type key struct{}

// System acts when nobody is named: a command line started without --actor.
const System = "system"

// With names who acts from here on.
func With(ctx context.Context, name string) context.Context {
	return context.WithValue(ctx, key{}, name)
}

// From returns who acts.
func From(ctx context.Context) string {
	if name, ok := ctx.Value(key{}).(string); ok && name != "" {
		return name
	}
	return System
}
