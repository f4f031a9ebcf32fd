package probetest

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"net"
	"strings"
	"sync"
	"time"
)

// An RTSP server as it answers before anybody logs in.
type RTSP struct {
	Server  string // the header, "" for none
	Public  string // methods; "" is the usual list
	Realm   string // of the challenge
	Options int    // status of OPTIONS; 0 is 200
}

// Serve answers OPTIONS and DESCRIBE; anything else ends the conversation.
func (r RTSP) Serve(c net.Conn) {
	in := bufio.NewReader(c)
	for {
		first, fields, err := readHead(in)
		if err != nil {
			return
		}
		head := "CSeq: " + fields["cseq"] + "\r\n"
		if r.Server != "" {
			head += "Server: " + r.Server + "\r\n"
		}
		public := r.Public
		if public == "" {
			public = "OPTIONS, DESCRIBE, PLAY, PAUSE, SETUP, TEARDOWN, SET_PARAMETER, GET_PARAMETER"
		}
		switch method, _, _ := strings.Cut(first, " "); {
		case method == "OPTIONS" && r.Options != 0 && r.Options != 200:
			fmt.Fprintf(c, "RTSP/1.0 %d Method Not Allowed\r\n%s\r\n", r.Options, head)
		case method == "OPTIONS":
			fmt.Fprintf(c, "RTSP/1.0 200 OK\r\n%sPublic: %s\r\n\r\n", head, public)
		case method == "DESCRIBE" && r.Realm != "":
			fmt.Fprintf(c, "RTSP/1.0 401 Unauthorized\r\n%sWWW-Authenticate: Digest realm=\"%s\", nonce=\"5d41402abc4b2a76b9719d911017c592\"\r\n\r\n", head, r.Realm)
		case method == "DESCRIBE":
			fmt.Fprintf(c, "RTSP/1.0 404 Not Found\r\n%s\r\n", head)
		default:
			return
		}
	}
}

// A Web server, as it shows itself at /.
type Web struct {
	Server string
	Status string // "200 OK" when empty
	Fields string // further fields, each with its line end
	Title  string
	Body   string
	Icon   []byte            // of /favicon.ico; nil is 404
	Pages  map[string]string // others by path
	Closes bool              // ends a connection after each answer, as many small servers do
}

// Serve answers GET.
func (w Web) Serve(c net.Conn) {
	in := bufio.NewReader(c)
	for {
		first, fields, err := readHead(in)
		if err != nil {
			return
		}
		path, _, _ := strings.Cut(strings.TrimPrefix(first, "GET "), " ")
		body, kind, status := w.Body, "text/html", w.Status
		if w.Title != "" {
			body = "<html><head><title>" + w.Title + "</title></head><body>" + w.Body + "</body></html>"
		}
		extra := w.Fields
		switch page, ok := w.Pages[path]; {
		case ok:
			body, kind, status, extra = page, "text/xml", "200 OK", ""
		case path == "/favicon.ico" && w.Icon != nil:
			body, kind, status, extra = string(w.Icon), "image/x-icon", "200 OK", ""
		case path != "/":
			body, kind, status, extra = "", "text/html", "404 Not Found", ""
		}
		if status == "" {
			status = "200 OK"
		}
		stay := !w.Closes && !strings.EqualFold(fields["connection"], "close")
		if !stay {
			extra += "Connection: close\r\n"
		}
		if w.Server != "" {
			extra += "Server: " + w.Server + "\r\n"
		}
		if _, err := fmt.Fprintf(c, "HTTP/1.1 %s\r\n%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", status, extra, kind, len(body), body); err != nil || !stay {
			return
		}
	}
}

func readHead(in *bufio.Reader) (first string, fields map[string]string, err error) {
	fields = map[string]string{}
	for n := 0; ; n++ {
		line, err := in.ReadString('\n')
		if err != nil || n > 100 {
			return first, fields, fmt.Errorf("reading a question: %w", err)
		}
		line = strings.TrimRight(line, "\r\n")
		if line == "" && n > 0 {
			return first, fields, nil
		}
		if n == 0 {
			first = line
			continue
		}
		name, value, _ := strings.Cut(line, ":")
		fields[strings.ToLower(name)] = strings.TrimSpace(value)
	}
}

// Secure puts a server behind TLS with a certificate of those names. The
// certificate is made at the first connection.
func Secure(subject, issuer pkix.Name, inner Server) Server {
	certificate := sync.OnceValues(func() (tls.Certificate, error) { return makeCertificate(subject, issuer) })
	return func(c net.Conn) {
		cert, err := certificate()
		if err != nil {
			return
		}
		// Cameras speak TLS 1.2, in which a capture shows the certificate.
		s := tls.Server(c, &tls.Config{Certificates: []tls.Certificate{cert}, MaxVersion: tls.VersionTLS12})
		if s.Handshake() == nil {
			inner(s)
		}
	}
}

func makeCertificate(subject, issuer pkix.Name) (tls.Certificate, error) {
	caKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	from := time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC)
	ca := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: issuer, NotBefore: from, NotAfter: from.AddDate(30, 0, 0), IsCA: true, BasicConstraintsValid: true}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: subject, NotBefore: from, NotAfter: from.AddDate(30, 0, 0)}
	der, err := x509.CreateCertificate(rand.Reader, leaf, ca, &key.PublicKey, caKey)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}
