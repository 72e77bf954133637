// Package db opens the database and runs transactions. One SQL text serves SQLite and PostgreSQL: statements are written by hand with
// "?" for arguments, and what still differs between the engines is settled here and nowhere else.
//
// Rules for callers: keep to the portable subset of house.md (text ids made by us, "on conflict … do update", "returning", CTEs, windows);
// times are UTC and cut to the microsecond; days are ISO text; each query names itself in a leading comment.
package db
