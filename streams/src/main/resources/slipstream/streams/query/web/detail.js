// What opens under an SLO: what it promises, its groups, and its windows.

import { budget, burn, count, emptyIn, groupName, level, make, millis, pace, ratio, stateWord, target, time } from "./words.js";

const GROUPS_AT_FIRST = 20;
const BURN_OF_GROUPS = ["1h", "6h"];

/**
 * @param slo as the API tells of one
 * @param allGroups whether to show them all, however many there are
 * @param onAllGroups called when somebody asks for all of them
 */
export function detail(slo, now, allGroups, onAllGroups) {
  return [about(slo, now), ...groups(slo, now, allGroups, onAllGroups), ...windows(slo, now)];
}

function about(slo, now) {
  const list = make("dl", { class: "about" });
  const add = (term, value) => list.append(make("dt", {}, term), make("dd", {}, value));
  if (slo.description) {
    add("Promise", make("bdi", {}, slo.description));
  }
  add("Counts", make("code", {}, slo.indicator));
  if (slo.groupBy?.length > 0) {
    add("Kept apart by", make("code", {}, slo.groupBy.join(", ")));
  }
  for (const policy of slo.policies) {
    const pairs = policy.pairs.map((pair) => `${burn(pair.factor)} over ${pair.shortWindow} and ${pair.longWindow}`);
    const verb = policy.severity === "page" ? "Pages" : policy.severity === "ticket" ? "Ticket" : `Alerts (${policy.severity})`;
    if (pairs.length > 0) {
      add(`${verb} above`, pairs.join(", or "));
    } else {
      add(`${verb} when`, policy.condition);
    }
  }
  add("Known up to", slo.at === undefined ? "no evidence: no event was counted yet" : time(slo.at, now));
  if (slo.state === "no_evidence" && slo.lastSeen !== undefined) {
    add("No data since", time(slo.lastSeen, now));
  }
  return list;
}

function groups(slo, now, allGroups, onAllGroups) {
  if (slo.groups === undefined) {
    return [];
  }
  const shown = allGroups ? slo.groups : slo.groups.slice(0, GROUPS_AT_FIRST);
  const heads = [...slo.groupBy.map((name) => head(name)), head("State"), head("Budget left"),
    ...BURN_OF_GROUPS.map((window) => head(`Burn ${window}`, "number")), head("Bad of total", "number"), head("P95", "number"), head("Last seen", "number")];
  const parts = [table("Groups, the one with the least budget left first", heads, shown.map((group) => groupRow(slo, group, now)))];
  if (shown.length < slo.groups.length) {
    const button = make("button", { type: "button", class: "all-groups" }, `Show all ${count(slo.groups.length)} groups`);
    button.addEventListener("click", onAllGroups);
    parts.push(button);
  }
  return parts;
}

function groupRow(slo, group, now) {
  const line = group.composite ?? leastLeft(group.objectives);
  const soon = emptyIn(line, group.at);
  const period = group.windows.at(-1);
  const latency = group.windows.find((window) => window.p95Millis !== undefined);
  const names = slo.groupBy.map((name, index) => make(index === 0 ? "th" : "td", index === 0 ? { scope: "row" } : {},
    make("bdi", { class: "clip value" }, groupName({ name: group.group[name] ?? "" }))));
  return make("tr", { class: "group-row" }, ...names,
    make("td", {}, make("span", { class: "badge", "data-state": group.state }, stateWord(group.state))),
    make("td", { class: "left", "data-level": level(line.budgetRemaining) },
      make("span", { class: "words" }, budget(line.budgetRemaining)), soon === undefined ? "" : make("span", { class: "soon" }, ` ${soon}`)),
    ...BURN_OF_GROUPS.map((window) => burnCell(line.burnRates?.[window])),
    number(period === undefined ? undefined : `${count(period.bad)} of ${count(period.total)}`),
    number(millis(latency?.p95Millis)),
    number(group.lastSeen === undefined ? undefined : time(group.lastSeen, now)));
}

