// ⌘K or Ctrl+K (or /): find people, organisations, matters and pages. Results come from the search page itself, without
// its frame, so that there is one search; without this script the box in the header is a plain form.
(() => {
  const form = document.querySelector("[data-search]");
  const dialog = document.getElementById("palette");
  if (!form) return;
  const box = form.querySelector("input");
  const typing = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

  if (!dialog || !dialog.showModal) {
    document.addEventListener("keydown", (event) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        box.focus();
      }
    });
    return;
  }

  const input = dialog.querySelector("input");
  const list = dialog.querySelector("[data-palette-list]");
  const pages = Array.from(document.querySelectorAll("#nav a[href]"))
    .filter((link) => link.textContent.trim() && !link.getAttribute("href").startsWith("#"))
    .map((link) => ({ text: link.textContent.trim(), href: link.getAttribute("href"), note: "" }));
  let timer = 0;
  let latest = 0;
  let chosen = 0;

  const select = (index) => {
    const rows = Array.from(list.children);
    if (!rows.length) return;
    chosen = (index + rows.length) % rows.length;
    rows.forEach((row, i) => row.setAttribute("aria-selected", String(i === chosen)));
    input.setAttribute("aria-activedescendant", rows[chosen].id);
    rows[chosen].scrollIntoView({ block: "nearest" });
  };

  const show = (entries) => {
    list.textContent = "";
    entries.forEach((entry, i) => {
      const row = document.createElement("li");
      row.id = `palette-${i}`;
      row.setAttribute("role", "option");
      const link = document.createElement("a");
      link.href = entry.href;
      link.tabIndex = -1;
      const text = document.createElement("span");
      text.textContent = entry.text;
      const note = document.createElement("small");
      note.textContent = entry.note;
      link.append(text, note);
      row.append(link);
      list.append(row);
    });
    select(0);
  };

  const matching = (words) => pages.filter((page) => page.text.toLowerCase().includes(words.toLowerCase()));

  const find = async (words) => {
    const turn = ++latest;
    show(matching(words));
    if (!words) return;
    // Posted, not asked by address: what is typed may be a name or a phone, and addresses stand in logs.
    const body = new FormData(form);
    body.set("q", words);
    const answer = await fetch(form.getAttribute("action"), {
      method: "POST",
      body,
      credentials: "same-origin",
      headers: { "HX-Request": "true" },
    });
    if (!answer.ok || turn !== latest) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = Array.from(page.querySelectorAll("[data-search-results] a[href]")).map((link) => ({
      text: link.textContent.trim(),
      href: link.getAttribute("href"),
      note: link.dataset.note || "",
    }));
    if (turn === latest) show(found.slice(0, 12).concat(matching(words)));
  };

  const open = () => {
    if (dialog.open) return;
    input.value = box.value;
    dialog.showModal();
    input.select();
    find(input.value.trim());
  };

  document.addEventListener("keydown", (event) => {
    const shortcut = (event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k";
    if (!shortcut && !(event.key === "/" && !typing(event.target))) return;
    event.preventDefault();
    open();
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => find(input.value.trim()), 140);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") select(chosen + 1);
    else if (event.key === "ArrowUp") select(chosen - 1);
    else if (event.key === "Enter") {
      const link = list.children[chosen] && list.children[chosen].querySelector("a");
      if (link) window.location.assign(link.href);
      else {
        box.value = input.value;
        form.submit();
      }
    } else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
})();
