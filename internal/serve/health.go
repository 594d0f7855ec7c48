package serve

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"redoutlet/internal/feed"
)

// ready says that messages can be kept, or why not: the last attempt decides.
// A locked tenant keeps messages and says so.
func (s *Server) ready(context.Context) (string, error) {
	var locked []string
	for name, t := range s.tenants {
		if err := t.Trouble(); err != nil {
			return "", fmt.Errorf("messages of tenant %s cannot be kept: %w", name, err)
		}
		if t.Locked() {
			locked = append(locked, name)
		}
	}
	if len(s.tenants) == 0 {
		return "", errors.New("no tenant is set up: `redoutlet init` sets one up")
	}
	if len(locked) > 0 {
		return "Messages are kept. Charts are locked: " + strings.Join(locked, ", ") + ".", nil
	}
	return "Messages are kept and charted.", nil
}

// metrics serves counts by tenant and source; nothing in them names a patient.
func (s *Server) metrics() http.Handler {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), &collector{s})
	return promhttp.HandlerFor(registry, promhttp.HandlerOpts{})
}

// collector reads the counts when they are asked for.
type collector struct{ server *Server }

// desc describes one metric.
func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("redoutlet_"+name, help, labels, nil)
}

// Describe implements [prometheus.Collector]: what there is depends on the
// sources, so it is described as it is collected.
func (c *collector) Describe(chan<- *prometheus.Desc) {}

// Collect implements [prometheus.Collector].
func (c *collector) Collect(ch chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	for name, t := range c.server.tenants {
		locked := 0.0
		if t.Locked() {
			locked = 1
		}
		gauge(desc("locked", "Whether the charts are locked.", "tenant"), locked, name)
		status, err := t.Status(context.Background())
		if err != nil {
			ch <- prometheus.NewInvalidMetric(desc("messages", "Messages by outcome.", "tenant", "outcome"), err)
			continue
		}
		c.messages(gauge, name, status)
	}
	gauge(desc("frame_bytes", "Memory held by messages on their way in."), float64(c.server.budget.InUse()))
}

func (c *collector) messages(gauge func(*prometheus.Desc, float64, ...string), tenant string, s feed.Status) {
	outcomes := desc("messages", "Messages kept, by what became of them.", "tenant", "outcome")
	gauge(outcomes, float64(s.Charted), tenant, "charted")
	gauge(outcomes, float64(s.Quarantined), tenant, "quarantined")
	gauge(outcomes, float64(s.Ignored), tenant, "ignored")
	gauge(outcomes, float64(s.Waiting), tenant, "waiting")
	for _, src := range s.Sources {
		gauge(desc("source_received", "Messages kept, by source.", "tenant", "source"), float64(src.Received), tenant, src.Name)
		gauge(desc("source_duplicates", "Exact replays, by source.", "tenant", "source"), float64(src.Duplicates), tenant, src.Name)
		if !src.Heard.IsZero() {
			gauge(desc("source_heard_seconds", "When a source was last heard, in seconds since 1970.", "tenant", "source"), float64(src.Heard.UnixMilli())/1000, tenant, src.Name)
		}
	}
}
