-- +goose Up
-- Evidence: every file ever kept for a piece, where it came from, what may be published of it; links looked at; deliverables promised;
-- what the agreement says of how long proofs are kept.

create table deliverable (
	code text primary key,
	position bigint not null,
	name_fr text not null,
	name_en text not null,
	axis text not null,
	activity text not null,
	due_on text not null,
	publication boolean not null
);
alter table funder add column fund_period text not null default '';
alter table funder add column last_payment_on text not null default '';
alter table funder add column accounts_on text not null default '';
alter table funder add column retention_years bigint not null default 0;
alter table funder add column retention_until text not null default '';

-- When the file came from the link, after the piece was announced; what may be published (redacted is an id of evidence_file); the promised
-- thing that it is.
alter table evidence_item add column captured_at timestamp;
alter table evidence_item add column free boolean not null default false;
alter table evidence_item add column redacted text not null default '';
alter table evidence_item add column deliverable text not null default '';
alter table evidence_item add column published_on text not null default '';
alter table evidence_item add column published_link text not null default '';
create index evidence_item_deliverable on evidence_item (deliverable);

-- Rows are only ever added: a file that was replaced or withdrawn stays here, with its date, until its retention ends.
create table evidence_file (
	id text primary key,
	item text not null references evidence_item (id),
	origin text not null check (origin in ('imported', 'captured', 'redacted')),
	at timestamp not null,
	actor text not null,
	sha256 text not null,
	size bigint not null,
	type text not null,
	filename text not null,
	link text not null,
	final_link text not null,
	status bigint not null,
	note text not null
);
create index evidence_file_item on evidence_file (item, origin);
insert into evidence_file (id, item, origin, at, actor, sha256, size, type, filename, link, final_link, status, note)
	select id, id, 'imported', added_at, '', sha256, size, type, filename, '', '', 0, '' from evidence_item where state = 'stored';

-- The last look at each link, whatever pieces name it.
create table link_check (
	link text primary key,
	state text not null check (state in ('alive', 'moved', 'dead', 'private', 'unreachable', 'refused')),
	status bigint not null,
	moved_to text not null,
	at timestamp not null
);
