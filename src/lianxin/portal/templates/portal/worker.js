{% load lx static %}// Keeps one page for when there is no network, and nothing else: pages about people are never kept on the device.
const KEEP = "lianxin-offline-1";
const OFFLINE = "{{ offline|escapejs }}";
const FILES = [{% for name in "tokens base layout portal components buttons records"|split_words %}"{% static "lianxin/css/"|add:name|add:".css" %}", {% endfor %}"{% static "lianxin/mark.svg" %}"];
self.addEventListener("install", (event) => {
  // Without credentials, so that the kept page bears nobody's name.
  const wanted = [OFFLINE, ...FILES].map((url) => new Request(url, { credentials: "omit", cache: "reload" }));
  event.waitUntil(caches.open(KEEP).then((cache) => cache.addAll(wanted)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((keys) => Promise.all(keys.filter((key) => key !== KEEP).map((key) => caches.delete(key)))));
});
self.addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate") {
    event.respondWith(fetch(event.request).catch(() => caches.match(OFFLINE)));
  } else if (event.request.method === "GET" && FILES.includes(new URL(event.request.url).pathname)) {
    event.respondWith(fetch(event.request).catch(() => caches.match(event.request)));
  }
});
