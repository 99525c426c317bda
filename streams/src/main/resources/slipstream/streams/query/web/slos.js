// The table of SLOs: one body of rows for each, kept and changed in place, with a row of details that opens.

import { load } from "./source.js";
import { budget, burn, count, make, millis, ratio, say, stateWord, target, time } from "./words.js";

const WORST_FIRST = ["page", "ticket", "no_evidence", "ok"];
const BURN_WINDOWS = ["5m", "1h", "6h", "3d"];
const SHOWN_AT_FIRST = 200;
const LOW_BUDGET = 0.25;
// A rate above 1x spends more than there is for the period; 6x spends 5 % of a 30-day budget in 6 hours.
const FAST = 1;
const VERY_FAST = 6;

export class Slos {
  #table = document.getElementById("slos");
  #tally = document.getElementById("tally");
  #filter = document.getElementById("filter");
  #nothing = document.getElementById("nothing");
  #more = document.getElementById("more");
  #showAll = document.getElementById("show-all");
  #rows = new Map();
  #all = [];
  #now = "";
  #unlimited = false;

  constructor() {
    this.#filter.addEventListener("input", () => this.#render());
    this.#showAll.addEventListener("click", () => {
      this.#unlimited = true;
      this.#render();
    });
  }

  show(slos, now) {
    this.#now = now;
    this.#all = [...slos].sort((a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state));
    this.#count();
    this.#render();
  }

  #count() {
    const badges = WORST_FIRST.map((state) => [state, this.#all.filter((slo) => slo.state === state).length])
      .filter(([, number]) => number > 0)
      .map(([state, number]) => make("li", {}, make("span", { class: "badge", "data-state": state }, `${count(number)} ${stateWord(state)}`)));
    this.#tally.replaceChildren(...badges);
  }

  #render() {
    const wanted = this.#filter.value.trim().toLowerCase();
    const matching = this.#all.filter((slo) => wanted === ""
      || `${slo.slo}\n${slo.displayName}\n${slo.service}`.toLowerCase().includes(wanted));
    const shown = this.#unlimited ? matching : matching.slice(0, SHOWN_AT_FIRST);
    const rows = new Map();
    for (const slo of shown) {
      const row = this.#rows.get(slo.slo) ?? new Row(slo.slo);
      row.show(slo, this.#now);
      rows.set(slo.slo, row);
    }
    this.#rows = rows;
    this.#place([...rows.values()].map((row) => row.body));
    this.#nothing.hidden = matching.length > 0;
    say(this.#nothing, this.#all.length === 0
      ? "No SLO is defined yet. Put an OpenSLO document into the configuration folder, and it appears here."
      : "No SLO matches the filter.");
    this.#more.hidden = shown.length === matching.length;
    say(this.#showAll, `Show all ${count(matching.length)}`);
  }

  /** Moves only what stands in the wrong place, so that focus and selection stay. */
  #place(bodies) {
    const wanted = new Set(bodies);
    [...this.#table.tBodies].filter((body) => !wanted.has(body)).forEach((body) => body.remove());
    let after = this.#table.tHead;
    for (const body of bodies) {
      if (after.nextElementSibling !== body) {
        after.after(body);
      }
      after = body;
    }
  }
}

let lastId = 0;

class Row {
  body = make("tbody");
  #name;
  #shape = "";
  #badge;
  #toggle;
  #service;
  #p95;
  #promises = [];
  #detail;
  #open = false;
  #shownAt;
  #now = "";

  constructor(name) {
    this.#name = name;
  }

