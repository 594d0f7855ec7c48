package mllp_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/mllp"
)

// listen starts a server on a loopback socket and returns its address. The test's end stops it.
func listen(t testing.TB, s *mllp.Server, config *tls.Config) (address string, stop func()) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address = l.Addr().String()
	if config != nil {
		l = tls.NewListener(l, config)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := s.Serve(ctx, l); err != nil {
			t.Errorf("Serve: %v", err)
		}
	}()
	stop = func() {
		cancel()
		<-done
	}
	t.Cleanup(stop)
	return address, stop
}

func dial(t testing.TB, address string, config *tls.Config) *mllp.Client {
	t.Helper()
	c, err := mllp.Dial(t.Context(), address, mllp.ClientOptions{TLS: config})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func TestOverTCP(t *testing.T) {
	s := &mllp.Server{Handler: mllp.HandlerFunc(acknowledge), Budget: newBudget(t, mllp.DefaultBudget, mllp.DefaultMaxFrame)}
	address, stop := listen(t, s, nil)
	c := dial(t, address, nil)
	long := append(adt("long", "", ""), strings.Repeat("x", 5<<20)...)
	for _, m := range [][]byte{adt("1", "", ""), long, adt("2", "", "")} {
		got, err := c.Send(t.Context(), m)
		if want := "MSA|AA|" + controlID(m) + "\r"; err != nil || !strings.Contains(string(got), want) {
			t.Errorf("Send() = %q, %v, want %q", got, err, want)
		}
	}
	stop()
	if n := s.Budget.InUse(); n != 0 {
		t.Errorf("%d bytes of the budget still in use", n)
	}
	if _, err := c.Send(t.Context(), adt("3", "", "")); err == nil {
		t.Error("a stopped server answered")
	}
}

func TestDialSaysWhereItCouldNotConnect(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	if _, err := mllp.Dial(t.Context(), l.Addr().String(), mllp.ClientOptions{}); err == nil || !strings.Contains(err.Error(), l.Addr().String()) {
		t.Errorf("error %v, want one with the address", err)
	}
}

func TestTheClientCertificateSaysWhoSends(t *testing.T) {
	ca := newAuthority(t)
	peers := make(chan mllp.Peer, 1)
	s := &mllp.Server{
		Budget: newBudget(t, mllp.DefaultBudget, mllp.DefaultMaxFrame),
		Handler: mllp.HandlerFunc(func(ctx context.Context, f mllp.Frame) ([]byte, error) {
			peers <- *f.From
			return acknowledge(ctx, f)
		}),
	}
	address, _ := listen(t, s, &tls.Config{
		Certificates: []tls.Certificate{ca.issue(t, "receiver")},
		ClientCAs:    ca.pool(),
		ClientAuth:   tls.RequireAndVerifyClientCert,
	})

	known := dial(t, address, &tls.Config{RootCAs: ca.pool(), Certificates: []tls.Certificate{ca.issue(t, "laboratory")}})
	if _, err := known.Send(t.Context(), adt("1", "", "")); err != nil {
		t.Fatal(err)
	}
	if p := <-peers; p.Cert == nil || p.Cert.Subject.CommonName != "laboratory" || p.Conn != 1 || p.Addr == nil {
		t.Errorf("peer %+v, want connection 1 of the laboratory", p)
	}

	unknown := dial(t, address, &tls.Config{RootCAs: ca.pool()})
	if _, err := unknown.Send(t.Context(), adt("2", "", "")); err == nil {
		t.Error("a sender without a certificate was answered")
	}
	if s.Stats().Messages != 1 {
		t.Error("a message of a sender without a certificate was taken")
	}
}

// An authority issues certificates for one test.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	a := &authority{key: newKey(t)}
	a.cert = a.sign(t, &x509.Certificate{
		Subject:               pkix.Name{CommonName: "authority"},
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign,
	}, a.key)
	return a
}

func (a *authority) pool() *x509.CertPool {
	p := x509.NewCertPool()
	p.AddCert(a.cert)
	return p
}

func (a *authority) issue(t *testing.T, name string) tls.Certificate {
	t.Helper()
	key := newKey(t)
	cert := a.sign(t, &x509.Certificate{
		Subject:     pkix.Name{CommonName: name},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageServerAuth},
	}, key)
	return tls.Certificate{Certificate: [][]byte{cert.Raw}, PrivateKey: key}
}

// sign completes the template and signs it; the authority's own certificate signs itself.
func (a *authority) sign(t *testing.T, template *x509.Certificate, key *ecdsa.PrivateKey) *x509.Certificate {
	t.Helper()
	template.SerialNumber = big.NewInt(time.Now().UnixNano())
	template.NotBefore = time.Now().Add(-time.Hour)
	template.NotAfter = time.Now().Add(time.Hour)
	parent := a.cert
	if parent == nil {
		parent = template
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, a.key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return cert
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}
