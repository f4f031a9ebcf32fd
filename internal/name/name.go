// Package name knows how names are written: letters, scripts, legal forms,
// trade words, places, and what each of them tells. It refuses to know whose
// name it is.
package name