function leastLeft(objectives) {
  const left = (objective) => objective.budgetRemaining ?? Infinity;
  return objectives.reduce((least, next) => (left(next) < left(least) ? next : least));
}

/** Slices of time, or the events of each part of a composite, come before the events as such. */
function windows(slo, now) {
  if (slo.windows.length === 0) {
    return [make("p", { class: "quiet" }, "There are no windows to show before the first event.")];
  }
  const own = slo.objectives.filter((objective) => objective.windows.length > 0);
  const bySlices = slo.budgetingMethod !== "Occurrences";
  const tables = own.map((objective) => {
    const name = objective.objective || target(objective.target);
    return windowTable(`${bySlices ? "Slices of time" : "Events"}, ${name}`, objective.windows, [objective], now);
  });
  const worst = slo.groups === undefined || slo.groups.length === 0 ? "" : ` of ${groupName(slo.groups[0].group)}`;
  if (own.length === 0) {
    tables.push(windowTable(`Windows${worst}`, slo.windows, slo.objectives, now));
  } else if (bySlices && slo.composite === undefined) {
    tables.push(windowTable(`Events${worst}`, slo.windows, [], now));
  }
  return tables;
}

function windowTable(caption, list, objectives, now) {
  const many = objectives.length > 1;
  const excluded = list.some((window) => window.excluded > 0);
  const gaps = list.some((window) => window.coverage < 1);
  const means = list.some((window) => window.meanMillis !== undefined);
  const columns = [
    [head("Window"), (window) => make("th", { scope: "row" }, window.window)],
    [head("From – to"), (window) => make("td", {}, `${time(window.from, now)} – ${time(window.to, now)}`)],
    [head("Total", "number"), (window) => number(count(window.total))],
    [head("Bad", "number"), (window) => number(count(window.bad))],
    [head("Unjudged", "number"), (window) => number(count(window.unjudged))],
    [head("Error ratio", "number"), (window) => number(ratio(window.errorRatio))],
  ];
  if (excluded) {
    columns.push([head("Excluded", "number", "events in time that does not count, such as maintenance"), (window) => number(count(window.excluded ?? 0))],
      [head("Raw ratio", "number", "with what was excluded"), (window) => number(ratio(rawRatio(window)))]);
  }
  for (const objective of objectives) {
    columns.push([head(many ? `Burn, ${objective.objective || target(objective.target)}` : "Burn", "number"),
      (window) => burnCell(objective.burnRates?.[window.window])]);
  }
  if (gaps) {
    columns.push([head("Coverage", "number", "the share of the window in which anything was seen"),
      (window) => number(window.coverage === undefined ? undefined : coverage(window.coverage))]);
  }
  columns.push([head("P95", "number"), (window) => number(millis(window.p95Millis))]);
  if (means) {
    columns.push([head("Mean", "number"), (window) => number(millis(window.meanMillis))]);
  }
  return table(caption, columns.map(([title]) => title), list.map((window) => make("tr", {}, ...columns.map(([, cell]) => cell(window)))));
}

function rawRatio(window) {
  const total = window.total + (window.excluded ?? 0);
  return total === 0 ? undefined : (window.bad + (window.excludedBad ?? 0)) / total;
}

/** Rounded down: what has a gap is never shown as whole. */
function coverage(share) {
  return ratio(share >= 1 ? 1 : Math.floor(share * 1000) / 1000);
}

function table(caption, heads, rows) {
  return make("div", { class: "scroll" }, make("table", { class: "windows" },
    make("caption", {}, caption), make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows)));
}

function burnCell(rate) {
  const cell = number(burn(rate));
  cell.dataset.pace = pace(rate);
  if (rate === undefined) {
    cell.title = "no events in this window";
  }
  return cell;
}

function head(text, kind, title) {
  return make("th", { scope: "col", class: kind, title }, text);
}

function number(text) {
  return make("td", { class: text === undefined ? "number none" : "number" }, text ?? "–");
}
