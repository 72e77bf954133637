-- +goose Up
-- What people answered for of what the consistency check found: each act is a line, the last one of a fingerprint counts.
create table waiver_act (
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
create index waiver_act_fingerprint on waiver_act (fingerprint, at);
