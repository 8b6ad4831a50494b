// The list is replaced in place when it is filtered: the form below follows its address. The head of the boxes ticks all.
(() => {
  const form = document.getElementById("bulk");
  if (!form) return;
  const follow = (address) => address.split("?")[0] + window.location.search;
  form.addEventListener("submit", (event) => {
    form.action = follow(form.action);
    if (event.submitter?.hasAttribute("formaction")) event.submitter.formAction = follow(event.submitter.formAction);
  });
  const boxes = () => document.querySelectorAll('input[name="selected"][form="bulk"]');
  const offer = () => {
    const head = document.querySelector("#lx-table thead :is(th.pick, th.select), #lx-table thead th:first-child");
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
