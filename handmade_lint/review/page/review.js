// Keys, zoom and help of the review page. It writes no markup, and the page works without it.
(() => {
  "use strict";
  const find = (id) => document.getElementById(id);
  const store = { get: (key) => { try { return localStorage.getItem(key); } catch { return null; } }, set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private windows */ } } };
  let sent = false;
  let keysOn = store.get("keys") !== "off";

  // ---- zoom

  const zoom = find("zoom");
  let frames = [], at = 0, scale = 0;

  function draw() {
    const picture = zoom.querySelector("img"), drawn = zoom.querySelector("svg"), pane = zoom.querySelector(".pane");
    const fit = Math.min(pane.clientWidth / picture.naturalWidth, pane.clientHeight / picture.naturalHeight) || 1;
    const width = picture.naturalWidth * fit * 1.5 ** scale;
    picture.style.width = `${width}px`;
    drawn.style.width = `${width}px`;
    drawn.style.height = `${width * picture.naturalHeight / picture.naturalWidth}px`;
  }

  function show(place) {
    at = (place + frames.length) % frames.length;
    const picture = zoom.querySelector("img"), drawn = zoom.querySelector("svg"), boxes = frames[at].querySelector("svg");
    scale = 0;
    picture.alt = frames[at].dataset.name;
    picture.onload = draw;
    picture.src = frames[at].href;
    drawn.replaceChildren(...(boxes ? [...boxes.children].map((one) => one.cloneNode()) : []));
    const label = find("zoom-name"), values = { name: frames[at].dataset.name, place: at + 1, total: frames.length };
    label.textContent = label.dataset.place.replace(/\{(\w+)\}/g, (_, word) => values[word]);
    if (!zoom.open) zoom.showModal();
  }

  function larger(step) {
    scale = Math.max(0, Math.min(8, scale + step));
    draw();
  }

  if (zoom) {
    frames = [...document.querySelectorAll("a.zoom")];
    for (const [place, frame] of frames.entries()) {
      frame.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        show(place);
      });
    }
    zoom.addEventListener("click", (event) => {
      const does = event.target.closest("[data-zoom]")?.dataset.zoom;
      if (does === "in") larger(1);
      else if (does === "out") larger(-1);
      else if (does === "step") show(at + 1);
      else if (does === "close" || event.target === zoom) zoom.close();
    });
    addEventListener("resize", () => zoom.open && draw());
  }

  // ---- help

  const help = find("help");
  if (help) {
    find("help-button").hidden = false;
    find("help-button").addEventListener("click", () => help.showModal());
    help.querySelector("[data-close]").addEventListener("click", () => help.close());
    const box = find("keys-on");
    box.checked = keysOn;
    box.addEventListener("change", () => { keysOn = box.checked; store.set("keys", keysOn ? "on" : "off"); });
  }

  // ---- decisions

  const form = find("decide");
  if (form) {
    const more = form.querySelector("details");
    const chosen = () => [...form.querySelectorAll("[name=reason]:checked")].map((box) => box.nextElementSibling.textContent);
    const told = more.querySelector(".chosen");
    if (told) form.addEventListener("change", () => { told.textContent = chosen().join(", ") || told.dataset.none; });
    form.addEventListener("submit", (event) => {
      if (sent) event.preventDefault();
      sent = true;
      form.setAttribute("aria-busy", "true");
    });
    addEventListener("pageshow", () => { sent = false; });
  }

  const filtering = document.querySelector(".filtering");
  if (filtering && matchMedia("(max-width: 46rem)").matches && !location.search) filtering.open = false;

  const press = (element) => { if (element && !sent) element.click(); return Boolean(element); };

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return false;
    const into = event.target;
    if (into.matches("textarea, select, input:not([type=checkbox])")) {
      if (event.key === "Escape") { into.blur(); return true; }
      return false;
    }
    if (!keysOn && event.key !== "?") return false;
    if (help?.open) return false;
    if (zoom?.open) {
      if (event.key === "+" || event.key === "=") larger(1);
      else if (event.key === "-") larger(-1);
      else if (event.key === "z") show(at + 1);
      else return false;
      return true;
    }
    switch (event.key) {
      case "?": if (help) help.showModal(); return Boolean(help);
      case "u": return press(find("undo"));
      case "j": case "ArrowRight": return press(find("next"));
      case "k": case "ArrowLeft": return press(find("previous"));
      case "z": if (zoom && frames.length) show(0); return Boolean(zoom);
      case "e": {
        const more = form?.querySelector("details");
        if (!more) return false;
        more.open = true;
        find("note").focus();
        return true;
      }
      case "Enter": return into === document.body && press(find("start"));
      default: return /^[a-z]$/.test(event.key) && press(form?.querySelector(`[data-key="${event.key}"]`));
    }
  }

  addEventListener("keydown", (event) => { if (onKey(event)) event.preventDefault(); });
  document.documentElement.dataset.ready = "yes";
})();
