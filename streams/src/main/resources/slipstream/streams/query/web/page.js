// The page: data in, three parts shown, and always the age of what is shown.

import { Alerts } from "./alerts.js";
import { Slos } from "./slos.js";
import { Source } from "./source.js";
import { say, span } from "./words.js";

const STATE_WORDS = { live: "live", polling: "asking each 5 s", lost: "not connected" };

const connection = document.getElementById("connection");
const connectionWords = document.getElementById("connection-words");
const ageWords = document.getElementById("age");
const notice = document.getElementById("notice");
const alerts = new Alerts();
const slos = new Slos(() => source.refresh());

// The age is reckoned by the server's clock at the load plus the time since: the clock of this browser may be wrong.
let ageAtLoad;
let loadedAt;

function show(data) {
  const list = data.slos.slos;
  ageAtLoad = data.slos.updated === undefined ? undefined : (Date.parse(data.slos.now) - Date.parse(data.slos.updated)) / 1000;
  loadedAt = performance.now();
  const names = new Map(list.map((slo) => [slo.slo, slo.displayName]));
  const ats = new Map(list.filter((slo) => slo.at !== undefined).map((slo) => [slo.slo, slo.at]));
  slos.show(data.slos);
  alerts.show(data.alerts.alerts, names, ats, data.slos.now);
  const paging = data.slos.states.page ?? 0;
  document.title = paging === 0 ? "Slipstream" : `(${paging}) Slipstream`;
  showAge();
}

function showState(state, reason) {
  connection.dataset.state = state;
  say(connectionWords, STATE_WORDS[state]);
  notice.hidden = state !== "lost";
  document.body.toggleAttribute("data-stale", state === "lost");
  if (state === "lost") {
    say(notice, `The server does not answer as it should (${reason}). What is shown is how it was.`);
  }
}

function showAge() {
  if (loadedAt === undefined) {
    return;
  }
  const age = ageAtLoad === undefined ? undefined : ageAtLoad + (performance.now() - loadedAt) / 1000;
  say(ageWords, age === undefined ? "no data yet" : `data ${span(age)} old`);
}

say(document.getElementById("zone"), `Times are in ${Intl.DateTimeFormat().resolvedOptions().timeZone}.`);
setInterval(showAge, 1_000);
const source = new Source(show, showState, () => slos.path());
source.start();
