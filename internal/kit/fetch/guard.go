package fetch

import (
	"errors"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"maillage/internal/kit/apperr"
)

// globalV6 is the only part of IPv6 from which public addresses are given out; local, multicast and translated addresses (NAT64) stand
// outside it.
var globalV6 = netip.MustParsePrefix("2000::/3")

// special are the ranges that no public server has (IANA registries of special-purpose addresses, RFC 6890 and its updates), and those
// that wrap an IPv4 address and so could lead to one of them.
var special = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
	"192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
)

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, s := range list {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

// public says whether an address may belong to a server on the open internet.
func public(a netip.Addr) bool {
	if !a.IsValid() || a.Is4In6() || a.Zone() != "" || a.Is6() && !globalV6.Contains(a) {
		return false
	}
	return !slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(a) })
}

// control is asked for each connection, with the address that the name was resolved to: no second resolution can slip in between.
func (c *Client) control(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return private(address)
	}
	if c.opt.AllowLoopback && to.Addr().IsLoopback() {
		return nil
	}
	if !public(to.Addr()) || !c.allowsPort(to.Port()) {
		return private(address)
	}
	return nil
}

func (c *Client) allowsPort(port uint16) bool { return port == 80 || port == 443 }

// checkURL refuses what is no plain web address before anything is resolved.
func (c *Client) checkURL(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.Opaque != "" {
		return invalid("fetch.scheme", "« %s » n’est pas une adresse web : écrivez-la en entier, avec https://.", "“%s” is not a web address: write it in full, with https://.", u)
	}
	if u.User != nil {
		return invalid("fetch.credentials", "L’adresse « %s » contient un mot de passe ou un nom d’utilisateur : retirez-les.", "The address “%s” holds a password or a user name: take them out.", u)
	}
	if port := u.Port(); port != "" && !c.opt.AllowLoopback {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || !c.allowsPort(uint16(n)) {
			return private(u.Host)
		}
	}
	return nil
}

// parse reads a web address. Errors: Invalid, saying what to write.
func (c *Client) parse(link string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil {
		return nil, invalid("fetch.scheme", "« %s » n’est pas une adresse web : écrivez-la en entier, avec https://.", "“%s” is not a web address: write it in full, with https://.", &url.URL{Path: link})
	}
	return u, c.checkURL(u)
}

// invalid names an address in both messages, without its password if it has one.
func invalid(key, fr, en string, u *url.URL) error {
	return apperr.Newf(apperr.Invalid, key, fr, en, u.Redacted())
}

func private(where string) error {
	return apperr.Newf(apperr.Forbidden, "fetch.private",
		"L’adresse mène à « %s », qui n’est pas un serveur web public : rien n’y est demandé. Enregistrez le fichier vous-même et joignez-le.",
		"The address leads to “%s”, which is not a public web server: nothing is asked of it. Save the file yourself and add it.", where)
}

// IsRefused says that the guard refused an address, as opposed to a server that does not answer.
func IsRefused(err error) bool {
	var e *apperr.E
	return errors.As(err, &e) && (e.Code == apperr.Forbidden || e.Code == apperr.Invalid)
}
