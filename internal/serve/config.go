package serve

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/pelletier/go-toml/v2"

	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed/guard"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/serve/misuse"
	"redoutlet/internal/serve/wiring"
	"redoutlet/internal/store"
)

// ConfigFile is the name of the settings file in a data folder.
const ConfigFile = "redoutlet.toml"

// DefaultTenant is the tenant of a data folder that serves one organization.
const DefaultTenant = "main"

// Config is the settings file. Every key has a default; an unknown key is an
// error, so that a misspelt one is not silently without effect.
type Config struct {
	Zone        string         `toml:"zone" comment:"Time zone of the site, as America/Chicago. Pages show times in it."`
	Web         WebConfig      `toml:"web"`
	FrameMemory int            `toml:"frame_memory_mib" comment:"Memory for messages on their way in, in MiB, shared by all connections."`
	FrameLimit  int            `toml:"frame_limit_mib" comment:"Longest message taken, in MiB."`
	FeedListen  []string       `toml:"feed_listen" comment:"Hosts at which sources that are added on a page may be listened to, besides this computer alone, as 10.1.2.3; 0.0.0.0 is every network it is on."`
	VerifyDays  int            `toml:"verify_presence_days" comment:"A patient of whom no message has spoken for so many days, and who was not discharged, is listed to be verified."`
	Guard       GuardConfig    `toml:"guard" comment:"How much may vanish from charts or change on them, of a unit or of the hospital, before the section is frozen at its last good until a person has looked."`
	Sources     []SourceConfig `toml:"source" comment:"One block for each system that sends. A source stands as said here until somebody changes it on a page."`
}

// WebConfig is where pages are served.
type WebConfig struct {
	Listen      string   `toml:"listen" comment:"Address of the pages. Beyond loopback a certificate is needed."`
	Certificate string   `toml:"certificate" comment:"File of the TLS certificate chain, PEM. Empty: plain HTTP, on loopback only."`
	Key         string   `toml:"key" comment:"File of its private key, PEM."`
	Hosts       []string `toml:"hosts" comment:"Host names that browsers may use for this server, besides loopback names."`
}

// SourceConfig is a source and where it is listened to. A listener belongs to
// one tenant and one source: who sent a message never comes from the message.
type SourceConfig struct {
	Tenant string `toml:"tenant" comment:"Tenant the source belongs to."`
	Listen string `toml:"listen" comment:"Address for its MLLP connections."`
	reading.Profile
	Commanded bool `toml:"-"` // the address was given on the command line, and stands before any that was kept
}

// DefaultConfig is one source on trial, on loopback.
func DefaultConfig(zone string) Config {
	return Config{
		Zone:        zone,
		Web:         WebConfig{Listen: "127.0.0.1:8080", Hosts: []string{}},
		FrameMemory: 128, FrameLimit: 16, FeedListen: []string{},
		VerifyDays: roster.UsualVerifyDays, Guard: guardConfig(guard.Default()),
		Sources: []SourceConfig{{Tenant: DefaultTenant, Listen: "127.0.0.1:2575", Profile: reading.NewProfile("feed", zone)}},
	}
}

// ReadConfig reads a settings file over the defaults. What is wrong with it is
// a [misuse.Error].
func ReadConfig(path string) (Config, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, syscall.ENOTDIR) {
		return Config{}, misuse.Errorf("%s is a file and no data folder: name the folder with --data", filepath.Dir(path))
	}
	if err != nil {
		return Config{}, misuse.Errorf("reading settings: %w: `redoutlet config > FILE` writes a settings file to begin with", err)
	}
	c := DefaultConfig("UTC")
	c.Sources = nil
	decoder := toml.NewDecoder(strings.NewReader(string(text)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&c); err != nil {
		return Config{}, misuse.Errorf("settings file %s: %s", path, settingsFault(err))
	}
	return c, c.check(path)
}

func settingsFault(err error) string {
	var unknown *toml.StrictMissingError
	if errors.As(err, &unknown) && len(unknown.Errors) > 0 {
		row, _ := unknown.Errors[0].Position()
		return fmt.Sprintf("there is no setting %q (line %d); `redoutlet config` prints all there are",
			strings.Join(unknown.Errors[0].Key(), "."), row)
	}
	if wrong := new(toml.DecodeError); errors.As(err, &wrong) {
		row, _ := wrong.Position()
		return fmt.Sprintf("line %d (%s) cannot be read: %s; `redoutlet config` prints how each setting is written", row, strings.Join(wrong.Key(), "."), wrong.Error())
	}
	return err.Error()
}

// check fills what a source leaves to the site and refuses what cannot work.
func (c *Config) check(path string) error {
	if _, err := time.LoadLocation(c.Zone); err != nil {
		return misuse.Errorf("settings file %s: there is no time zone %q: use a name such as America/Chicago", path, c.Zone)
	}
	if err := c.Guard.Limits().Check(); err != nil {
		return misuse.Errorf("settings file %s: guard: %w", path, err)
	}
	if c.VerifyDays < 1 {
		return misuse.Errorf("settings file %s: verify_presence_days has to be 1 or more", path)
	}
	seen := map[string]bool{}
	for i := range c.Sources {
		s := &c.Sources[i]
		if s.Tenant == "" {
			s.Tenant = DefaultTenant
		}
		if s.Zone == "" {
			s.Zone = c.Zone
		}
		if s.NoneCodes == nil {
			s.NoneCodes = reading.NewProfile("", "").NoneCodes
		}
		key := s.Tenant + "/" + s.Name
		if !reading.ValidName(s.Name) || seen[key] {
			return misuse.Errorf("settings file %s: every source of a tenant needs a short name of its own, of letters, digits, - and _, as adt", path)
		}
		seen[key] = true
		if err := store.ValidTenant(s.Tenant); err != nil {
			return misuse.Errorf("settings file %s: source %s: %w", path, s.Name, err)
		}
		if _, err := s.Location(); err != nil {
			return misuse.Errorf("settings file %s: %w", path, err)
		}
		if err := s.Profile.Check(); err != nil {
			return misuse.Errorf("settings file %s: source %s: %w", path, s.Name, err)
		}
	}
	return nil
}

// Text writes the settings with what each is for.
func (c Config) Text() ([]byte, error) { return toml.Marshal(c) }

// Write writes the settings to a new file.
func (c Config) Write(path string) error {
	text, err := c.Text()
	if err != nil {
		return fmt.Errorf("writing settings: %w", err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		return fmt.Errorf("writing settings: %w", err)
	}
	return nil
}

// FindConfig reads the settings of a data folder, or the defaults where it has
// none.
func FindConfig(data, zone string) (Config, error) {
	path := filepath.Join(data, ConfigFile)
	c, err := ReadConfig(path)
	if errors.Is(err, os.ErrNotExist) {
		return DefaultConfig(zone), nil
	}
	return c, err
}

// Of are the sources of one tenant.
func (c Config) Of(tenant string) []wiring.Seed {
	var seed []wiring.Seed
	for _, s := range c.Sources {
		if s.Tenant == tenant {
			seed = append(seed, wiring.Seed{Listen: s.Listen, Commanded: s.Commanded, Profile: s.Profile})
		}
	}
	return seed
}
