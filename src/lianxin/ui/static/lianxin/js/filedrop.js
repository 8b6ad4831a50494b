// A file field inside .drop also takes files that are dragged onto it, and names what it holds.
(() => {
  document.querySelectorAll(".drop").forEach((drop) => {
    const input = drop.querySelector('input[type="file"]');
    if (!input) return;
    const name = document.createElement("p");
    name.className = "drop__name";
    name.setAttribute("aria-live", "polite");
    drop.append(name);
    const show = () => {
      name.textContent = Array.from(input.files, (file) => file.name).join(", ");
    };
    input.addEventListener("change", show);
    ["dragenter", "dragover"].forEach((kind) =>
      drop.addEventListener(kind, (event) => {
        event.preventDefault();
        drop.classList.add("is-over");
      }),
    );
    ["dragleave", "drop"].forEach((kind) => drop.addEventListener(kind, () => drop.classList.remove("is-over")));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      input.files = event.dataTransfer.files;
      show();
    });
  });
})();
