-- +goose Up
-- How people closed variances: each act is a line, the last one of a key counts.
create table variance_closing (
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
create index variance_closing_key on variance_closing (key, at);
create index variance_closing_source on variance_closing (source);

-- Kept versions of the report. Content is a file of the store, named by its SHA-256: nothing here can change it.
create table report_version (
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
create table report_version_file (
	version bigint not null references report_version (number),
	name text not null,
	format text not null,
	sha256 text not null,
	size bigint not null,
	primary key (version, name)
);
create index report_version_file_sha on report_version_file (sha256);

-- Pictures of funders, as the folder of the report held them; the bytes are in the store.
create table report_logo (
	funder text primary key,
	file text not null,
	type text not null,
	sha256 text not null
);
