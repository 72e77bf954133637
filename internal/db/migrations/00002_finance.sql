-- +goose Up

-- Finance: the plan of financing, expenses and resources. Every row is one version: a change or a removal ends it, so that a statement can
-- be drawn as of any past moment.
create table finance_plan (
	version bigint primary key,
	content text not null,
	source text not null,
	added_at timestamp not null,
	removed_at timestamp
);
create table finance_expense (
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
create index finance_expense_current on finance_expense (spent_on, id) where removed_at is null;
create table finance_receipt (
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
