package ui

import (
	_ "embed"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
)

//go:embed static/style.css
var styleSheet []byte

//go:embed static/live.js
var liveScript []byte

//go:embed static/mark.svg
var mark []byte

// AssetNames lists what [Asset] holds.
func AssetNames() []string {
	return []string{"style.css", "live.js", "mark.svg", "go-regular.ttf", "go-bold.ttf", "go-mono.ttf"}
}

// Asset returns a file that pages fetch from /static/ and its media type. The
// bytes must not be changed.
func Asset(name string) (data []byte, mediaType string, ok bool) {
	switch name {
	case "style.css":
		return styleSheet, "text/css; charset=utf-8", true
	case "live.js":
		return liveScript, "text/javascript; charset=utf-8", true
	case "mark.svg":
		return mark, "image/svg+xml", true
	case "go-regular.ttf":
		return goregular.TTF, "font/ttf", true
	case "go-bold.ttf":
		return gobold.TTF, "font/ttf", true
	case "go-mono.ttf":
		return gomono.TTF, "font/ttf", true
	}
	return nil, "", false
}
