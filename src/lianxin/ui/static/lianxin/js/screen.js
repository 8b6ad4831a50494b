// Links with data-screen show the page on the whole screen, without navigation; Esc or data-screen-end leads back.
(() => {
  const body = document.body;
  document.querySelectorAll("[data-print][hidden]").forEach((button) => button.removeAttribute("hidden"));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-screen]") && document.fullscreenEnabled) {
      event.preventDefault();
      body.classList.add("is-screen");
      document.documentElement.requestFullscreen().catch(() => {});
    } else if (event.target.closest("[data-screen-end]") && document.fullscreenElement) {
      event.preventDefault();
      document.exitFullscreen();
    }
  });
  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement) body.classList.remove("is-screen");
  });
})();
