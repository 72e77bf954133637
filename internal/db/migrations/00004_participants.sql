-- +goose Up
-- Participants in the sense of the European Social Fund are a count of their own, beside people reached and attendances.
alter table entry add column participants bigint;
alter table entry_cell add column participants bigint not null default 0;
alter table entry_cell add column participants_known bigint not null default 0;
