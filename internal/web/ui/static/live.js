// Keeps a page's ages, its facts and its honesty about both. Nothing here is
// needed to read the page. Time comes from the server alone: an instant it sent,
// and the time passed since by a clock that nobody can set.
(() => {
  "use strict";
  const body = document.body;
  const says = document.getElementById("live");
  const patience = 20000; // without an event for so long, the stream is lost
  let server = body.dataset.made; // the server's last word on what time it is, in the site's zone
  let at = performance.now();     // when it came, by this browser's own count
  let wall = Date.now();          // the same, to notice a computer that slept
  let changed = false;
  let fetching = false;
  let due = 0; // changes that come together are fetched together
  let stopped = false;

  const now = () => Date.parse(server) + (performance.now() - at);
  const clock = (iso) => iso.slice(11, 16);

  function heard(iso) {
    server = iso;
    at = performance.now();
    wall = Date.now();
    if (stopped) {
      stopped = false;
      changed = true; // whatever was missed meanwhile
      says.textContent = "";
    }
  }

  // words writes an age as internal/notation does.
  function words(ms) {
    if (ms <= -60000) return "CLOCK NOT TRUSTED - use absolute times";
    const minutes = Math.trunc(ms / 60000);
    if (minutes < 1) return "under 1 min ago";
    if (minutes < 60) return minutes + " min ago";
    const hours = Math.trunc(minutes / 60);
    if (hours < 48) return hours + "hr" + (minutes % 60 ? " " + (minutes % 60) + "min" : "") + " ago";
    return Math.trunc(hours / 24) + " days" + (hours % 24 ? " " + (hours % 24) + "hr" : "") + " ago";
  }

  function age() {
    for (const el of document.querySelectorAll("time[data-since]")) {
      const text = words(now() - Date.parse(el.dataset.since));
      if (el.textContent !== text) el.textContent = text;
    }
  }

  function check() {
    age();
    const silent = Math.max(performance.now() - at, Date.now() - wall);
    if (silent > patience && !stopped) {
      stopped = true;
      says.textContent = "Live updates stopped at " + clock(server) + ". Reload to see newer facts.";
    }
    const until = document.getElementById("main").dataset.until;
    if (!stopped && until && now() >= Date.parse(until)) changed = true;
    if (changed && !stopped) renew();
  }

  function soon() {
    if (!due) due = setTimeout(() => { due = 0; renew(); }, 1000);
  }

  // typing reports whether swapping the page would lose what somebody entered.
  function typing() {
    return [...document.querySelectorAll("main input, main textarea")].some((el) => el.value !== el.defaultValue);
  }

  async function renew() {
    if (fetching || !body.dataset.live) return;
    changed = false;
    if (typing()) {
      says.textContent = "Newer facts came at " + clock(server) + ". Reload to see them.";
      return;
    }
    fetching = true;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
      if (!answer.ok || answer.redirected) {
        location.reload();
        return;
      }
      swap(new DOMParser().parseFromString(await answer.text(), "text/html"));
      says.textContent = "Page renewed at " + clock(server) + ".";
    } catch {
      changed = true; // the next check tries again, or says that the stream is lost
    } finally {
      fetching = false;
    }
  }

  // swap puts the new page in the place of the old one and leaves the reader
  // where they were: focus, opened details and scrolling.
  function swap(page) {
    const old = document.getElementById("main");
    const next = page.getElementById("main");
    if (!next) return;
    const focused = document.activeElement && document.activeElement.id;
    for (const el of old.querySelectorAll("details[open][id]")) {
      const same = page.getElementById(el.id);
      if (same) same.open = true;
    }
    const top = window.scrollY;
    old.replaceWith(document.adoptNode(next));
    document.title = page.title;
    const made = page.querySelector("footer time");
    const here = document.querySelector("footer time");
    if (made && here) here.replaceWith(document.adoptNode(made));
    const again = focused && document.getElementById(focused);
    if (again) again.focus({ preventScroll: true });
    window.scrollTo(0, top);
    age();
  }

  // concerns reports whether a change is about what this page shows.
  function concerns(what) {
    const live = body.dataset.live;
    return live === "any" || what.all ||
      (what.units || []).some((unit) => live === "unit:" + unit) ||
      (what.patients || []).some((id) => live === "patient:" + id);
  }

  const stream = new EventSource("/live");
  stream.addEventListener("clock", (e) => {
    heard(e.data);
    check();
  });
  stream.addEventListener("changed", (e) => {
    if (concerns(JSON.parse(e.data))) soon();
  });
  setInterval(check, 10000);
})();
