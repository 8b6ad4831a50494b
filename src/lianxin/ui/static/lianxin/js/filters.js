// The filter button on phones folds the filters in and out in place.
(() => {
  document.addEventListener("click", (event) => {
    const toggle = event.target.closest("[data-filters]");
    if (!toggle) return;
    event.preventDefault();
    const open = document.getElementById("filters").classList.toggle("is-open");
    toggle.setAttribute("aria-expanded", String(open));
  });
})();
