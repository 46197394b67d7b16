// Makes the list of listings from the JSON in the page. Text of a catalogue reaches the page by textContent alone.
(() => {
  "use strict";
  const find = (id) => document.getElementById(id);
  const report = JSON.parse(find("report").textContent);
  const pictures = JSON.parse(find("pictures").textContent);
  const words = report.words;
  const plural = new Intl.PluralRules(report.lang);
  const number = new Intl.NumberFormat(report.lang);
  const PAGE = 30, FIRST = 6, PRINTED = 300;
  const BANDS = { low: [0, 49], middle: [50, 79], good: [80, 99], full: [100, 100] };
  const state = { query: "", severities: new Set(["error", "warning", "info"]), rule: "", score: "", order: "worst", page: 0 };
  let shown = [];

  function say(key, values = {}) {
    let phrase = words[key];
    if (Array.isArray(phrase)) phrase = phrase[plural.select(values.n) === "one" ? 0 : 1];
    return phrase.replace(/\{(\w+)\}/g, (_, name) =>
      typeof values[name] === "number" ? number.format(values[name]) : values[name]);
  }

  function make(name, className, ...inside) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...inside.filter((part) => part !== null && part !== ""));
    return element;
  }

  const band = (score) => Object.keys(BANDS).find((name) => score <= BANDS[name][1]);

  function fieldName(field) {
    const [stem, place] = field.split(".", 2);
    const name = words.field[stem] || stem.replace(/_/g, " ");
    return place ? `${name} ${place === "main" ? words.role.main : place}` : name;
  }

  function headingOf(listing) {
    if (listing.kind === "file") return say("the-file", { file: listing.sku });
    if (listing.kind) return listing.sku || words["the-catalogue"];
    return listing.title.map((stretch) => stretch[0]).join("") || words["no-title"];
  }

  // ---- which listings

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  function haystack(listing) {
    if (listing.hay === undefined) {
      const said = listing.findings.flatMap((one) =>
        [one.says, one.code, report.rules[one.code].name, one.quote ? one.quote.join("") : ""]);
      listing.hay = folded([listing.sku, headingOf(listing), listing.file || "", ...said].join("\n"));
    }
    return listing.hay;
  }

  const fits = (finding) => state.severities.has(finding.severity) && (!state.rule || finding.code === state.rule);
  const filtering = () => state.rule !== "" || state.severities.size < 3;

  function choose() {
    const wanted = folded(state.query).split(/\s+/).filter(Boolean);
    const [low, high] = BANDS[state.score] || [0, 100];
    shown = report.listings.filter((listing) =>
      (state.score === "" || (listing.score !== undefined && listing.score >= low && listing.score <= high)) &&
      (!filtering() || listing.findings.some(fits)) &&
      (!wanted.length || wanted.every((word) => haystack(listing).includes(word))));
    if (state.order === "file") {
      const files = new Map();
      report.listings.forEach((one) => files.has(one.file || "") || files.set(one.file || "", files.size));
      shown.sort((one, other) => (files.get(one.file || "") - files.get(other.file || "")) || (one.row || 0) - (other.row || 0));
    }
  }

  // ---- one listing

  function quote(finding, lang) {
    const [before, match, after] = finding.quote;
    const text = make("blockquote", "", before, make("mark", finding.severity, match), after);
    text.dir = "auto";
    if (lang) text.lang = lang;
    return text;
  }

  function proposal(fix, finding, lang) {
    const list = make("ul", "edits");
    for (const [field, old, text] of fix.edits) {
      const line = make("li", "");
      if (!text) line.append(`${words.delete} `);
      if (old) line.append(make("del", "", old));
      if (old && text) line.append(" → ");
      if (text) line.append(make("ins", "", text));
      if (field !== finding.field) line.append(" ", make("span", "soft", say("proposal-in", { field: fieldName(field) })));
      line.dir = "auto";
      if (lang) line.lang = lang;
      list.append(line);
    }
    return make("div", "proposal", make("p", "label", words[fix.safe ? "proposal" : "proposal-unsafe"]), list);
  }

  function sourceOf(source) {
    if (!source.startsWith("https://")) return make("span", "", source);
    const link = make("a", "", source.replace(/^https:\/\/(www\.)?/, ""));
    link.href = source;
    link.rel = "noopener noreferrer";
    link.target = "_blank";
    return link;
  }

  function whyOf(finding, rule) {
    const place = [
      finding.row ? say("in-row", { row: String(finding.row) }) : "",
      finding.column ? say("in-column", { column: finding.column }) : "",
      finding.sheet ? say("in-sheet", { sheet: finding.sheet }) : "",
    ].filter(Boolean).join(", ");
    const details = make("details", "why", make("summary", "", words.why));
    if (place) details.append(make("p", "", place, "."));
    const reason = make("p", "", rule.reason || rule.summary);
    if (rule.english) reason.lang = "en";
    details.append(reason);
    const facts = [`${finding.code} ${rule.name}`, words.force[rule.force] || rule.force];
    if (finding.sure !== undefined) facts.push(say("sure", { n: finding.sure }));
    details.append(make("p", "soft", facts.join(" · ")));
    if (rule.source.length) {
      const list = make("ul", "sources");
      for (const source of rule.source) list.append(make("li", "", sourceOf(source)));
      details.append(make("p", "soft", words.source), list);
    }
    return details;
  }

  function findingOf(finding, listing) {
    const rule = report.rules[finding.code];
    const says = make("span", "says", finding.says);
    if (finding.english) says.lang = "en";
    says.dir = "auto";
    const head = make("p", "head", make("span", `badge ${finding.severity}`, words.severity[finding.severity]), " ", says);
    const where = [finding.picture === undefined ? finding.field && fieldName(finding.field) : `${words.picture} ${finding.picture + 1}`];
    if (finding.row && finding.row !== listing.row) where.push(say("in-row", { row: String(finding.row) }));
    if (finding.points) where.push(say("points", { n: finding.points }));
    const item = make("li", `finding ${finding.severity}`, head);
    const told = where.filter(Boolean).join(" · ");
    if (told) item.append(make("p", "place soft", told));
    if (finding.quote) item.append(quote(finding, listing.lang));
    if (finding.fix) item.append(proposal(finding.fix, finding, listing.lang));
    if (rule.advice) {
      const advice = make("span", "", rule.advice);
      if (rule.english) advice.lang = "en";
      item.append(make("p", "advice", make("b", "", words["to-do"]), " ", advice));
    }
    item.append(whyOf(finding, rule));
    return item;
  }

  function pictureOf(picture, place) {
    const frame = make("div", "frame");
    const role = picture.role.split(".")[0];
    const name = `${words.picture} ${place + 1}`;
    const marks = picture.boxes.length ? `, ${say("marked", { n: picture.boxes.length })}` : "";
    if (picture.at >= 0) {
      const image = make("img", "");
      image.src = pictures[picture.at];
      image.alt = `${name}: ${picture.name}${marks}`;
      image.decoding = "async";
      frame.append(image);
    } else {
      frame.classList.add("unseen");
      frame.append(make("span", "", words.unseen));
    }
    for (const [x0, y0, x1, y1, severity] of picture.boxes) {
      const box = make("span", `box ${severity}`);
      box.style.left = `${100 * x0}%`;
      box.style.top = `${100 * y0}%`;
      box.style.width = `${100 * (x1 - x0)}%`;
      box.style.height = `${100 * (y1 - y0)}%`;
      frame.append(box);
    }
    const said = [name, words.role[role]].filter(Boolean).join(", ");
    const file = make("span", "file", picture.name);
    file.dir = "auto";
    return make("li", "", make("figure", "", frame, make("figcaption", "", said, " ", file)));
  }

  function titleOf(listing, id) {
    const title = make("h3", "title");
    title.id = id;
    title.dir = "auto";
    if (listing.lang) title.lang = listing.lang;
    if (listing.kind || !listing.title.length) {
      title.textContent = headingOf(listing);
      title.removeAttribute("lang");
      return title;
    }
    for (const [text, severity] of listing.title) title.append(severity ? make("mark", severity, text) : text);
    return title;
  }

  function cardOf(listing, place) {
    const id = `listing-${place}`;
    const card = make("article", "card");
    card.setAttribute("aria-labelledby", id);
    const score = listing.kind
      ? make("p", "score none", words[`${listing.kind}-kind`])
      : make("p", `score band-${band(listing.score)}`, make("b", "", String(listing.score)), " ", make("span", "", words["of-100"]));
    const text = make("div", "", titleOf(listing, id));
    if (!listing.kind) {
      const about = [listing.sku ? `${words.sku} ${listing.sku}` : words["no-sku"], listing.store,
        say("place", { row: String(listing.row), file: listing.file })];
      const line = make("p", "soft about-listing", about.filter(Boolean).join(" · "));
      line.dir = "auto";
      text.append(line);
    }
    const lost = Object.entries(listing.parts || {}).map(([part, left]) =>
      make("li", `band-${band(left)}`, words.part[part] || part, " ", make("b", "", String(left))));
    if (lost.length) {
      const parts = make("ul", "parts", ...lost);
      parts.setAttribute("aria-label", words.lost);
      text.append(parts);
    }
    card.append(make("header", "", score, text));
    if (listing.pictures.length) {
      const list = make("ul", "pictures", ...listing.pictures.map(pictureOf));
      list.setAttribute("aria-label", words.pictures);
      card.append(list);
    }
    card.append(...findingsOf(listing));
    return make("li", "", card);
  }

  function findingsOf(listing) {
    const all = listing.findings.filter(fits);
    const hidden = listing.findings.length - all.length;
    if (!listing.findings.length) return [make("p", "nothing", words["no-findings"])];
    const list = make("ul", "findings", ...all.slice(0, FIRST).map((one) => findingOf(one, listing)));
    const below = [];
    if (all.length > FIRST) {
      const more = make("button", "more", say("more", { n: all.length - FIRST }));
      more.type = "button";
      more.addEventListener("click", () => {
        const rest = all.slice(FIRST).map((one) => findingOf(one, listing));
        list.append(...rest);
        rest[0].tabIndex = -1;
        rest[0].focus();
        more.remove();
      });
      below.push(more);
    }
    if (hidden) below.push(make("p", "soft hidden-count", say("filtered", { n: hidden })));
    return [list, ...below];
  }

  // ---- the page

  function draw() {
    const last = Math.max(0, Math.ceil(shown.length / PAGE) - 1);
    state.page = Math.min(state.page, last);
    const start = state.page * PAGE;
    find("cards").replaceChildren(...shown.slice(start, start + PAGE).map((one, at) => cardOf(one, start + at)));
    find("cards").start = start + 1;
    find("pages").hidden = last === 0;
    find("page").textContent = say("page", { n: state.page + 1, all: last + 1 });
    find("previous").disabled = state.page === 0;
    find("next").disabled = state.page === last;
    find("unprinted").hidden = true;
  }

  function count() {
    const judged = (listings) => listings.filter((one) => !one.kind).length;
    const [some, all] = [judged(shown), judged(report.listings)];
    find("count").textContent = !shown.length && report.listings.length ? words["none-shown"]
      : some === all ? say("shown", { n: all }) : say("shown-of", { n: some, all });
  }

  function renew() {
    state.page = 0;
    choose();
    draw();
    count();
  }

  function turn(step) {
    state.page += step;
    draw();
    const heading = find("listings");
    heading.focus({ preventScroll: true });
    heading.scrollIntoView();
  }

  function listen() {
    const form = find("filters");
    let waiting = 0;
    find("query").addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { state.query = find("query").value; renew(); }, 120);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", () => {
      const boxes = [...form.querySelectorAll("[name=severity]:checked")];
      state.severities = new Set(boxes.map((box) => box.value));
      for (const name of ["rule", "score", "order"]) state[name] = find(name).value;
      renew();
    });
    form.addEventListener("reset", () => setTimeout(() => {
      Object.assign(state, { query: "", severities: new Set(["error", "warning", "info"]), rule: "", score: "", order: "worst" });
      renew();
    }));
    find("previous").addEventListener("click", () => turn(-1));
    find("next").addEventListener("click", () => turn(1));
    for (const button of document.querySelectorAll("[data-rule]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        form.reset();
        setTimeout(() => {
          find("rule").value = state.rule = button.dataset.rule;
          renew();
          turn(0);
        });
      });
    }
    addEventListener("beforeprint", () => {
      find("cards").replaceChildren(...shown.slice(0, PRINTED).map(cardOf));
      for (const more of document.querySelectorAll("button.more")) more.click();
      for (const box of document.querySelectorAll("details.why")) box.open = false;
      const rest = shown.length - PRINTED;
      find("unprinted").hidden = rest <= 0;
      find("unprinted").textContent = rest > 0 ? say("print-left-out", { n: rest, shown: PRINTED }) : "";
    });
    addEventListener("afterprint", draw);
  }

  function offerRules() {
    const counts = new Map();
    for (const listing of report.listings) {
      for (const code of new Set(listing.findings.map((one) => one.code))) counts.set(code, (counts.get(code) || 0) + 1);
    }
    const groups = new Map();
    for (const code of [...counts.keys()].sort()) {
      const rule = report.rules[code];
      if (!groups.has(rule.group)) {
        groups.set(rule.group, make("optgroup", ""));
        groups.get(rule.group).label = rule.group;
        find("rule").append(groups.get(rule.group));
      }
      const option = make("option", "", `${rule.name.replace(/-/g, " ")} (${number.format(counts.get(code))})`);
      option.value = code;
      groups.get(rule.group).append(option);
    }
  }

  offerRules();
  listen();
  find("filters").hidden = false;
  renew();
  document.documentElement.dataset.ready = "yes";
})();
