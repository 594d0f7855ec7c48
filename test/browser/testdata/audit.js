// Looks at the page it runs in and returns what is wrong with it, one sentence each.
(() => {
  "use strict";
  const found = [];
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = (el) => (el.textContent || "").replace(/\s+/g, " ").trim();
  const name = (el) => {
    const text = words(el).slice(0, 40);
    const at = el.closest("section, nav, table, form, header, footer");
    return "<" + el.tagName.toLowerCase() + (el.className && el.className.baseVal === undefined ? "." + el.className.replace(/ /g, ".") : "") + "> \"" +
      text + "\"" + (at && at !== el ? " in <" + at.tagName.toLowerCase() + (at.className ? "." + at.className : "") + ">" : "");
  };
  const wrong = (what, el) => found.push(el ? what + ": " + name(el) : what);
  const style = (el) => getComputedStyle(el);
  const shown = (el) => {
    if (!el.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true, contentVisibilityAuto: true })) return false;
    const box = el.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && box.right > 0;
  };

  // Structure.
  if (!/^en\b/.test(document.documentElement.lang)) wrong("the page does not say its language");
  if (!document.title) wrong("the page has no title");
  const levels = all("h1, h2, h3, h4, h5, h6").filter(shown);
  const firsts = levels.filter((h) => h.tagName === "H1");
  if (firsts.length !== 1) wrong("there are " + firsts.length + " h1, not one");
  let before = 1;
  for (const h of levels) {
    const level = Number(h.tagName[1]);
    if (level > before + 1) wrong("a heading skips a level", h);
    if (!words(h)) wrong("a heading says nothing", h);
    before = level;
  }
  if (all("main").length !== 1) wrong("there is not one main landmark");
  for (const landmark of ["body > header", "body > main", "body > footer"]) {
    if (!document.querySelector(landmark)) wrong("there is no " + landmark);
  }
  const ids = all("[id]").map((el) => el.id);
  for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) wrong("the id " + id + " is there twice");
  for (const el of all("[aria-labelledby], [aria-describedby], label[for]")) {
    const refers = ["aria-labelledby", "aria-describedby", "for"].flatMap((a) => (el.getAttribute(a) || "").split(/\s+/)).filter(Boolean);
    for (const id of refers) if (!document.getElementById(id)) wrong("it refers to " + id + ", which is not there", el);
  }
  for (const section of all("main section")) {
    if (!section.hasAttribute("aria-labelledby")) wrong("a section has no name", section);
  }
  for (const table of all("table")) {
    if (!table.querySelector("caption")) wrong("a table has no caption", table);
    if (all("thead th:not([scope])", table).length) wrong("a column heading has no scope", table);
  }
  for (const cell of all("main td, main th, main dd, main dt, main li, main p, main h1, main h2, main h3, main caption, main summary")) {
    if (!words(cell)) wrong("it is blank", cell);
  }

  // Controls.
  const controls = all("a[href], button, input:not([type=hidden]), select, textarea, summary").filter(shown);
  for (const el of controls) {
    const labels = el.labels ? [...el.labels].map(words).join(" ") : "";
    if (!(el.getAttribute("aria-label") || labels || words(el))) wrong("a control has no name", el);
    if (el.tabIndex > 0) wrong("it changes the order of the Tab key", el);
    const box = el.getBoundingClientRect();
    if (box.width < 24 || box.height < 24) {
      wrong("a target is " + Math.round(box.width) + " by " + Math.round(box.height) + " px, less than 24", el);
    }
    if (el.matches("button, input, select, summary, nav a, .doorway, .button") && box.height < 44) {
      wrong("a target for gloves is " + Math.round(box.height) + " px high, less than 44", el);
    }
  }

  // What does not fit.
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) wrong("the page is " + root.scrollWidth + " px wide in a window of " + root.clientWidth);
  for (const el of all("body *").filter(shown)) {
    const s = style(el);
    const box = el.getBoundingClientRect();
    if (box.right > root.clientWidth + 1 && !el.closest("svg")) wrong("it reaches beyond the right edge", el);
    if (el.matches("span.nowrap") && s.display !== "inline" && !el.closest("dl, .status")) wrong("it stands on a line of its own", el);
    if (el.matches("input[type=file]")) continue; // what stands there is written by the browser alone: the name of a file
    if (s.textOverflow !== "clip" || (s.webkitLineClamp && s.webkitLineClamp !== "none")) wrong("its text may be cut", el);
    if ((s.overflowX !== "visible" || s.overflowY !== "visible") && el !== document.body && !el.closest("svg, input") &&
        (el.scrollWidth > el.clientWidth || el.scrollHeight > el.clientHeight)) wrong("part of it cannot be seen", el);
  }

  // Text: contrast, and words that break.
  const channel = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const color = (text) => {
    const n = text.match(/[\d.]+/g).map(Number);
    return { light: 0.2126 * channel(n[0]) + 0.7152 * channel(n[1]) + 0.0722 * channel(n[2]), alpha: n.length > 3 ? n[3] : 1 };
  };
  const ground = (el) => {
    for (let at = el; at; at = at.parentElement) {
      const c = color(style(at).backgroundColor);
      if (c.alpha === 1) return c;
      if (c.alpha > 0) wrong("its ground is half transparent, so its contrast is not known", at);
    }
    return { light: 1, alpha: 1 };
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const lines = (node, match) => {
    range.setStart(node, match.index);
    range.setEnd(node, match.index + match[0].length);
    return new Set([...range.getClientRects()].filter((r) => r.width > 0).map((r) => Math.round(r.top))).size;
  };
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const el = node.parentElement;
    if (!node.data.trim() || !shown(el) || el.closest("noscript, script")) continue;
    const [a, b] = [color(style(el).color).light, ground(el).light];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) wrong("its contrast is " + ratio.toFixed(1) + ", less than 4.5", el);
    if (parseFloat(style(el).fontSize) < 14) wrong("its type is smaller than 14 px", el);
    for (const whole of node.data.matchAll(/\d\d-[A-Z][a-z]{2}-\d{4}|\d\d:\d\d/g)) {
      if (lines(node, whole) > 1) wrong("the time " + whole[0] + " is broken", el);
    }
    for (const word of node.data.matchAll(/[^\s\-—–/^|]{2,}/g)) {
      if (word[0].length > 24) continue; // no column is wide enough for every word
      if (lines(node, word) > 1 && !el.closest("code")) wrong("the word " + word[0] + " is broken", el);
    }
  }

  // What a clinical page never says.
  const said = document.querySelector("main").innerText;
  for (const bad of said.match(/\b(None|N\/A|n\/a|undefined|null|NaN|nil|map\[|Invalid Date)\b|<nil>|%!|\{\{|01-Jan-0001/g) || []) wrong("it says " + bad);
  return [...new Set(found)];
})()
