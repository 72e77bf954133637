-- The schema that the migrations lead to, for reading and for reviewing a change. Written by make gen; a test fails when it is out of date.
-- It is SQLite's; PostgreSQL has the same tables, columns and indexes with the types that migrate.go names, which another test compares.

CREATE TABLE chain_head (
	name text primary key,
	seq bigint not null,
	hash text not null
);
CREATE TABLE audit (
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
CREATE INDEX audit_object on audit (object, object_id, seq);
CREATE TABLE programme (
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
CREATE TABLE funder (
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
, fund_period text not null default '', last_payment_on text not null default '', accounts_on text not null default '', retention_years bigint not null default 0, retention_until text not null default '');
CREATE TABLE funder_department (
	funder text not null references funder (code) on delete cascade,
	department text not null,
	primary key (funder, department)
);
CREATE TABLE axis (
	number text primary key,
	position bigint not null,
	name_fr text not null,
	name_en text not null,
	objectives_fr text not null,
	objectives_en text not null,
	audiences_fr text not null,
	audiences_en text not null
);
CREATE TABLE activity (
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
CREATE TABLE activity_evidence (
	activity text not null references activity (number) on delete cascade,
	kind text not null,
	primary key (activity, kind)
);
CREATE TABLE activity_target (
	activity text not null references activity (number) on delete cascade,
	indicator text not null,
	year bigint not null,
	value bigint not null,
	note_fr text not null,
	note_en text not null,
	primary key (activity, indicator, year)
);
CREATE TABLE entry_kind (
	code text primary key,
	position bigint not null,
	name_fr text not null,
	name_en text not null,
	activity text not null,
	several_days text not null check (several_days in ('occurrences', 'gathering', 'ask')),
	readings text not null
);
CREATE TABLE evidence_kind (
	code text primary key,
	position bigint not null,
	name_fr text not null,
	name_en text not null
);
CREATE TABLE amendment (
	number bigint primary key,
	signed_on text not null,
	description_fr text not null,
	description_en text not null,
	deactivates text not null
);
CREATE TABLE import_batch (
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
CREATE INDEX import_batch_at on import_batch (at);
CREATE TABLE import_record (
	id text primary key,
	kind text not null,
	ref text not null,
	batch text not null,
	line bigint not null,
	hash text not null,
	cells text not null,
	removed boolean not null
);
CREATE UNIQUE INDEX import_record_ref on import_record (kind, ref);
CREATE TABLE import_change (
	batch text not null,
	record text not null,
	before_batch text not null,
	before_line bigint not null,
	before_hash text not null,
	before_cells text not null,
	before_removed boolean not null,
	primary key (batch, record)
);
CREATE TABLE import_mapping (
	kind text not null,
	header text not null,
	field text not null,
	primary key (kind, header)
);
CREATE TABLE entry (
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
, participants bigint);
CREATE UNIQUE INDEX entry_version on entry (id, version);
CREATE INDEX entry_day on entry (start_on) where known_to is null;
CREATE INDEX entry_kind_day on entry (kind, start_on) where known_to is null;
CREATE INDEX entry_beneficiary on entry (kind, beneficiary_key) where known_to is null and beneficiary_key <> '';
CREATE TABLE entry_cell (
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
	amount_known bigint not null, participants bigint not null default 0, participants_known bigint not null default 0,
	primary key (kind, activity, year, funder, department, state, also, tags)
);
CREATE INDEX entry_read on entry (kind, start_on) where known_to is null and readings <> '';
CREATE TABLE entry_also (
	entry text not null,
	activity text not null,
	primary key (activity, entry)
);
CREATE INDEX entry_also_entry on entry_also (entry);
CREATE TABLE entry_tag (
	entry text not null,
	tag text not null,
	primary key (tag, entry)
);
CREATE INDEX entry_tag_entry on entry_tag (entry);
CREATE TABLE entry_mention (
	entry text not null,
	record text not null,
	kind text not null,
	activity text not null,
	title text not null,
	primary key (entry, record)
);
CREATE INDEX entry_mention_record on entry_mention (record);
CREATE TABLE evidence_item (
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
, captured_at timestamp, free boolean not null default false, redacted text not null default '', deliverable text not null default '', published_on text not null default '', published_link text not null default '');
CREATE INDEX evidence_item_activity on evidence_item (activity, kind);
CREATE INDEX evidence_item_record on evidence_item (record);
CREATE TABLE evidence_link (
	item text not null references evidence_item (id),
	entry text not null,
	added_at timestamp not null,
	primary key (entry, item)
);
CREATE INDEX evidence_link_item on evidence_link (item);
CREATE TABLE indicator (
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
CREATE TABLE published_figure (
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
CREATE INDEX published_figure_indicator on published_figure (indicator, year);
CREATE TABLE report (
	id bigint primary key check (id = 1),
	version bigint not null,
	settings text not null,
	updated_at timestamp not null
);
CREATE TABLE report_text (
	file text primary key,
	position bigint not null,
	axis text not null,
	body text not null,
	version bigint not null
);
CREATE TABLE finance_plan (
	version bigint primary key,
	content text not null,
	source text not null,
	added_at timestamp not null,
	removed_at timestamp
);
CREATE TABLE finance_expense (
	id text not null,
	version bigint not null,
	reference text not null,
	piece text not null,
	activity text not null,
	axis text not null,
	line text not null check (line in ('staff', 'running', 'services', 'participants', 'indirect', 'in_kind')),
	funder text not null,
	spent_on text not null,
	paid_on text not null,
	proof text not null,
	supplier text not null,
	label text not null,
	amount bigint not null check (amount >= 0),
	share bigint not null check (share between 0 and 10000),
	charged bigint not null check (charged >= 0),
	accepted bigint check (accepted between 0 and charged),
	reason text not null,
	added_at timestamp not null,
	removed_at timestamp,
	primary key (id, version)
);
CREATE INDEX finance_expense_current on finance_expense (spent_on, id) where removed_at is null;
CREATE TABLE finance_receipt (
	id text not null,
	version bigint not null,
	reference text not null,
	operation text not null,
	source text not null check (source in ('funder', 'other_public', 'private', 'self_funding', 'in_kind')),
	name text not null,
	received_on text not null,
	amount bigint not null check (amount >= 0),
	attestation text not null,
	added_at timestamp not null,
	removed_at timestamp,
	primary key (id, version)
);
CREATE TABLE deliverable (
	code text primary key,
	position bigint not null,
	name_fr text not null,
	name_en text not null,
	axis text not null,
	activity text not null,
	due_on text not null,
	publication boolean not null
);
CREATE INDEX evidence_item_deliverable on evidence_item (deliverable);
CREATE TABLE evidence_file (
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
CREATE INDEX evidence_file_item on evidence_file (item, origin);
CREATE TABLE link_check (
	link text primary key,
	state text not null check (state in ('alive', 'moved', 'dead', 'private', 'unreachable', 'refused')),
	status bigint not null,
	moved_to text not null,
	at timestamp not null
);
CREATE TABLE variance_closing (
	id text primary key,
	key text not null,
	act text not null check (act in ('closed', 'reopened')),
	kind text not null,
	words text not null,
	reference text not null,
	terms text not null,
	told text not null,
	source text not null,
	actor text not null,
	at timestamp not null
);
CREATE INDEX variance_closing_key on variance_closing (key, at);
CREATE INDEX variance_closing_source on variance_closing (source);
CREATE TABLE report_version (
	number bigint primary key,
	final boolean not null,
	label text not null,
	funder text not null,
	language text not null,
	as_of timestamp not null,
	kept_at timestamp not null,
	actor text not null,
	hash text not null,
	content text not null,
	template text not null,
	ledger_seq bigint not null,
	replaces bigint not null,
	reason text not null
);
CREATE TABLE report_version_file (
	version bigint not null references report_version (number),
	name text not null,
	format text not null,
	sha256 text not null,
	size bigint not null,
	primary key (version, name)
);
CREATE INDEX report_version_file_sha on report_version_file (sha256);
CREATE TABLE report_logo (
	funder text primary key,
	file text not null,
	type text not null,
	sha256 text not null
);
CREATE TABLE evidence_known (
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
CREATE TABLE evidence_proved (
	item text not null references evidence_item (id),
	entry text not null,
	known_from timestamp not null,
	known_to timestamp,
	primary key (entry, item, known_from)
);
CREATE INDEX evidence_proved_item on evidence_proved (item);
CREATE TABLE waiver_act (
	id text primary key,
	fingerprint text not null,
	act text not null check (act in ('waived', 'lifted')),
	rule text not null,
	severity text not null,
	words text not null,
	place text not null,
	message_fr text not null,
	message_en text not null,
	reason text not null,
	actor text not null,
	at timestamp not null
);
CREATE INDEX waiver_act_fingerprint on waiver_act (fingerprint, at);
