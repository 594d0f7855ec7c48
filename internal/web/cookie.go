package web

import (
	"net/http"

	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

// cookieName is the name of the one cookie there is. Over TLS it has the prefix
// by which browsers take it from this host alone and never over plain HTTP.
const (
	cookieName   = "redoutlet"
	securePrefix = "__Host-"
)

// jar writes and reads the cookie of a server, over TLS or not.
type jar struct{ secure bool }

func (j jar) name() string {
	if j.secure {
		return securePrefix + cookieName
	}
	return cookieName
}

// token is what the browser shows of its session.
func (j jar) token(r *http.Request) (identity.Token, bool) {
	c, err := r.Cookie(j.name())
	if err != nil || c.Value == "" {
		return "", false
	}
	return identity.Token(c.Value), true
}

func (s *Server) jar() jar { return jar{s.config.Secure} }

// admit gives the browser its session, until it is closed or the session ends
// here. Whoever was signed in there before no longer is.
func (s *Server) admit(w http.ResponseWriter, r *http.Request, e *ui.Entry) error {
	if old, ok := s.jar().token(r); ok {
		if err := s.config.Desk.SignOut(r.Context(), old); err != nil {
			return err
		}
	}
	http.SetCookie(w, s.jar().cookie(string(e.Token), 0))
	return redirect(w, r, e.To)
}

// release ends the browser's session and makes the browser forget it.
func (s *Server) release(w http.ResponseWriter, r *http.Request) error {
	if token, ok := s.jar().token(r); ok {
		if err := s.config.Desk.SignOut(r.Context(), token); err != nil {
			return err
		}
	}
	http.SetCookie(w, s.jar().cookie("", -1))
	return redirect(w, r, "/sign-in")
}

func (j jar) cookie(value string, maxAge int) *http.Cookie {
	return &http.Cookie{
		Name: j.name(), Value: value, Path: "/", MaxAge: maxAge,
		Secure: j.secure, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	}
}
