// Reads amounts as they are typed; saving needs none of it.
const $ = (css, at = document) => at.querySelector(css);
const SCALE = { 조: 1e12, 억: 1e8, 만: 1e4, 천: 1e3, 백: 100, 십: 10, 원: 1, "": 1 };
const SHAPE = /^(?=.*\d)(?!.*[조억].*[\d천백십]$)([\d.천백십]+조)?([\d.천백십]+억)?([\d.천백십]+만)?[\d.천백십]*원?$/;

// The won that a text names, NaN where only the server can tell.
const read = (text) => {
  const plain = text.normalize("NFKC").replace(/[\s,]/g, "");
  let won = 0, part = 0;
  for (const [, digits, unit] of plain.matchAll(/([\d.]*)(.?)/g)) {
    const scale = SCALE[unit];
    if (scale > 1e3) [won, part] = [won + (part + +digits) * scale, 0];
    else part += (digits || scale > 1) * scale;
  }
  return SHAPE.test(plain) ? Math.round(won + part) : NaN;
};

const say = (won) => {
  let text = "";
  for (const unit of [..."조억만", ""]) {
    const count = Math.floor(won / SCALE[unit]);
    if (count) text += `${count.toLocaleString("ko")}${unit} `;
    won %= SCALE[unit];
  }
  return `${text || "0 "}원`.replace(/(\d) 원/, "$1원");
};

// A total proposes its words and certainty until the clerk chooses.
let words = "", pick;
const propose = ({ value }) => {
  const box = $("#id_total_text"), core = value.replace(/^약|여|정도$/g, "");
  if (box.value === words) box.value = words = /[^\d,.\s원]/.test(value) ? value : "";
  const first = $("[name$=certainty][checked]");
  if (!(pick || first).checked) return;
  const state = core === value && first.value !== "about" ? "exact" : "about";
  pick = read(core) >= 0 ? $(`[value=${state}]`) : first;
  pick.checked = true;
};

// What makes up the total, as in notation/ladder.py.
const parts = () => {
  const rows = [...document.querySelectorAll("#funding-group .form-row:not(.empty-form)")].map((row) => {
    const value = (name) => $(`[name$=${name}]`, row).value;
    const out = $("[name$=DELETE]:checked", row) || /^(whole)?$/.test(value("source"));
    const step = ["plan", "original", "supplementary"].indexOf(value("stage")) + +value("round");
    return { step, year: value("year"), won: out ? NaN : read(value("won")) };
  }).filter(({ step, won }) => step >= 0 && won >= 0);
  const latest = rows.filter((a) => !rows.some((b) => b.year === a.year && b.step > a.step));
  const timeless = latest.filter(({ year }) => !year);
  return timeless[0] ? timeless : latest;
};

const refresh = () => {
  for (const select of document.querySelectorAll(".admin-autocomplete")) {
    const box = $("[role$=tbox],[role$=hbox]", select.parentElement); // select2 names none
    if (box) box.ariaLabel = select.ariaLabel || select.labels[0]?.textContent;
  }
  const box = $("#id_total_won"), status = $(".funding-sum");
  if (!box) return;
  const rows = parts(), sum = rows.reduce((sum, { won }) => sum + won, 0);
  const total = $("[value=exact]:checked") ? read(box.value) : NaN;
  const kind = sum > total ? "more" : sum < total ? "less" : total >= 0 ? "same" : "alone";
  const said = rows[0] ? status.dataset[kind] : "";
  status.textContent = said.replace("_", say(sum)).replace("_", say(Math.abs(total - sum)));
};

let waiting;
const follow = ({ target, isComposing }) => {
  if (isComposing) return; // a Hangul syllable is not done
  if (target.matches?.(".vWonField")) {
    const won = read(target.value);
    const both = `= ${say(won)} (${won.toLocaleString("ko")}원)`;
    target.nextElementSibling.textContent = won >= 0 ? both : "";
  }
  if (target.id === "id_total_won") propose(target);
  clearTimeout(waiting);
  waiting = setTimeout(refresh, 500);
};
for (const name of ["input", "compositionend", "formset:added", "formset:removed"]) {
  document.addEventListener(name, follow);
}
addEventListener("load", () => setTimeout(refresh));

// Nothing is left unasked.
const form = $("form[id$=_form]");
const typed = () => form && [...new FormData(form)] + "";
let kept = $("#unsaved") || typed();
form?.addEventListener("submit", () => (kept = typed()));
addEventListener("beforeunload", (event) => typed() !== kept && event.preventDefault());
