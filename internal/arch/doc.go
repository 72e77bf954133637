// Package arch holds the code to the rules of the house (ARCHITECTURE.md): who may import whom, where SQL stands and in which words, how
// long things are, that both languages are there, and what must not be written in any file. It has no code of its own, only tests; each
// shows with a planted fault that it bites.
package arch
