-- +goose Up
-- Types are text, bigint, boolean and timestamp; the last and the sort order of text are translated for PostgreSQL (db/migrate.go).
-- Days are ISO text (2018-07-09), money is cents, lists that nobody filters on are text, one item a line.

create table chain_head (
	name text primary key,
	seq bigint not null,
	hash text not null
);
insert into chain_head (name, seq, hash) values ('audit', 0, ''), ('ledger', 0, '');

create table audit (
	seq bigint primary key,
	at timestamp not null,
	actor text not null,
	verb text not null,
	object text not null,
	object_id text not null,
	digest text not null,
	detail text not null,
	prev_hash text not null,
	hash text not null
);
create index audit_object on audit (object, object_id, seq);

-- Agreement: what was promised.
create table programme (
	id bigint primary key check (id = 1),
	revision bigint not null,
	code text not null,
	name_fr text not null,
	name_en text not null,
	start_on text not null,
	end_on text not null,
	region text not null,
	holder text not null,
	communes text not null,
	source text not null
);
create table funder (
	code text primary key,
	position bigint not null,
	name_fr text not null,
	name_en text not null,
	short_fr text not null,
	short_en text not null,
	fund_fr text not null,
	fund_en text not null,
	number text not null,
	start_on text not null,
	end_on text not null,
	rate text not null,
	mention_fr text not null,
	mention_en text not null
);
create table funder_department (
	funder text not null references funder (code) on delete cascade,
	department text not null,
	primary key (funder, department)
);
create table axis (
	number text primary key,
	position bigint not null,
	name_fr text not null,
	name_en text not null,
	objectives_fr text not null,
	objectives_en text not null,
	audiences_fr text not null,
	audiences_en text not null
);
create table activity (
	number text primary key,
	axis text not null references axis (number),
	position bigint not null,
	as_written text not null,
	name_fr text not null,
	name_en text not null,
	objectives_fr text not null,
	objectives_en text not null,
	audiences_fr text not null,
	audiences_en text not null,
	planned text not null,
	baseline text not null,
	attribution text not null,
	evidence text not null,
	active boolean not null
);
create table activity_evidence (
	activity text not null references activity (number) on delete cascade,
	kind text not null,
	primary key (activity, kind)
);
create table activity_target (
	activity text not null references activity (number) on delete cascade,
	indicator text not null,
	year bigint not null,
	value bigint not null,
	note_fr text not null,
	note_en text not null,
	primary key (activity, indicator, year)
);
create table entry_kind (
	code text primary key,
	position bigint not null,
	name_fr text not null,
	name_en text not null,
	activity text not null,
	several_days text not null check (several_days in ('occurrences', 'gathering', 'ask')),
	readings text not null
);
create table evidence_kind (
	code text primary key,
	position bigint not null,
	name_fr text not null,
	name_en text not null
);
create table amendment (
	number bigint primary key,
	signed_on text not null,
	description_fr text not null,
	description_en text not null,
	deactivates text not null
);

-- Import: batches, the rows as they were written, and what a batch changed so that it can be undone.
create table import_batch (
	id text primary key,
	kind text not null,
	file text not null,
	sha256 text not null,
	at timestamp not null,
	actor text not null,
	period text not null,
	row_count bigint not null,
	added bigint not null,
	changed bigint not null,
	unchanged bigint not null,
	refused bigint not null,
	state text not null check (state in ('applied', 'undone')),
	undone_at timestamp
);
create index import_batch_at on import_batch (at);
create table import_record (
	id text primary key,
	kind text not null,
	ref text not null,
	batch text not null,
	line bigint not null,
	hash text not null,
	cells text not null,
	removed boolean not null
);
create unique index import_record_ref on import_record (kind, ref);
create table import_change (
	batch text not null,
	record text not null,
	before_batch text not null,
	before_line bigint not null,
	before_hash text not null,
	before_cells text not null,
	before_removed boolean not null,
	primary key (batch, record)
);
create table import_mapping (
	kind text not null,
	header text not null,
	field text not null,
	primary key (kind, header)
);

