// The desk of likely pairs: one key for each answer, the next pair in focus. Without this script the buttons are a plain form.
(() => {
  const KEPT = "lianxin-review-keys";
  const label = document.querySelector("[data-keys]");
  const box = label && label.querySelector("input");
  if (box) {
    label.hidden = false;
    box.checked = window.localStorage.getItem(KEPT) !== "off";
    box.addEventListener("change", () => window.localStorage.setItem(KEPT, box.checked ? "on" : "off"));
  }
  let sending = false;
  const typing = (element) =>
    element.isContentEditable || /^(TEXTAREA|SELECT)$/.test(element.tagName) || (element.tagName === "INPUT" && element.type !== "checkbox");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || sending) return;
    if ((box && !box.checked) || typing(event.target) || document.querySelector("dialog[open]")) return;
    const button = document.querySelector(`#review [data-key="${event.key.toLowerCase()}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  document.body.addEventListener("htmx:beforeRequest", () => (sending = true));
  document.body.addEventListener("htmx:afterRequest", () => (sending = false));
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const review = document.getElementById("review");
    if (!review || !event.target.closest || !(event.target === review || review.contains(event.target))) return;
    const title = review.querySelector("[data-pair]");
    if (title) title.focus({ preventScroll: true });
    const top = review.getBoundingClientRect().top;
    if (top < 0 || window.innerWidth < 700) window.scrollBy(0, top - 70);
  });
})();
