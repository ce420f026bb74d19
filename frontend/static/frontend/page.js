"use strict";

/* What the pages do a little better with a script; everything works without it. */

/* The error summary takes the focus, so that it is read first. */
document.querySelector("[data-focus]")?.focus();

/* A moment is shown in the reader's own zone beside the meeting's, where the two differ. */
const language = document.documentElement.lang.replace(/^en$/, "en-GB"); // as the pages write days: 18 May 2026
for (const moment of document.querySelectorAll("time[data-instant]")) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (own && own !== moment.dataset.zone) {
    const shown = new Intl.DateTimeFormat(language, { hourCycle: "h23", weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
    const note = document.createElement("span");
    note.className = "muted small";
    note.textContent = ` · ${shown.format(new Date(moment.dataset.instant))}`;
    moment.after(note);
  }
}

/* What the panel beside a form says is told in short, once for each change; the focus stays where one types. */
document.addEventListener("htmx:afterSwap", (event) => {
  const told = document.getElementById("panel-said");
  const said = event.target.querySelector("[data-said]")?.textContent.trim();
  if (told && said !== undefined && told.textContent !== said) told.textContent = said;
});

/* A secret address is copied with one press; without a script the field can be selected. */
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.textContent = button.dataset.done;
  });
}
