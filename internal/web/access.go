package web

import (
	"net"
	"net/http"
	"net/netip"

	"maillage/internal/kit/apperr"
)

// Access says who may call a route. It is a required argument of every route, so that no exposure is decided by omission; the zero value is
// refused when the route is registered.
type Access struct {
	kind   accessKind
	action string
}

type accessKind string

const (
	accessPublic accessKind = "public"
	accessLocal  accessKind = "local"
	accessAct    accessKind = "local-act"
	accessMay    accessKind = "may"
)

var (
	// Public is open to all.
	Public = Access{kind: accessPublic}
	// Local is open for reading to the machine itself, without account: a loopback address, a loopback name, no proxy in between.
	Local = Access{kind: accessLocal}
	// LocalAct is open for acting to whom Local is open for reading. The audit trail names the actor that the server was started with, and a
	// form sent by another site is refused like any cross-origin request.
	LocalAct = Access{kind: accessAct}
)

// May is open to whom the Authoriser of the Mux allows the action. Rooms pass the actions of their policy: May(event.Publish).
func May[A ~string](action A) Access { return Access{kind: accessMay, action: string(action)} }

// String is the access as `maillage routes` prints it: public, local, local-act or may:event.publish.
func (a Access) String() string {
	if a.kind == accessMay {
		return string(a.kind) + ":" + a.action
	}
	return string(a.kind)
}

// Authoriser tells whether the request's actor may do an action: nil, or an apperr forbidden.
type Authoriser func(r *http.Request, action string) error

func (a Access) check(r *http.Request, may Authoriser) error {
	switch a.kind {
	case accessPublic:
		return nil
	case accessLocal, accessAct:
		if isLocal(r) {
			return nil
		}
		return apperr.New(apperr.Forbidden, "web.local",
			"Cette page ne se lit que sur la machine qui fait tourner Maillage. Ouvrez-la depuis cette machine.",
			"This page can only be read on the machine that runs Maillage. Open it from there.")
	case accessMay:
		if may != nil {
			return may(r, a.action)
		}
	}
	return apperr.New(apperr.Forbidden, "web.forbidden",
		"Votre compte n’ouvre pas cette page. Demandez ce droit à la coordination du réseau.",
		"Your account does not open this page. Ask the network’s coordination for this right.")
}

// isLocal wants a loopback peer, and a loopback name too, so that a foreign site that points its own name at 127.0.0.1 reads nothing. A
// forwarding header betrays a proxy on this machine: its visitors come from elsewhere.
func isLocal(r *http.Request) bool {
	for _, h := range []string{"Forwarded", "X-Forwarded-For", "X-Real-Ip"} {
		if r.Header.Get(h) != "" {
			return false
		}
	}
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !peer.Addr().Unmap().IsLoopback() {
		return false
	}
	name := r.Host
	if host, _, err := net.SplitHostPort(name); err == nil {
		name = host
	}
	if name == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(trimBrackets(name))
	return err == nil && addr.Unmap().IsLoopback()
}

func trimBrackets(s string) string {
	if len(s) > 1 && s[0] == '[' && s[len(s)-1] == ']' {
		return s[1 : len(s)-1]
	}
	return s
}
