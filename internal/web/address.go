package web

import (
	"maps"
	"net/url"
)

// Address is a path with the parameters of a query, some of them changed: names and values in turn, "" taking a parameter away.
func Address(path string, query url.Values, changes ...string) string {
	q := url.Values{}
	maps.Copy(q, query)
	for i := 0; i+1 < len(changes); i += 2 {
		if q.Set(changes[i], changes[i+1]); changes[i+1] == "" {
			q.Del(changes[i])
		}
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
