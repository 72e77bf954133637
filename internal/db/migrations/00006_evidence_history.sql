-- +goose Up
-- What was known of each piece, and which entries it proved, from when to when: the last line of a piece is open while the piece is shown.
-- Lines are added and closed, so that what a figure lacked on a day can be computed again on any later one.

create table evidence_known (
	id text not null references evidence_item (id),
	known_from timestamp not null,
	known_to timestamp,
	version bigint not null,
	kind text not null,
	title text not null,
	activity text not null,
	link text not null,
	sha256 text not null,
	size bigint not null,
	type text not null,
	filename text not null,
	dated_on text not null,
	state text not null check (state in ('stored', 'not_captured')),
	added_at timestamp not null,
	record text not null,
	captured_at timestamp,
	free boolean not null,
	redacted text not null,
	deliverable text not null,
	published_on text not null,
	published_link text not null,
	primary key (id, known_from)
);
create table evidence_proved (
	item text not null references evidence_item (id),
	entry text not null,
	known_from timestamp not null,
	known_to timestamp,
	primary key (entry, item, known_from)
);
create index evidence_proved_item on evidence_proved (item);

-- What earlier releases still know: a piece from its last import on, announced until its link was captured.
insert into evidence_known (id, known_from, known_to, version, kind, title, activity, link, sha256, size, type, filename, dated_on, state, added_at, record,
		captured_at, free, redacted, deliverable, published_on, published_link)
	select id, added_at, captured_at, version, kind, title, activity, link, '', 0, '', '', dated_on, 'not_captured', added_at, record,
		null, false, '', deliverable, published_on, published_link from evidence_item where captured_at > added_at;
insert into evidence_known (id, known_from, known_to, version, kind, title, activity, link, sha256, size, type, filename, dated_on, state, added_at, record,
		captured_at, free, redacted, deliverable, published_on, published_link)
	select id, case when captured_at > added_at then captured_at else added_at end, removed_at, version, kind, title, activity, link, sha256, size, type, filename,
		dated_on, state, added_at, record, captured_at, free, redacted, deliverable, published_on, published_link from evidence_item;
insert into evidence_proved (item, entry, known_from) select item, entry, added_at from evidence_link;
