// The map beside a list. Everything it draws is read from the list itself, so that the two can never differ.
(() => {
  "use strict";
  const WIDE = window.matchMedia("(min-width: 62rem)");
  const RINGS_M = [1000, 2000, 5000, 10000, 25000, 50000, 100000];
  const UK = [[49.8, -8.3], [60.9, 1.9]];
  let map = null;
  let drawn = null;
  let labels = null;
  let pending = null;

  const element = () => document.getElementById("map");
  const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  function start() {
    const box = element();
    if (!box || map || !window.L || !box.clientHeight) return;
    map = L.map(box, {
      zoomControl: false, minZoom: 5, maxZoom: 15, zoomSnap: 0.5, maxBounds: [[47, -14], [63, 7]],
      zoomAnimation: !calm(), fadeAnimation: !calm(), markerZoomAnimation: !calm(),
    });
    L.control.zoom({ position: "topright", zoomInTitle: "Zoom in", zoomOutTitle: "Zoom out" }).addTo(map);
    map.attributionControl.setPrefix(false);
    L.tileLayer(box.dataset.tiles, {
      minZoom: 5, maxZoom: 15, attribution: box.dataset.attribution, bounds: [[49, -9.5], [61.5, 3]],
    }).addTo(map);
    map.createPane("labels").classList.add("labels-pane");
    map.getPane("labels").style.zIndex = 450;
    labels = L.layerGroup().addTo(map);
    drawn = L.layerGroup().addTo(map);
    draw();
    map.on("moveend", fetchLabels);
    fetchLabels();
  }

  function draw() {
    if (!map) return;
    drawn.clearLayers();
    const answer = document.querySelector("[data-answer]");
    const cards = [...document.querySelectorAll("[data-rank][data-latitude]")];
    const here = answer && answer.dataset.latitude ? [Number(answer.dataset.latitude), Number(answer.dataset.longitude)] : null;
    fit(here, cards);
    if (here) drawHere(here, Number(answer.dataset.radius) || 0, answer.dataset.where, farthest(here, cards));
    const seen = new Map();
    for (const card of cards) addPin(card, seen);
  }

  const farthest = (here, cards) => Math.max(0, ...cards.map((card) => map.distance(here, [card.dataset.latitude, card.dataset.longitude])));

  function drawHere(here, radius, where, reach) {
    const limit = radius || RINGS_M.find((each) => each >= reach) || 0;
    for (const metres of new Set([...RINGS_M.filter((each) => each <= limit), radius].filter(Boolean))) {
      const className = metres === radius ? "ring ring--searched" : "ring";
      L.circle(here, { radius: metres, className, interactive: false, fill: metres === radius }).addTo(drawn);
    }
    const icon = L.divIcon({ className: "here", iconSize: [20, 20] });
    L.marker(here, { icon, interactive: false, keyboard: false, title: where }).addTo(drawn);
  }

  function addPin(card, seen) {
    const { rank, latitude, longitude, name } = card.dataset;
    const spot = `${latitude},${longitude}`;
    const others = seen.get(spot) || 0;
    seen.set(spot, others + 1);
    // Services in one building stand side by side instead of hiding one another.
    const icon = L.divIcon({
      className: "pin", html: `<span class="pin__drop"><span>${Number(rank)}</span></span>`,
      iconSize: [32, 32], iconAnchor: [16 - others * 26, 38],
    });
    const pin = L.marker([Number(latitude), Number(longitude)], { icon, zIndexOffset: 1000 - Number(rank) * 10, riseOnHover: true });
    pin.addTo(drawn);
    const drop = pin.getElement();
    drop.setAttribute("aria-label", `Number ${rank}: ${name}`);
    const light = (on) => () => { card.classList.toggle("is-lit", on); drop.classList.toggle("is-lit", on); };
    for (const [from, into] of [["mouseenter", true], ["focusin", true], ["mouseleave", false], ["focusout", false]]) {
      drop.addEventListener(from, light(into));
      card.addEventListener(from, light(into));
    }
    pin.on("click keypress", (event) => {
      if (event.type === "keypress" && event.originalEvent.key !== "Enter") return;
      const link = card.querySelector("h2 a") || card;
      card.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
      link.focus({ preventScroll: true });
    });
  }

  function fit(here, cards) {
    const points = cards.map((card) => [Number(card.dataset.latitude), Number(card.dataset.longitude)]);
    if (here) points.push(here);
    if (!points.length) return void map.fitBounds(UK, { animate: false });
    map.fitBounds(L.latLngBounds(points), { padding: [56, 56], maxZoom: 13, animate: false });
  }

  async function fetchLabels() {
    const bounds = map.getBounds();
    if (!map.getSize().y) return;
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((each) => each.toFixed(4));
    if (pending) pending.abort();
    pending = new AbortController();
    try {
      const answer = await fetch(`/labels?bbox=${box.join(",")}&zoom=${Math.round(map.getZoom())}`, { signal: pending.signal });
      if (answer.ok) drawLabels((await answer.json()).items);
    } catch (error) {
      if (error.name !== "AbortError") labels.clearLayers();
    }
  }

  function drawLabels(items) {
    labels.clearLayers();
    const taken = [];
    for (const item of items) {
      const at = map.latLngToContainerPoint([item.latitude, item.longitude]);
      const half = item.name.length * 4.6 + 8;
      if (taken.some(([x, y, width]) => Math.abs(x - at.x) < width + half && Math.abs(y - at.y) < 22)) continue;
      taken.push([at.x, at.y, half]);
      const text = document.createElement("span");
      text.textContent = item.name;
      const icon = L.divIcon({ className: `map-label map-label--${item.kind}`, html: text, iconSize: [0, 0] });
      L.marker([item.latitude, item.longitude], { icon, pane: "labels", interactive: false, keyboard: false }).addTo(labels);
    }
  }

  function show() {
    const details = document.getElementById("map-details");
    if (!details) return start();
    const settle = () => {
      if (WIDE.matches) details.open = true;
      if (details.open) start();
      if (map) map.invalidateSize();
    };
    details.addEventListener("toggle", () => { settle(); draw(); });
    WIDE.addEventListener("change", settle);
    settle();
  }

  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("onward:list", draw);
})();
