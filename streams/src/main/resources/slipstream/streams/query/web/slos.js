// The table of SLOs: one body of rows for each, kept and changed in place, with a row of details that opens.

import { detail } from "./detail.js";
import { load } from "./source.js";
import { budget, burn, count, emptyIn, groupName, level, make, millis, pace, say, stateWord, target, time } from "./words.js";

const WORST_FIRST = ["page", "ticket", "no_evidence", "ok"];
const BURN_WINDOWS = ["5m", "1h", "6h", "3d"];
const SHOWN_AT_FIRST = 200;

export class Slos {
  #table = document.getElementById("slos");
  #tally = document.getElementById("tally");
  #filter = document.getElementById("filter");
  #nothing = document.getElementById("nothing");
  #more = document.getElementById("more");
  #showAll = document.getElementById("show-all");
  #rows = new Map();
  #loaded = { now: "", total: 0, states: {}, slos: [] };
  #unlimited = false;

  /** @param onWish called when other SLOs than before are to be seen */
  constructor(onWish) {
    this.#filter.addEventListener("input", () => {
      this.#render();
      onWish();
    });
    this.#showAll.addEventListener("click", () => {
      this.#unlimited = true;
      onWish();
    });
  }

  /** What answers the SLOs that are to be seen: of thousands, the worst. */
  path() {
    const asked = new URLSearchParams({ order: "worst" });
    if (!this.#unlimited) {
      asked.set("limit", SHOWN_AT_FIRST);
    }
    if (this.#wanted() !== "") {
      asked.set("match", this.#wanted());
    }
    return "/api/v1/slos" + `?${asked}`;
  }

  show(loaded) {
    this.#loaded = loaded;
    this.#count();
    this.#render();
  }

  #wanted() {
    return this.#filter.value.trim().toLowerCase();
  }

  #count() {
    const badges = WORST_FIRST.map((state) => [state, this.#loaded.states[state] ?? 0])
      .filter(([, number]) => number > 0)
      .map(([state, number]) => make("li", {}, make("span", { class: "badge", "data-state": state }, `${count(number)} ${stateWord(state)}`)));
    this.#tally.replaceChildren(...badges);
  }

  #render() {
    // At once among what is there; what else matches comes with the next load.
    const wanted = this.#wanted();
    const shown = this.#loaded.slos.filter((slo) => wanted === ""
      || `${slo.slo}\n${slo.displayName}\n${slo.service}`.toLowerCase().includes(wanted));
    const rows = new Map();
    for (const slo of shown) {
      const row = this.#rows.get(slo.slo) ?? new Row(slo.slo);
      row.show(slo, this.#loaded.now);
      rows.set(slo.slo, row);
    }
    this.#rows = rows;
    this.#place([...rows.values()].map((row) => row.body));
    this.#nothing.hidden = shown.length > 0;
    say(this.#nothing, Object.keys(this.#loaded.states).length === 0
      ? "No SLO is defined yet. Put an OpenSLO document into the configuration folder, and it appears here."
      : "No SLO matches the filter.");
    this.#more.hidden = this.#unlimited || this.#loaded.slos.length >= this.#loaded.total;
    say(this.#showAll, `Show all ${count(this.#loaded.total)}`);
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
  #latency;
  #p95;
  #mean;
  #promises = [];
  #detail;
  #open = false;
  #allGroups = false;
  #at;
  #shownAt;
  #now = "";

  constructor(name) {
    this.#name = name;
  }

  show(slo, now) {
    this.#now = now;
    const lines = linesOf(slo);
    const shape = JSON.stringify(lines.map((line) => line.objective));
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build(lines.length);
    }
    say(this.#badge, stateWord(slo.state));
    this.#badge.dataset.state = slo.state;
    say(this.#toggle, slo.displayName);
    say(this.#service, under(slo, now));
    this.#service.title = this.#service.textContent.slice(0, 300);
    say(this.#p95, millis(slo.p95Millis) ?? "–");
    say(this.#mean, slo.meanMillis === undefined ? "" : `mean ${millis(slo.meanMillis)}`);
    this.#latency.title = slo.p95Window === undefined ? "no latency was seen" : `over ${slo.p95Window}`;
    lines.forEach((line, index) => this.#promises[index].show(line, slo));
    this.#at = slo.at;
    if (this.#open && this.#at !== this.#shownAt) {
      this.#fill();
    }
  }

  #build(objectives) {
    const id = `detail-${lastId += 1}`;
    const rows = String(objectives);
    this.#badge = make("span", { class: "badge" });
    this.#toggle = make("bdi", { class: "clip" });
    this.#service = make("bdi", { class: "service clip" });
    this.#p95 = make("span");
    this.#mean = make("span", { class: "mean" });
    this.#latency = make("td", { class: "number", rowspan: rows }, this.#p95, this.#mean);
    const button = make("button", { class: "toggle", type: "button", "aria-expanded": String(this.#open), "aria-controls": id }, this.#toggle);
    button.title = this.#name.slice(0, 300);
    button.addEventListener("click", () => this.#turn(button));
    this.#promises = Array.from({ length: objectives }, () => new Promised());
    const lines = this.#promises.map((promise, index) => make("tr", { class: index === 0 ? undefined : "further" }, ...promise.cells));
    lines[0].prepend(
      make("td", { rowspan: rows }, this.#badge),
      make("th", { scope: "row", rowspan: rows }, button, make("span", { class: "under" }, this.#service)));
    lines[0].append(this.#latency);
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
    this.#shownAt = this.#at;
    try {
      const slo = await load(`/api/v1/slos/${encodeURIComponent(this.#name)}`);
      this.#detail.replaceChildren(...detail(slo, this.#now, this.#allGroups, () => {
        this.#allGroups = true;
        this.#fill();
      }));
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
  #soon = make("span", { class: "soon" });
  #budget = make("td", { class: "budget" }, make("span", { class: "line" }, this.#words, this.#soon), make("span", { class: "bar", "aria-hidden": "true" }, this.#fillOfBar));
  #burns = BURN_WINDOWS.map(() => make("td", { class: "number" }));

  cells = [make("td", { class: "number" }, this.#target, this.#label), this.#budget, ...this.#burns];

  show(objective, slo) {
    say(this.#target, objective.isTogether ? "" : target(objective.target));
    say(this.#label, objective.objective);
    const left = objective.budgetRemaining;
    say(this.#words, left === undefined || left < 0 ? budget(left) : `${budget(left)} of ${slo.period}`);
    say(this.#soon, emptyIn(objective, slo.at) ?? "");
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
  cell.dataset.pace = pace(rate);
  cell.classList.toggle("none", rate === undefined);
}

/** The lines of an SLO: a composite has a budget for all objectives together, which comes first. */
function linesOf(slo) {
  const together = slo.composite === undefined ? [] : [{ ...slo.composite, objective: "all together", isTogether: true }];
  return [...together, ...slo.objectives];
}

/** What stands under the name: the service, which group the figures are of, and since when nothing has come. */
function under(slo, now) {
  const parts = [slo.service];
  if (slo.groups > 0) {
    parts.push(`worst of ${count(slo.groups)}: ${groupName(slo.group)}`);
  }
  if (slo.state === "no_evidence" && slo.lastSeen !== undefined) {
    parts.push(`no data since ${time(slo.lastSeen, now)}`);
  }
  return parts.join(" · ");
}
