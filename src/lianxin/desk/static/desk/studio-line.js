// The words of one paragraph of a report as one writes them: its figures stand in them as chips that are moved and deleted whole.
// The text field behind it holds the source and is written at every stroke.
(() => {
  const TAG = /\{\{.*?\}\}/g;
  const MARKS = /^#*\s*/;
  const NOTHING = "\u200b"; // a place for the caret behind a chip that stands last
  const labels = new Map();

  // What a tag is called: `words` in the order of the tags of `source`.
  function learn(source, words) {
    (source.match(TAG) || []).forEach((tag, index) => words[index] && labels.set(tag, words[index]));
  }

  function chip(tag) {
    const made = document.createElement("span");
    made.className = "chip";
    made.contentEditable = "false";
    made.dataset.tag = tag;
    made.textContent = labels.get(tag) || tag.slice(2, -2);
    return made;
  }

  function pieces(text) {
    const out = [];
    let last = 0;
    for (const match of text.matchAll(TAG)) {
      if (match.index > last) out.push(document.createTextNode(text.slice(last, match.index)));
      out.push(chip(match[0]));
      last = match.index + match[0].length;
    }
    if (last < text.length) out.push(document.createTextNode(text.slice(last)));
    return out;
  }

  function read(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.dataset?.tag) return node.dataset.tag;
    if (node.nodeName === "BR") return "\n";
    const inner = [...node.childNodes].map(read).join("");
    return node.nodeName === "DIV" || node.nodeName === "P" ? `\n${inner}` : inner;
  }

  const clean = (text) => text.replaceAll(NOTHING, "").replaceAll("\u00a0", " ");

  // `field` is the text field; `acts`: split(before, after), join(), leave(step).
  function open(field, acts) {
    const marks = field.value.match(MARKS)[0];
    const line = document.createElement("div");
    let caret = null;
    line.className = "sblock__line";
    line.contentEditable = "plaintext-only";
    if (line.contentEditable !== "plaintext-only") line.contentEditable = "true";
    line.setAttribute("role", "textbox");
    line.setAttribute("aria-multiline", "true");
    line.setAttribute("aria-label", field.getAttribute("aria-label"));
    line.spellcheck = false;
    fill(field.value.slice(marks.length));
    field.after(line);
    document.addEventListener("selectionchange", remember);

    function fill(text) {
      line.replaceChildren(...pieces(text));
      rest();
    }

    function rest() {
      if (line.lastChild?.nodeType !== Node.TEXT_NODE) line.append(NOTHING);
    }

    function remember() {
      const chosen = document.getSelection();
      if (chosen.rangeCount && line.contains(chosen.anchorNode)) caret = chosen.getRangeAt(0).cloneRange();
    }

    function put(range) {
      line.focus({ preventScroll: true });
      const chosen = document.getSelection();
      chosen.removeAllRanges();
      chosen.addRange(range);
    }

    // The caret at the end, at the beginning, or where the mouse was.
    function focus(at) {
      let range = null;
      if (at?.clientX) {
        range = document.caretRangeFromPoint?.(at.clientX, at.clientY);
        if (range && !line.contains(range.startContainer)) range = null;
      }
      if (!range) {
        range = document.createRange();
        range.selectNodeContents(line);
        range.collapse(at === "start");
      }
      put(range);
    }

    function write() {
      field.value = clean(marks + read(line));
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }

    function insert(node) {
      if (caret) put(caret);
      else focus();
      const range = document.getSelection().getRangeAt(0);
      range.deleteContents();
      range.insertNode(node);
      rest();
      range.setStartAfter(node);
      range.collapse(true);
      put(range);
      write();
    }

    // The source before and behind the caret.
    function around() {
      const range = document.getSelection().getRangeAt(0);
      const part = document.createRange();
      part.selectNodeContents(line);
      part.setEnd(range.startContainer, range.startOffset);
      const before = clean(read(part.cloneContents()));
      part.selectNodeContents(line);
      part.setStart(range.endContainer, range.endOffset);
      return [before, clean(read(part.cloneContents()))];
    }

    line.addEventListener("input", () => {
      rest();
      write();
    });
    line.addEventListener("paste", (event) => {
      event.preventDefault();
      const lines = event.clipboardData.getData("text/plain").split(/\r?\n/).map((one) => one.trim());
      // Each line of what comes from another program is a paragraph of its own.
      document.execCommand("insertText", false, lines.filter(Boolean).join("\n\n"));
    });
    line.addEventListener("keydown", (event) => {
      // Keys that belong to an input method are not ours.
      if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
      const [before, after] = /^(Enter|Backspace|Arrow)/.test(event.key) ? around() : [];
      const none = document.getSelection().isCollapsed;
      if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        acts.split(marks + before, after);
      } else if (event.key === "Backspace" && none && !before && acts.join()) event.preventDefault();
      else if (event.key === "ArrowUp" && none && !before && acts.leave(-1)) event.preventDefault();
      else if (event.key === "ArrowDown" && none && !after && acts.leave(1)) event.preventDefault();
    });

    return {
      focus,
      insert: (tag) => insert(chip(tag)),
      // The source changed elsewhere.
      again() {
        fill(field.value.slice(marks.length));
        focus();
      },
      // Put the source of another paragraph behind; the caret stands between.
      append(text) {
        const range = document.createRange();
        range.selectNodeContents(line);
        range.collapse(false);
        line.append(...pieces(text));
        rest();
        write();
        put(range);
      },
      close() {
        document.removeEventListener("selectionchange", remember);
        line.remove();
      },
    };
  }

  window.studioLine = { open, learn, name: (tag, words) => labels.set(tag, words) };
})();
