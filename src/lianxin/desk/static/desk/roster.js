// The list is replaced in place when it is filtered: the form below follows its address. The head of the boxes ticks all.
(() => {
  const form = document.querySelector("form[data-bulk]");
  if (!form) return;
  form.addEventListener("submit", () => {
    form.action = form.dataset.bulk + window.location.search;
  });
  const boxes = () => document.querySelectorAll('input[name="selected"][form="bulk"]');
  const offer = () => {
    const head = document.querySelector("#lx-table th.pick, #lx-table thead th:first-child");
    if (!head || !boxes().length || head.querySelector("input")) return;
    const all = document.createElement("input");
    all.type = "checkbox";
    all.setAttribute("aria-label", head.textContent.trim());
    all.addEventListener("change", () => boxes().forEach((box) => (box.checked = all.checked)));
    head.replaceChildren(all);
  };
  offer();
  document.body.addEventListener("htmx:afterSettle", offer);
})();
