// Buttons with data-confirm ask that sentence first, in a dialog of the page.
(() => {
  let asked = null;
  const ask = (button) => {
    const dialog = document.getElementById("confirm");
    if (!dialog || !dialog.showModal) return window.confirm(button.dataset.confirm);
    dialog.querySelector("[data-confirm-text]").textContent = button.dataset.confirm;
    dialog.onclose = () => {
      if (dialog.returnValue !== "yes") return;
      asked = button;
      button.click();
    };
    dialog.returnValue = "";
    dialog.showModal();
    return false;
  };
  document.addEventListener(
    "click",
    (event) => {
      const button = event.target.closest("[data-confirm]");
      if (!button) return;
      if (asked === button) {
        asked = null;
        return;
      }
      if (ask(button)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
})();
