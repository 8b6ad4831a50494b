// The editor of a report. The text field holds the whole text; with this script it is shown block by block, a click opens one.
(() => {
  const studio = document.getElementById("studio");
  if (!studio) return;
  const paper = document.getElementById("studio-paper");
  const body = document.getElementById("studio-body");
  const locked = studio.hasAttribute("data-locked");
  let open = null; // the block that is being written
  let line = null; // its words, when it has any
  let last = null; // the block that was written last: where a figure is inserted
  let dirty = false;
  let asking = 0;

  const blocks = () => [...paper.querySelectorAll(":scope > [data-block]")];
  const source = (block) => block.querySelector(".sblock__source");
  const busy = document.getElementById("studio-busy");
  const suggestions = document.getElementById("studio-suggestions");
  const beside = suggestions?.parentElement;
  let waits = 0;

  // The target asks for itself: requests of one element wait for each other, and the one between is dropped.
  const post = (url, values, target, swap) => {
    const source = typeof target === "string" ? document.querySelector(target) : target;
    return window.htmx.ajax("POST", url, { source, target: source, swap, values });
  };
  const later = (wait, act) => {
    window.clearTimeout(asking);
    asking = window.setTimeout(act, wait);
  };

  studio.classList.add("studio--live");
  decorate();
  function settle() {
    decorate();
    blocks().forEach((block, index) => {
      block.id = `b${index + 1}`;
    });
    // The records of a figure open beside the text, which may not be saved yet.
    for (const link of paper.querySelectorAll("a[href]")) link.target = "_blank";
    outline();
    marks();
  }

  function decorate() {
    for (const block of blocks()) {
      if (block.querySelector(".sblock__tools")) continue;
      block.tabIndex = 0;
      block.append(document.getElementById("studio-tools").content.cloneNode(true));
      window.studioLine.learn(source(block).value, JSON.parse(block.dataset.tags || "[]"));
      level(block);
    }
  }

  function compose() {
    const text = blocks().map((block) => source(block).value.trim()).filter(Boolean).join("\n\n") + "\n";
    if (text.trim() === body.value.trim()) return;
    body.value = text;
    setDirty(true);
  }

  function setDirty(now) {
    dirty = now;
    studio.classList.toggle("studio--dirty", now);
  }

  // Paragraph, heading or subheading: the marks before the words. The title and tables have no choice.
  function level(block) {
    const choice = block.querySelector("[data-level-choice]");
    if (!choice) return;
    const marks = source(block).value.match(/^#*/)[0];
    choice.hidden = Boolean(block.querySelector("[data-form]")) || marks.length === 1;
    choice.value = marks;
  }

  function edit(block, at) {
    if (open === block || locked) return;
    if (open) finish();
    open = last = block;
    block.dataset.before = source(block).value;
    block.classList.add("sblock--open");
    const form = block.querySelector("[data-form]");
    if (form) {
      form.hidden = false;
      return;
    }
    block.querySelector(".sblock__shown").hidden = true;
    line = window.studioLine.open(source(block), { split, join, leave });
    if (suggestions) block.append(suggestions);
    line.focus(at);
  }

  // Enter: what stands behind the caret is a paragraph of its own.
  function split(before, after) {
    const next = words(after);
    source(open).value = before;
    open.after(next);
    decorate();
    edit(next, "start");
  }

  // Backspace at the beginning: the paragraph becomes the end of the one before.
  function join() {
    const block = open;
    const before = block.previousElementSibling;
    const text = source(block).value.replace(/^#+\s*/, "");
    if (!before || before.querySelector("[data-form]")) return false;
    source(block).value = "";
    edit(before);
    line.append(text);
    return true;
  }

  function leave(step) {
    const next = step < 0 ? open.previousElementSibling : open.nextElementSibling;
    if (!next || next.querySelector("[data-form]")) return false;
    edit(next, step < 0 ? undefined : "start");
    return true;
  }

  function finish() {
    const block = open;
    open = null;
    if (!block) return;
    const field = source(block);
    const form = block.querySelector("[data-form]");
    if (line) line.close();
    line = null;
    if (suggestions) beside.append(suggestions);
    block.classList.remove("sblock--open");
    if (form) form.hidden = true;
    block.querySelector(".sblock__shown").hidden = false;
    suggestions?.replaceChildren();
    if (!field.value.replace(/^#+/, "").trim()) {
      block.remove();
    } else if (block.dataset.fresh || field.value !== block.dataset.before) {
      render(block);
    }
    compose();
  }

  function render(block) {
    const before = block.previousElementSibling;
    block.classList.add("sblock--waiting");
    post(studio.dataset.preview, { source: source(block).value }, block, "outerHTML").then(() => {
      if (last === block) last = before ? before.nextElementSibling : blocks()[0];
      settle();
      check();
    });
  }

  const check = () => post(studio.dataset.findings, { body: body.value }, "#studio-findings", "innerHTML").then(found);

  // Each finding stands beside its paragraph too.
  function found() {
    for (const old of paper.querySelectorAll(".sblock__findings")) old.remove();
    for (const block of blocks()) block.classList.remove("sblock--finding");
    for (const item of document.querySelectorAll("#studio-findings .findings > li")) {
      const block = byLine(Number(item.querySelector("[data-line]").dataset.line));
      if (!block) continue;
      block.classList.add("sblock--finding");
      let list = block.querySelector(".sblock__findings");
      if (!list) {
        list = document.createElement("ul");
        list.className = "sblock__findings";
        block.append(list);
      }
      const copy = document.createElement("li");
      copy.append(item.querySelector("mark").cloneNode(true), ` ${item.querySelector("span").textContent}`);
      list.append(copy);
    }
  }

  function words(text) {
    const block = document.getElementById("studio-new").content.firstElementChild.cloneNode(true);
    source(block).value = text;
    block.dataset.level = text.match(/^#*/)[0].length;
    block.dataset.fresh = "1";
    return block;
  }

  function figures(shape) {
    const block = words("");
    const form = document.getElementById("studio-new-form").content.firstElementChild.cloneNode(true);
    const choice = form.querySelector("[data-shape-choice]");
    choice.value = shape;
    block.append(form);
    block.querySelector(".sblock__shown").textContent = choice.selectedOptions[0].textContent;
    return block;
  }

  function add(block) {
    if (open) finish();
    if (last && last.isConnected) last.after(block);
    else paper.append(block);
    decorate();
    edit(block);
    block.scrollIntoView({ block: "nearest" });
  }

  function writeForm(block) {
    const shape = block.querySelector("[data-shape-choice]").value;
    const keys = [...block.querySelectorAll("[data-key]")].map((item) => item.dataset.key);
    const line = { appendix: "{{appendix}}", table: `{{table by_district: ${keys.join(", ")}}}` }[shape] || `{{chart ${shape}: ${keys[0] || ""}}}`;
    source(block).value = keys.length || shape === "appendix" ? line : "";
  }

  function insert(tag, key, name) {
    const block = open || last || blocks().at(-1);
    if (!block) return;
    edit(block);
    if (block.querySelector("[data-form]")) {
      const list = block.querySelector("[data-keys]");
      const item = document.getElementById("studio-new-key").content.firstElementChild.cloneNode(true);
      item.dataset.key = key;
      item.querySelector("span").textContent = name;
      list.append(item);
      writeForm(block);
      return;
    }
    window.studioLine.name(tag, name);
    line.insert(tag);
  }

  function outline() {
    const list = document.getElementById("studio-outline");
    list.replaceChildren(
      ...blocks()
        .filter((block) => block.dataset.level > 0)
        .map((block) => {
          const item = document.createElement("li");
          const link = document.createElement("a");
          item.className = `studio__level-${block.dataset.level}`;
          link.href = `#${block.id}`;
          link.textContent = block.querySelector(".sblock__shown").textContent.trim();
          link.addEventListener("click", (event) => {
            event.preventDefault();
            show(block);
          });
          item.append(link);
          return item;
        }),
    );
  }

  function marks() {
    for (const mark of paper.querySelectorAll(".sblock__said")) mark.remove();
    for (const said of document.querySelectorAll("#studio-comments .said__one:not(.said__one--closed)[data-quote]")) {
      const block = said.dataset.quote && blocks().find((one) => source(one).value.trim() === said.dataset.quote.trim());
      if (!block) continue;
      const mark = document.createElement("button");
      mark.type = "button";
      mark.className = "sblock__said";
      mark.textContent = said.querySelector("p").textContent.slice(0, 12);
      mark.addEventListener("click", () => said.scrollIntoView({ block: "center" }));
      block.querySelector(".sblock__shown").append(mark);
    }
  }

  function show(block) {
    block.scrollIntoView({ block: "center" });
    block.classList.add("sblock--found");
    window.setTimeout(() => block.classList.remove("sblock--found"), 1600);
  }

  function quote(block) {
    const form = document.getElementById("studio-comment");
    form.querySelector("[data-quote-field]").value = source(block).value.trim();
    const shown = form.querySelector("[data-quote-shown]");
    shown.textContent = block.querySelector(".sblock__shown").textContent.trim().slice(0, 40);
    shown.hidden = false;
    form.querySelector("textarea").focus();
  }

  paper.addEventListener("click", (event) => {
    const block = event.target.closest("[data-block]");
    if (!block) return;
    const tool = event.target.closest("[data-tool]");
    if (tool) return act(tool.dataset.tool, block);
    if (event.target.closest("[data-drop]")) {
      event.target.closest("li").remove();
      return writeForm(block);
    }
    if (!event.target.closest("a, button, select, [data-form], .sblock__line")) edit(block, event);
  });

  function act(tool, block) {
    if (tool === "comment") return quote(block);
    if (tool === "edit") return edit(block);
    if (tool === "done") {
      finish();
      return block.isConnected && block.focus({ preventScroll: true });
    }
    if (open) finish();
    if (tool === "up" && block.previousElementSibling) block.previousElementSibling.before(block);
    if (tool === "down" && block.nextElementSibling) block.nextElementSibling.after(block);
    if (tool === "delete") block.remove();
    compose();
    outline();
  }

  paper.addEventListener("change", (event) => {
    const block = event.target.closest("[data-block]");
    if (event.target.matches("[data-shape-choice]")) writeForm(block);
    if (event.target.matches("[data-level-choice]")) {
      const field = source(block);
      field.value = `${event.target.value} ${field.value.replace(/^#+\s*/, "")}`.trim();
      if (open === block) return finish();
      render(block);
      compose();
    }
  });

  paper.addEventListener("input", (event) => {
    if (!event.target.matches(".sblock__source")) return;
    const field = event.target;
    setDirty(true);
    later(400, () => post(studio.dataset.suggestions, { source: field.value }, "#studio-suggestions", "innerHTML"));
  });

  paper.addEventListener("keydown", (event) => {
    const block = event.target.closest("[data-block]");
    if (event.key === "Enter" && event.target === block) {
      event.preventDefault();
      edit(block);
    } else if (!event.isComposing && (event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey)))) {
      finish();
      if (block && block.isConnected) block.focus({ preventScroll: true });
    }
  });

  document.addEventListener("mousedown", (event) => {
    // Buttons beside the text leave the caret where it is.
    if (event.target.closest("[data-insert], [data-from], [data-search]")) event.preventDefault();
    else if (open && !open.contains(event.target) && !event.target.closest(".studio__side")) finish();
  });

  document.addEventListener("click", (event) => {
    const found = event.target.closest("[data-insert], [data-from], [data-add], [data-add-shape], [data-search], [data-find], .findings__words");
    if (!found) return;
    if (found.matches("[data-search]")) document.getElementById("studio-search").focus();
    else if (found.matches("[data-insert]")) insert(found.dataset.insert, found.dataset.key, found.dataset.name);
    else if (found.matches("[data-add]")) add(words(found.dataset.add));
    else if (found.matches("[data-add-shape]")) add(figures(found.dataset.addShape));
    else if (found.matches("[data-from]") && open) {
      const field = source(open);
      field.value = field.value.replace(found.dataset.from, found.dataset.to);
      window.studioLine.name(found.dataset.to, found.dataset.name);
      setDirty(true);
      line.again();
      document.getElementById("studio-suggestions").replaceChildren();
    } else {
      event.preventDefault();
      const wanted = found.matches("[data-find]") ? byQuote(found.closest("[data-quote]").dataset.quote) : byLine(Number(found.dataset.line));
      if (wanted) show(wanted);
    }
  });

  const byQuote = (words) => blocks().find((block) => source(block).value.trim() === words.trim());

  function byLine(line) {
    let at = 1;
    for (const block of blocks()) {
      const lines = source(block).value.trim().split("\n").length;
      if (line < at + lines) return block;
      at += lines + 1;
    }
    return null;
  }

  // What is computed takes seconds in a long report: it is said.
  const computes = (event) => [studio.dataset.preview, studio.dataset.findings].includes(event.detail.pathInfo.requestPath);
  const count = (step) => (event) => {
    if (!computes(event)) return;
    waits += step;
    busy.hidden = !waits;
  };
  document.body.addEventListener("htmx:beforeSend", count(1));
  document.body.addEventListener("htmx:afterRequest", count(-1));
  const failed = document.getElementById("studio-failed");
  for (const name of ["htmx:sendError", "htmx:responseError"]) {
    document.body.addEventListener(name, (event) => {
      failed.hidden = event.detail.xhr.status === 409;
    });
  }

  const form = document.getElementById("studio-form");
  if (form) {
    form.addEventListener("htmx:configRequest", (event) => {
      if (open) finish();
      event.detail.parameters.set ? event.detail.parameters.set("body", body.value) : (event.detail.parameters.body = body.value);
    });
    document.body.addEventListener("htmx:beforeSwap", (event) => {
      // A version that somebody else saved is told in the same place.
      if (event.detail.xhr.status === 409) event.detail.shouldSwap = true;
    });
    document.body.addEventListener("htmx:afterSwap", () => {
      const saved = document.querySelector("#studio-saved[data-saved]");
      if (saved && !saved.dataset.seen) {
        saved.dataset.seen = "1";
        setDirty(false);
        failed.hidden = true;
      }
      marks();
    });
    document.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === "s") {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    window.addEventListener("beforeunload", (event) => {
      if (dirty) event.preventDefault();
    });
  }

  post(studio.dataset.preview, { body: body.value }, paper, "innerHTML").then(settle);
})();
