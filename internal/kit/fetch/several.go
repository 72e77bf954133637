package fetch

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// hostsAtOnce is how many servers are asked at the same time; each is asked one thing at a time.
const hostsAtOnce = 6

// Answer is what one of several addresses answered; Err is as Look tells it.
type Answer struct {
	Link string
	Page Page
	Err  error
}

// Several looks at addresses: several hosts at once, each one address after the other with a pause between. Answers come as they are known; the
// caller reads them to the end. Stopping the context ends it: what was not answered by then is not told.
func Several(ctx context.Context, look func(context.Context, string) (Page, error), links []string, pause time.Duration) <-chan Answer {
	answers, slots := make(chan Answer), make(chan struct{}, hostsAtOnce)
	var working sync.WaitGroup
	for _, list := range byHost(links) {
		working.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			for i, link := range list {
				if i > 0 && !wait(ctx, pause) || ctx.Err() != nil {
					return
				}
				page, err := look(ctx, link)
				if ctx.Err() != nil {
					return
				}
				answers <- Answer{link, page, err}
			}
		})
	}
	go func() {
		working.Wait()
		close(answers)
	}()
	return answers
}

// wait pauses, and says whether it was let to the end.
func wait(ctx context.Context, pause time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(pause):
		return true
	}
}

// byHost groups links by server, in the order in which servers are first named.
func byHost(links []string) [][]string {
	places, groups := map[string]int{}, [][]string{}
	for _, link := range links {
		host := ""
		if u, err := url.Parse(link); err == nil {
			host = u.Hostname()
		}
		at, known := places[host]
		if !known {
			at = len(groups)
			places[host] = at
			groups = append(groups, nil)
		}
		groups[at] = append(groups[at], link)
	}
	return groups
}

// signIn are the hosts to which private documents send whoever is not signed in: what they answer is a form, and proves nothing.
var signIn = []string{"accounts.google.com", "login.microsoftonline.com", "login.live.com", "login.yahoo.com", "www.dropbox.com"}

// Private says that whoever has no account there does not see the page: the server refuses, or sends to a form to sign in.
func (p Page) Private() bool {
	if p.Closed() {
		return true
	}
	u, err := url.Parse(p.Final)
	return err == nil && slices.Contains(signIn, u.Hostname()) && (u.Hostname() != "www.dropbox.com" || strings.HasPrefix(u.Path, "/login"))
}
