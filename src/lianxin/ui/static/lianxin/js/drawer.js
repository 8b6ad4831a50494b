// The desk's navigation on phones. Without this script the link to #nav opens it by :target.
(() => {
  const nav = document.getElementById("nav");
  const opener = document.querySelector("[data-drawer]");
  if (!nav || !opener) return;
  const set = (open) => {
    nav.classList.toggle("is-open", open);
    opener.setAttribute("aria-expanded", String(open));
    if (open) nav.querySelector("a, button").focus();
    else opener.focus();
  };
  opener.setAttribute("aria-expanded", "false");
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    set(true);
  });
  nav.addEventListener("click", (event) => {
    if (event.target !== nav && !event.target.closest("[data-drawer-close]")) return;
    event.preventDefault();
    set(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && nav.classList.contains("is-open")) set(false);
  });
})();
