// Package browser opens every page in a real browser: its tests start the program, a hospital that does not exist, and
// Chromium, and look at what a reader gets.
//
// Each row of the page table is visited; a page that no test visits fails. What is looked for stands in
// testdata/audit.js, one check after another, and runs inside the page: structure, names of controls, sizes, contrast,
// what is cut or broken, and words that a clinical page never shows. The other tests go through the pages with the
// keyboard alone, without scripts, in forced colors, on paper, and while facts change underneath.
//
// Pictures of the pages are kept with the test's artifacts (go test -artifacts) and, where REDOUTLET_SHOTS names a
// folder, in it. Where Chromium is not installed the tests are skipped, except under REDOUTLET_CI=1, where they fail.
package browser
