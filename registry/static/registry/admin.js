// Reads amounts as they are typed; saving needs none of it.
const UNITS = [[1e12, "조"], [1e8, "억"], [1e4, "만"], [1, ""]];
const SMALL = { 천: 1000, 백: 100, 십: 10 };
const SHAPE = /^(?:([\d.천백십]+)조)?(?:([\d.천백십]+)억)?(?:([\d.천백십]+)만)?([\d.천백십]*)(원?)$/;
const LADDER = { plan: 0, original: 1, supplementary: 2 };

const group = (text) => {
  let sum = 0;
  for (const [, digits, unit] of (text || "").matchAll(/(\d+(?:\.\d+)?)([천백십]?)/g)) {
    sum += Number(digits) * (SMALL[unit] || 1);
  }
  return sum;
};

// The won that a text names, or null where only the server can tell.
const read = (text) => {
  const plain = text.normalize("NFKC").replace(/[\s,]/g, "");
  const found = /\d/.test(plain) && SHAPE.exec(plain);
  if (!found || (found[4] && !found[5] && (found[1] || found[2]))) return null;
  const won = Math.round(UNITS.reduce((sum, [scale], at) => sum + group(found[at + 1]) * scale, 0));
  return Number.isSafeInteger(won) ? won : null;
};

const say = (won) => {
  const parts = [];
  for (const [scale, unit] of UNITS) {
    const count = Math.floor(won / scale);
    if (count) parts.push(count.toLocaleString("ko") + unit);
    won %= scale;
  }
  const text = parts.join(" ") || "0";
  return text + (/\d$/.test(text) ? "원" : " 원");
};

const echo = (box) => {
  const won = read(box.value);
  const both = won === null ? "" : `= ${say(won)} (${won.toLocaleString("ko")}원)`;
  box.parentElement.querySelector(".won-reading").textContent = both;
};

// The rows that make up the total, as in notation/ladder.py.
const parts = (group) => {
  const rows = [...group.querySelectorAll("tr.form-row:not(.empty-form)")].map((row) => {
    const value = (name) => row.querySelector(`[name$="-${name}"]`)?.value || "";
    const gone = row.querySelector('[name$="-DELETE"]')?.checked || value("source") === "whole";
    const step = gone || !value("source") ? -1 : LADDER[value("stage")] + Number(value("round"));
    return { step, year: value("fiscal_year"), won: read(value("won")) };
  }).filter((row) => row.step >= 0 && row.won !== null);
  const top = {};
  for (const row of rows) top[row.year] = Math.max(top[row.year] || 0, row.step);
  const latest = rows.filter((row) => row.step === top[row.year]);
  const timeless = latest.filter((row) => !row.year);
  return timeless.length ? timeless : latest;
};

const sentence = (rows, total) => {
  if (!rows.length) return "";
  const sum = rows.reduce((won, row) => won + row.won, 0);
  const said = `재원 합계 ${say(sum)}`;
  if (total === null) return said;
  if (sum === total) return `${said} - 총사업비와 같습니다`;
  return `${said} - 총사업비보다 ${say(Math.abs(total - sum))} ${sum > total ? "많습니다" : "적습니다. 나머지는 재원 미공개로 보여 줍니다"}`;
};

const addUp = () => {
  const group = document.getElementById("funding-group");
  const status = document.querySelector(".funding-sum");
  if (!group || !status) return;
  const about = document.querySelector('[name="total_certainty"][value="about"]:checked');
  const total = about ? "" : document.getElementById("id_total_won")?.value || "";
  status.textContent = sentence(parts(group), read(total));
};

// select2 names no box.
const nameBoxes = () => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const name = select.getAttribute("aria-label") || select.labels[0]?.textContent || "";
    select.parentElement.querySelector('[role="textbox"]')?.setAttribute("aria-label", name);
  }
};

let waiting;
const follow = (event) => {
  if (event.isComposing) return; // a Hangul syllable is not finished
  if (event.target.matches?.(".vWonField")) echo(event.target);
  clearTimeout(waiting);
  waiting = setTimeout(addUp, 500);
  if (event.type === "formset:added") setTimeout(nameBoxes);
};

for (const name of ["input", "change", "compositionend", "formset:added", "formset:removed"]) {
  document.addEventListener(name, follow);
}
addEventListener("load", () => setTimeout(nameBoxes));