-- Ledger: every version of every entry, chained by hash; the current one has no known_to.
create table entry (
	seq bigint primary key,
	id text not null,
	version bigint not null,
	known_from timestamp not null,
	known_to timestamp,
	actor text not null,
	act text not null check (act in ('recorded', 'corrected', 'attributed', 'removed', 'restored')),
	source text not null,
	batch text not null,
	kind text not null,
	activity text not null,
	year bigint not null,
	funder text not null,
	department text not null,
	state text not null,
	participations bigint,
	people bigint,
	minutes bigint,
	amount bigint,
	unread text not null,
	start_on text not null,
	end_on text not null,
	days text not null,
	date_text text not null,
	date_kind text not null,
	date_issues text not null,
	title text not null,
	place text not null,
	commune text not null,
	venue_department text not null,
	remote boolean not null,
	beneficiary text not null,
	beneficiary_key text not null,
	funder_reason text not null,
	aggregate boolean not null,
	also text not null,
	tags text not null,
	readings text not null,
	partners text not null,
	note text not null,
	hash text not null
);
create unique index entry_version on entry (id, version);
create index entry_day on entry (start_on) where known_to is null;
create index entry_kind_day on entry (kind, start_on) where known_to is null;
create index entry_beneficiary on entry (kind, beneficiary_key) where known_to is null and beneficiary_key <> '';
-- Sums of the current entries by everything that figures filter on, kept in the transaction that writes entries; doctor compares.
create table entry_cell (
	kind text not null,
	activity text not null,
	year bigint not null,
	funder text not null,
	department text not null,
	state text not null,
	also text not null,
	tags text not null,
	n bigint not null,
	participations bigint not null,
	participations_known bigint not null,
	people bigint not null,
	people_known bigint not null,
	minutes bigint not null,
	minutes_known bigint not null,
	amount bigint not null,
	amount_known bigint not null,
	primary key (kind, activity, year, funder, department, state, also, tags)
);
create index entry_read on entry (kind, start_on) where known_to is null and readings <> '';
create table entry_also (
	entry text not null,
	activity text not null,
	primary key (activity, entry)
);
create index entry_also_entry on entry_also (entry);
create table entry_tag (
	entry text not null,
	tag text not null,
	primary key (tag, entry)
);
create index entry_tag_entry on entry_tag (entry);
create table entry_mention (
	entry text not null,
	record text not null,
	kind text not null,
	activity text not null,
	title text not null,
	primary key (entry, record)
);
create index entry_mention_record on entry_mention (record);

-- Evidence: files and links, and what they prove.
create table evidence_item (
	id text primary key,
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
	removed_at timestamp,
	record text not null
);
create index evidence_item_activity on evidence_item (activity, kind);
create index evidence_item_record on evidence_item (record);
create table evidence_link (
	item text not null references evidence_item (id),
	entry text not null,
	added_at timestamp not null,
	primary key (entry, item)
);
create index evidence_link_item on evidence_link (item);

-- Indicators, targets told in the agreement, published figures, the text of the report.
create table indicator (
	key text primary key,
	position bigint not null,
	label_fr text not null,
	label_en text not null,
	unit_fr text not null,
	unit_en text not null,
	definition_fr text not null,
	definition_en text not null,
	measure text not null,
	rule text not null,
	cover bigint not null
);
create table published_figure (
	id text primary key,
	position bigint not null,
	words text not null,
	value text not null,
	unit text not null,
	place text not null,
	line bigint not null,
	indicator text not null,
	year bigint not null,
	scope text not null,
	note text not null,
	record text not null
);
create index published_figure_indicator on published_figure (indicator, year);
create table report (
	id bigint primary key check (id = 1),
	version bigint not null,
	settings text not null,
	updated_at timestamp not null
);
create table report_text (
	file text primary key,
	position bigint not null,
	axis text not null,
	body text not null,
	version bigint not null
);
