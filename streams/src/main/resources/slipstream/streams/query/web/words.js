// Numbers and times as people write them. Nothing here touches the document, but for the element maker at the end.

const NARROW_SPACE = "\u202f";
const wholeNumber = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** 1234567 is "1 234 567". */
export function count(number) {
  return wholeNumber.format(number).replaceAll(",", NARROW_SPACE);
}

/** 0.9995 is "99.95 %"; a target is exact to one per million. */
export function target(share) {
  return `${Number((share * 100).toFixed(4))}${NARROW_SPACE}%`;
}

/** 0.0484 is "4.84 %": three digits that matter, so that a ratio of one in a million is not shown as nothing. */
export function ratio(share) {
  if (share === undefined) {
    return undefined;
  }
  const percent = share * 100;
  const shown = percent === 0 || percent >= 100 ? percent.toFixed(0) : plain(percent);
  return `${shown}${NARROW_SPACE}%`;
}

/** 14.4 is "14.4x". */
export function burn(rate) {
  if (rate === undefined) {
    return undefined;
  }
  if (rate > 0 && rate < 0.01) {
    return "<0.01x";
  }
  if (rate >= 1000) {
    return `${count(rate)}x`;
  }
  return `${rate >= 100 ? rate.toFixed(0) : rate >= 10 ? Number(rate.toFixed(1)) : Number(rate.toFixed(2))}x`;
}

/** What is left of a budget, in words: "61.2 %", "overspent by 12 %". */
export function budget(left) {
  if (left === undefined) {
    return "no evidence";
  }
  const percent = Math.abs(left) * 100;
  const shown = percent >= 1000 ? count(percent) : percent.toFixed(1).replace(/\.0$/, "");
  return left < 0 ? `overspent by ${shown}${NARROW_SPACE}%` : `${shown}${NARROW_SPACE}%`;
}

/** "empty in 3 d 4 h" at the rate of the last hour, by the event time up to which all this is known; nothing when it will last. */
export function emptyIn(objective, at) {
  if (objective.exhaustedAt === undefined || at === undefined || !(objective.budgetRemaining > 0)) {
    return undefined;
  }
  return `empty in ${span((Date.parse(objective.exhaustedAt) - Date.parse(at)) / 1000)}`;
}

const LOW_BUDGET = 0.25;

/** How a budget stands: "well", "low", "spent" or "unknown". */
export function level(left) {
  if (left === undefined) {
    return "unknown";
  }
  if (left <= 0) {
    return "spent";
  }
  return left < LOW_BUDGET ? "low" : "well";
}

// A rate above 1x spends more than there is for the period; 6x spends 5 % of a 30-day budget in 6 hours.
const FAST = 1;
const VERY_FAST = 6;

/** How fast a budget is spent: "calm", "fast", "very-fast" or "none". */
export function pace(rate) {
  if (rate === undefined) {
    return "none";
  }
  return rate > VERY_FAST ? "very-fast" : rate > FAST ? "fast" : "calm";
}

/** {function: "resize", zone: "eu"} is "resize, eu"; a value that is empty is said to be so. */
export function groupName(group) {
  return Object.values(group ?? {}).map((value) => (value === "" ? "(none)" : value === "__overflow__" ? "(all others)" : value)).join(", ");
}

/** 182.4 is "182 ms", 1234 is "1.23 s". */
export function millis(value) {
  if (value === undefined) {
    return undefined;
  }
  if (value >= 1000) {
    return `${plain(value / 1000)}${NARROW_SPACE}s`;
  }
  return `${value < 10 ? plain(value) : Math.round(value)}${NARROW_SPACE}ms`;
}

/** A span of seconds: "8 s", "12 min", "3 h 20 min", "2 d 4 h". */
export function span(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) {
    return `${s}${NARROW_SPACE}s`;
  }
  const minutes = Math.floor(s / 60);
  if (minutes < 60) {
    return `${minutes}${NARROW_SPACE}min`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 24) {
    return two(hours, "h", minutes % 60, "min");
  }
  return two(Math.floor(hours / 24), "d", hours % 24, "h");
}

/** The instant in the zone of the reader: "10:05:03" today, else with the day, and with the year when it is another. */
export function time(iso, today) {
  const at = new Date(iso);
  const now = new Date(today);
  const parts = { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false };
  if (at.toDateString() !== now.toDateString()) {
    parts.day = "numeric";
    parts.month = "short";
  }
  if (at.getFullYear() !== now.getFullYear()) {
    parts.year = "numeric";
  }
  return new Intl.DateTimeFormat("en-GB", parts).format(at);
}

export function stateWord(state) {
  return state === "no_evidence" ? "no evidence" : state;
}

/** An address a click may follow: only http and https, never a script. */
export function safeLink(address) {
  try {
    const url = new URL(address);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** An element with attributes and children; text children become text, never markup. */
export function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value !== undefined) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children);
  return element;
}

/** Sets the text of an element only when it differs, which leaves selections and screen readers in peace. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function plain(number) {
  return String(Number(number >= 100 ? number.toFixed(0) : number.toPrecision(3)));
}

function two(large, largeUnit, small, smallUnit) {
  const head = `${large}${NARROW_SPACE}${largeUnit}`;
  return small === 0 ? head : `${head} ${small}${NARROW_SPACE}${smallUnit}`;
}
