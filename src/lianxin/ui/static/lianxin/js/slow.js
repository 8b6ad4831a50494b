// Files that take seconds to make: it is said that one is being made, and its link is not followed twice.
(() => {
  const making = document.currentScript.dataset.making;
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[download]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (link.getAttribute("aria-busy")) return;
    link.setAttribute("aria-busy", "true");
    const said = document.createElement("span");
    said.className = "making";
    said.setAttribute("role", "status");
    said.textContent = making;
    document.body.append(said);
    try {
      const answer = await fetch(link.href);
      if (!answer.ok) throw new Error(answer.status);
      const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") || "");
      const file = document.createElement("a");
      file.href = URL.createObjectURL(await answer.blob());
      file.download = name ? name[1] : "";
      file.click();
      URL.revokeObjectURL(file.href);
    } catch {
      window.location = link.href; // the server says what is wrong
    }
    said.remove();
    link.removeAttribute("aria-busy");
  });
})();
