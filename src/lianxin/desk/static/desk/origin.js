// Sources of a value are <details>: they open on tap, click and key as they are. With a mouse they also open on hover.
(() => {
  if (!window.matchMedia("(hover: hover)").matches) return;
  document.querySelectorAll("details[data-origin]").forEach((origin) => {
    let timer = 0;
    let hovered = false;
    origin.addEventListener("mouseenter", () => {
      clearTimeout(timer);
      if (origin.open) return;
      timer = setTimeout(() => {
        origin.open = true;
        hovered = true;
      }, 180);
    });
    origin.addEventListener("mouseleave", () => {
      clearTimeout(timer);
      if (!hovered) return;
      timer = setTimeout(() => {
        origin.open = false;
        hovered = false;
      }, 240);
    });
    // A click while the pointer rests on it keeps it open.
    origin.querySelector("summary").addEventListener("click", (event) => {
      if (!hovered) return;
      event.preventDefault();
      hovered = false;
    });
    origin.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !origin.open) return;
      origin.open = false;
      origin.querySelector("summary").focus();
    });
  });
})();