  show(slo, now) {
    this.#now = now;
    const shape = JSON.stringify(slo.objectives.map((objective) => objective.objective));
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build(slo.objectives.length);
    }
    say(this.#badge, stateWord(slo.state));
    this.#badge.dataset.state = slo.state;
    say(this.#toggle, slo.displayName);
    say(this.#service, slo.service);
    say(this.#p95, millis(slo.p95Millis) ?? "–");
    this.#p95.title = slo.p95Window === undefined ? "no latency was seen" : `over ${slo.p95Window}`;
    slo.objectives.forEach((objective, index) => this.#promises[index].show(objective, slo));
    if (this.#open && slo.at !== this.#shownAt) {
      this.#shownAt = slo.at;
      this.#fill();
    }
  }

  #build(objectives) {
    const id = `detail-${lastId += 1}`;
    const rows = String(objectives);
    this.#badge = make("span", { class: "badge" });
    this.#toggle = make("bdi", { class: "clip" });
    this.#service = make("bdi", { class: "service clip" });
    this.#p95 = make("td", { class: "number", rowspan: rows });
    const button = make("button", { class: "toggle", type: "button", "aria-expanded": String(this.#open), "aria-controls": id }, this.#toggle);
    button.title = this.#name.slice(0, 300);
    button.addEventListener("click", () => this.#turn(button));
    this.#promises = Array.from({ length: objectives }, () => new Promised());
    const lines = this.#promises.map((promise, index) => make("tr", { class: index === 0 ? undefined : "further" }, ...promise.cells));
    lines[0].prepend(
      make("td", { rowspan: rows }, this.#badge),
      make("th", { scope: "row", rowspan: rows }, button, make("span", { class: "under" }, this.#service)));
    lines[0].append(this.#p95);
    this.#detail = make("td", { colspan: "9" });
    const detailRow = make("tr", { class: "detail", id }, this.#detail);
    detailRow.hidden = !this.#open;
    this.body.replaceChildren(...lines, detailRow);
  }

  #turn(button) {
    this.#open = !this.#open;
    button.setAttribute("aria-expanded", String(this.#open));
    this.#detail.parentElement.hidden = !this.#open;
    if (this.#open) {
      this.#fill();
    }
  }

  async #fill() {
    try {
      const slo = await load(`/api/v1/slos/${encodeURIComponent(this.#name)}`);
      this.#detail.replaceChildren(about(slo, this.#now), windows(slo, this.#now));
    } catch (problem) {
      this.#detail.replaceChildren(make("p", { class: "notice" }, `The details cannot be loaded: ${problem.message}`));
    }
  }
}

/** The cells of one objective. */
class Promised {
  #target = make("span");
  #label = make("bdi", { class: "promise clip" });
  #words = make("span", { class: "words" });
  #fillOfBar = make("span");
  #budget = make("td", { class: "budget" }, this.#words, make("span", { class: "bar", "aria-hidden": "true" }, this.#fillOfBar));
  #burns = BURN_WINDOWS.map(() => make("td", { class: "number" }));

  cells = [make("td", { class: "number" }, this.#target, this.#label), this.#budget, ...this.#burns];

  show(objective, slo) {
    say(this.#target, target(objective.target));
    say(this.#label, objective.objective);
    const left = objective.budgetRemaining;
    say(this.#words, left === undefined || left < 0 ? budget(left) : `${budget(left)} of ${slo.period}`);
    this.#budget.dataset.level = level(left);
    // Overspent is shown as a bar that is full of red, since an empty one would look like nothing at all.
    const width = left === undefined ? 0 : left < 0 ? 1 : Math.min(1, left);
    this.#fillOfBar.style.width = `${(width * 100).toFixed(1)}%`;
    BURN_WINDOWS.forEach((window, index) => showBurn(this.#burns[index], objective.burnRates?.[window]));
  }
}

function showBurn(cell, rate) {
  say(cell, burn(rate) ?? "–");
  cell.title = rate === undefined ? "no events in this window" : "";
  cell.dataset.pace = rate === undefined ? "none" : rate > VERY_FAST ? "very-fast" : rate > FAST ? "fast" : "calm";
  cell.classList.toggle("none", rate === undefined);
}

function level(left) {
  if (left === undefined) {
    return "unknown";
  }
  if (left <= 0) {
    return "spent";
  }
  return left < LOW_BUDGET ? "low" : "well";
}

function about(slo, now) {
  const list = make("dl", { class: "about" });
  const add = (term, value) => list.append(make("dt", {}, term), make("dd", {}, value));
  if (slo.description) {
    add("Promise", make("bdi", {}, slo.description));
  }
  add("Counts", make("code", {}, slo.indicator));
  for (const policy of slo.policies) {
    const pairs = policy.pairs.map((pair) => `${burn(pair.factor)} over ${pair.shortWindow} and ${pair.longWindow}`);
    add(policy.severity === "page" ? "Pages above" : "Ticket above", pairs.join(", or "));
  }
  add("Known up to", slo.at === undefined ? "no evidence: no event was counted yet" : time(slo.at, now));
  return list;
}

function windows(slo, now) {
  if (slo.windows.length === 0) {
    return make("p", { class: "quiet" }, "There are no windows to show before the first event.");
  }
  const many = slo.objectives.length > 1;
  const burnHeads = slo.objectives.map((objective) => head(many ? `Burn, ${objective.objective || target(objective.target)}` : "Burn", "number"));
  const heads = [head("Window"), head("From – to"), head("Total", "number"), head("Bad", "number"),
    head("Unjudged", "number"), head("Error ratio", "number"), ...burnHeads, head("P95", "number")];
  const rows = slo.windows.map((window) => make("tr", {},
    make("th", { scope: "row" }, window.window),
    make("td", {}, `${time(window.from, now)} – ${time(window.to, now)}`),
    number(count(window.total)), number(count(window.bad)), number(count(window.unjudged)), number(ratio(window.errorRatio)),
    ...slo.objectives.map((objective) => {
      const cell = make("td", { class: "number" });
      showBurn(cell, objective.burnRates?.[window.window]);
      return cell;
    }),
    number(millis(window.p95Millis))));
  return make("div", { class: "scroll" }, make("table", { class: "windows" },
    make("caption", { class: "unseen" }, "The windows of this SLO"),
    make("thead", {}, make("tr", {}, ...heads)),
    make("tbody", {}, ...rows)));
}

function head(text, kind) {
  return make("th", { scope: "col", class: kind }, text);
}

function number(text) {
  return make("td", { class: text === undefined ? "number none" : "number" }, text ?? "–");
}
