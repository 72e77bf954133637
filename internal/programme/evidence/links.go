package evidence

import (
	"context"
	"strconv"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/fetch"
	"maillage/internal/kit/lang"
)

// LinkState says what a link answered when it was last looked at.
type LinkState string

// The states of a link. Private asks who you are; Refused is no public server, so that nobody asked it.
const (
	Alive       LinkState = "alive"
	Moved       LinkState = "moved"
	Dead        LinkState = "dead"
	Private     LinkState = "private"
	Unreachable LinkState = "unreachable"
	Refused     LinkState = "refused"
)

// LinkStates lists them, the worst first.
var LinkStates = []LinkState{Dead, Unreachable, Private, Refused, Moved, Alive}

// LinkCheck is the last look at a link.
type LinkCheck struct {
	Link    string    `bun:"link" json:"link"`
	State   LinkState `bun:"state" json:"state"`
	Status  int       `bun:"status" json:"status,omitempty"` // of HTTP; 0 when nothing answered
	MovedTo string    `bun:"moved_to" json:"moved_to,omitempty"`
	At      time.Time `bun:"at" json:"at"`
}

// LinkStateName names a state for people.
func LinkStateName(s LinkState, language string) string {
	names := map[LinkState]lang.Text{
		Alive: {FR: "répond", EN: "answers"}, Moved: {FR: "a déménagé", EN: "has moved"}, Dead: {FR: "lien mort", EN: "dead link"},
		Private: {FR: "page privée", EN: "private page"}, Unreachable: {FR: "ne répond pas", EN: "does not answer"}, Refused: {FR: "adresse non publique", EN: "not a public address"},
	}
	return names[s].In(language)
}

// judge says what an answer means.
func judge(page fetch.Page, err error) LinkState {
	switch {
	case fetch.IsRefused(err):
		return Refused
	case err != nil:
		return Unreachable
	case page.Private():
		return Private
	case page.Gone():
		return Dead
	case !page.OK():
		return Unreachable
	case page.Redirected:
		return Moved
	}
	return Alive
}

// LinksToCheck lists the links of all pieces that nobody looked at since a moment, those never looked at first: a check that was stopped goes
// on where it was.
func (s *Service) LinksToCheck(ctx context.Context, since time.Time) ([]string, error) {
	var list []string
	err := s.DB.All(ctx, &list, `/* evidence.linksToCheck */
		with named as (
			select i.link from evidence_item i where i.removed_at is null and i.link <> ''
			union select i.published_link as link from evidence_item i where i.removed_at is null and i.published_link <> ''
		)
		select n.link from named n left join link_check k on k.link = n.link where k.at is null or k.at < ?
		order by case when k.at is null then 0 else 1 end, k.at, n.link`, db.Now(since))
	return list, err
}

// CheckLinks looks at links and writes down what each answered, as it comes; tell is called after each. Stopping the context stops it, and
// what was seen stays. Errors: forbidden when this installation may not ask the web.
func (s *Service) CheckLinks(ctx context.Context, links []string, tell func(LinkCheck)) error {
	if err := s.MayAsk(); err != nil {
		return err
	}
	looking, stop := context.WithCancel(ctx)
	defer stop()
	var failed error
	for answer := range fetch.Several(looking, s.Fetch.Look, links, s.Pause) {
		if failed != nil {
			continue // let the others end
		}
		seen := s.checked(answer.Link, answer.Page, answer.Err)
		if failed = s.seen(ctx, seen); failed != nil {
			stop()
			continue
		}
		tell(seen)
	}
	if failed == nil {
		failed = ctx.Err()
	}
	return failed
}

func (s *Service) checked(link string, page fetch.Page, err error) LinkCheck {
	c := LinkCheck{Link: link, State: judge(page, err), Status: page.Status, At: db.Now(s.Now())}
	if c.State == Moved {
		c.MovedTo = page.Final
	}
	return c
}

// seen writes one look down. The audit trail hears of it when the state is another than before: a date alone is no news.
func (s *Service) seen(ctx context.Context, c LinkCheck) error {
	return s.DB.Tx(ctx, func(ctx context.Context) error {
		var before LinkCheck
		err := s.DB.Get(ctx, &before, `/* evidence.lookBefore */ select link, state, status, moved_to, at from link_check where link = ?`, c.Link)
		if err != nil && apperr.CodeOf(err) != apperr.NotFound {
			return err
		}
		if _, err := s.DB.Exec(ctx, `/* evidence.saveLook */ insert into link_check (link, state, status, moved_to, at) values (?, ?, ?, ?, ?)
			on conflict (link) do update set state = excluded.state, status = excluded.status, moved_to = excluded.moved_to, at = excluded.at`,
			c.Link, string(c.State), c.Status, c.MovedTo, c.At); err != nil {
			return err
		}
		if before.State == c.State && before.MovedTo == c.MovedTo {
			return nil
		}
		return s.Trail.Record(ctx, "checked", "link", c.Link, "", string(c.State)+" "+strconv.Itoa(c.Status))
	})
}

// LinkChecks returns the last look at each link of some pieces, by link.
func (s *Service) LinkChecks(ctx context.Context, items ...Item) (map[string]LinkCheck, error) {
	var links []string
	for _, i := range items {
		links = append(links, i.links()...)
	}
	found := map[string]LinkCheck{}
	if len(links) == 0 {
		return found, nil
	}
	var list []LinkCheck
	err := s.DB.All(ctx, &list, `/* evidence.linkChecks */ select link, state, status, moved_to, at from link_check where link in (?)`, db.In(links))
	for _, c := range list {
		found[c.Link] = c
	}
	return found, err
}
