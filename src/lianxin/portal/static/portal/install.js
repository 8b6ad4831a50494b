// Lets the phone keep the page for when there is no network; the pages work without it.
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/me/worker.js", { scope: "/me/" }).catch(() => {});
}
