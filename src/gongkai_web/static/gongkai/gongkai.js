// What makes forms more comfortable. Everything works without it.
"use strict";
document.addEventListener("submit", (event) => {
  // A form is sent once, however often somebody clicks; the server holds to it in any case.
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (form.method === "post" && !form.hasAttribute("hx-post")) form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.menu[open]")) if (!open.contains(event.target)) open.open = false;
  const print = event.target.closest("[data-print]");
  if (print) window.print();
  const all = event.target.closest("[data-check-all]");
  if (all) for (const box of document.querySelectorAll(`input[name="${all.dataset.checkAll}"]`)) box.checked = all.checked;
});
// A table that is wider than its place can be moved by keys.
const reachable = () => {
  for (const place of document.querySelectorAll(".tbl-wrap")) if (place.scrollWidth > place.clientWidth) place.tabIndex = 0;
};
for (const moment of ["load", "resize"]) addEventListener(moment, reachable);
document.addEventListener("htmx:afterSettle", reachable);
reachable();
