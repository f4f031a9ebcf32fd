// Package cite knows where a fact came from: which source, and which place in
// it. It refuses to know what the fact says.
package cite

// A Source is one thing that was read: a file, a member of an archive, standard
// input. Name is as the reader of a report would look for it
// ("tender.zip!/bill.csv"). Digest and Size are known only once the whole
// source has been read; until then Digest is empty.
type Source struct {
	Name   string `json:"name"`
	Digest string `json:"digest,omitempty"` // "sha256:" and 64 hex digits
	Size   int64  `json:"size,omitempty"`   // bytes, as stored (before decompression)
}

// An Origin is the place in a source that an Item or a statement came from. At
// is in the words of the format: "row 14", "/releases/3/tender/items/0",
// "page 2, line 7", "packet 812".
type Origin struct {
	Source string `json:"source"`
	At     string `json:"at,omitempty"`
}

// String gives the origin as errors and reports print it: "assets.csv (row 14)".
func (o Origin) String() string {
	if o.At == "" {
		return o.Source
	}
	return o.Source + " (" + o.At + ")"
}
