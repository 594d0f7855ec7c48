// Says where the focus is, and whether a reader can see it there.
(() => {
  "use strict";
  const at = document.activeElement;
  if (!at || at === document.body) return { End: true, Place: -1, Name: "outside of the page", Problem: "" };
  const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter((el) => el.checkVisibility({ contentVisibilityAuto: true }));
  const said = { End: false, Place: controls.indexOf(at), Name: at.tagName.toLowerCase() + " \"" + at.textContent.trim().slice(0, 40) + "\"", Problem: "" };
  const style = getComputedStyle(at);
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) said.Problem = "the focus has no outline";
  const box = at.getClientRects()[0];
  const [x, y] = [box.left + Math.min(box.width / 2, 30), box.top + box.height / 2];
  const seen = document.elementFromPoint(x, y);
  if (!seen) said.Problem = "it is outside of the window";
  else if (seen !== at && !at.contains(seen) && !seen.contains(at)) {
    said.Problem = "it is hidden behind " + seen.tagName.toLowerCase() + "." + seen.className;
  }
  return said;
})()
