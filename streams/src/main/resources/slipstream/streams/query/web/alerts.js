// The alerts: firing ones first and always seen, resolved ones folded away.

import { budget, burn, make, safeLink, say, span, time } from "./words.js";

const RESOLVED_SHOWN = 50;

export class Alerts {
  #firing = document.getElementById("firing");
  #resolved = document.getElementById("resolved");
  #resolvedBox = document.getElementById("resolved-box");
  #resolvedWords = document.getElementById("resolved-words");
  #words = document.getElementById("alerts-words");
  #announcement = document.getElementById("announcement");
  #known = new Map();
  #first = true;

  /**
   * @param alerts as the API lists them, newest first
   * @param names the display name of each SLO, by its name
   * @param ats the event time up to which each SLO is known, by its name
   */
  show(alerts, names, ats, now) {
    const firing = alerts.filter((alert) => alert.status === "firing");
    const resolved = alerts.filter((alert) => alert.status !== "firing");
    firing.sort((a, b) => rank(a) - rank(b));
    this.#announce(alerts, names);
    this.#firing.replaceChildren(...firing.map((alert) => item(alert, names, ats, now)));
    this.#resolved.replaceChildren(...resolved.slice(0, RESOLVED_SHOWN).map((alert) => item(alert, names, ats, now)));
    say(this.#words, firing.length === 0 ? "No alert is firing." : `${firing.length} firing`);
    this.#resolvedBox.hidden = resolved.length === 0;
    const cut = resolved.length > RESOLVED_SHOWN ? `, the newest ${RESOLVED_SHOWN} shown` : "";
    say(this.#resolvedWords, `${resolved.length} resolved${cut}`);
  }

  /** Tells a screen reader what began or ended since the last time, and nothing about what was there before. */
  #announce(alerts, names) {
    const news = [];
    for (const alert of alerts) {
      if (this.#known.get(alert.fingerprint) !== alert.status) {
        news.push(`${alert.status}: ${shown(alert, names)}, ${alert.severity}`);
      }
      this.#known.set(alert.fingerprint, alert.status);
    }
    if (!this.#first && news.length > 0) {
      say(this.#announcement, `Alert ${news.slice(0, 5).join("; ")}`);
    }
    this.#first = false;
  }
}

function rank(alert) {
  return alert.severity === "page" ? 0 : 1;
}

/** The SLO by the name that people gave it; the alert of a rule by the rule's. */
function shown(alert, names) {
  return alert.slo === "" ? alert.labels.alertname : names.get(alert.slo) ?? alert.slo;
}

/** The event time up to which the alert's SLO is known; of a rule, that of whatever is known best. */
function knownUpTo(alert, ats) {
  return alert.slo === "" ? [...ats.values()].sort().at(-1) : ats.get(alert.slo);
}

function item(alert, names, ats, now) {
  const firing = alert.status === "firing";
  const name = make("span", { class: "name clip", title: (alert.slo || `rule ${alert.labels.alertname}`).slice(0, 300) }, make("bdi", {}, shown(alert, names)));
  const what = make("div", { class: "what" }, name, facts(alert));
  const badge = make("span", { class: "badge", "data-state": firing ? alert.severity : "none" }, firing ? alert.severity : "resolved");
  return make("li", { class: "alert", "data-state": firing ? alert.severity : "none" }, badge, what, when(alert, ats, now));
}

function facts(alert) {
  const line = make("span", { class: "facts" });
  const parts = [];
  if (alert.annotations?.summary) {
    parts.push(make("bdi", { class: "summary" }, alert.annotations.summary));
  }
  const pair = (alert.evidence ?? []).find((one) => one.exceeded);
  if (pair?.longBurnRate !== undefined) {
    parts.push(`burn ${burn(pair.longBurnRate)} over ${pair.longWindow}, limit ${burn(pair.factor)}`);
  }
  if (alert.budgetRemaining !== undefined) {
    parts.push(`budget ${budget(alert.budgetRemaining)}${alert.budgetRemaining < 0 ? "" : " left"}`);
  }
  const runbook = safeLink(alert.annotations?.runbook_url);
  if (runbook !== undefined) {
    parts.push(make("a", { href: runbook, rel: "noopener noreferrer", target: "_blank" }, "runbook"));
  }
  parts.forEach((part, index) => line.append(index === 0 ? "" : " · ", part));
  return line;
}

function when(alert, ats, now) {
  const start = make("time", { datetime: alert.startsAt, title: alert.startsAt }, time(alert.startsAt, now));
  if (alert.endsAt !== undefined) {
    const end = make("time", { datetime: alert.endsAt, title: alert.endsAt }, time(alert.endsAt, now));
    const lasted = span((Date.parse(alert.endsAt) - Date.parse(alert.startsAt)) / 1000);
    return make("div", { class: "when" }, start, " until ", end, make("br"), `lasted ${lasted}`);
  }
  const known = knownUpTo(alert, ats);
  const box = make("div", { class: "when" }, "since ", make("strong", {}, start));
  if (known !== undefined && Date.parse(known) >= Date.parse(alert.startsAt)) {
    box.append(make("br"), `for ${span((Date.parse(known) - Date.parse(alert.startsAt)) / 1000)}`);
  }
  return box;
}
