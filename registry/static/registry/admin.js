// base_site.html
const $ = (css, at = document) => at.querySelector(css);
const $$ = (css) => [...document.querySelectorAll(css)];
const SCALE = { 조: 1e12, 억: 1e8, 만: 1e4, 천: 1e3, 백: 100, 십: 10, 원: 1, "": 1 };
const GAPS = /(?<=\b\d{1,3}(,\d{3})*),(?=\d{3}\b)|(?<![\d,])\s|\s(?!\d)/g;
const ODD = /^\D*$|[조억].*[\d천백십]$|원./;
const core = (text) => text.replace(/^약|여|정도$/g, "");

const read = (text) => {
  const plain = text.normalize("NFKC").replace(GAPS, "");
  let won = 0, part = 0, last = 1e13;
  for (const [, digits, unit] of plain.matchAll(/([\d.]*)(.?)/g)) {
    const scale = SCALE[unit];
    if (scale > 1e3) {
      won += scale < last ? (part + +digits || NaN) * scale : NaN;
      last = scale, part = 0;
    } else part += (digits || scale > 1) * scale;
  }
  won = Math.round(won + part);
  return ODD.test(plain) || won > 9e15 ? NaN : won;
};

const say = (won, text = "") => {
  for (const unit of [..."조억만", ""]) {
    const n = Math.floor(won / SCALE[unit]);
    if (n) text += `${n.toLocaleString("ko")}${unit} `;
    won %= SCALE[unit];
  }
  return `${text || "0 "}원`.replace(/(\d) 원/, "$1원");
};

let own = "", pick, wait;
const propose = (value, plain, won) => {
  const box = $("#id_total_text");
  if (box.value === own) box.value = own = /[^\d,.\s원]/.test(value) ? value : "";
  const first = $("[name$=certainty][checked]");
  if (!(pick || first).checked) return;
  pick = won >= 0 ? $(`[value=${
    plain === value && first.value !== "about" ? "exact" : "about"}]`) : first;
  pick.checked = true;
};

const parts = () => {
  const rows = $$("#funding-group .form-row").map((row) => {
    const value = (name) => $(`[name$=${name}]`, row).value;
    const out = $("[name$=DELETE]:checked", row) || /^(whole)?$/.test(value("source"));
    const step = { plan: 0, original: 1, supplementary: 2 }[value("stage")] + +value("round");
    return { step, year: value("year"), won: out ? NaN : read(value("won")) };
  }).filter(({ step, won }) => step + won >= 0);
  const latest = rows.filter((a) => !rows.some((b) => b.year === a.year && b.step > a.step));
  const whole = latest.filter((a) => !a.year);
  return whole[0] ? whole : latest;
};

const show = () => {
  for (const select of $$(".admin-autocomplete")) {
    const box = $("[role$=tbox],[role$=hbox]", select.parentElement);
    if (box) box.ariaLabel = select.ariaLabel || select.labels[0]?.textContent;
  }
  for (const box of $$("[aria-owns]"))
    box.setAttribute("aria-controls", box.getAttribute("aria-owns"));
  for (const box of $$(".select2-dropdown input")) box.ariaLabel = "찾기";
  const box = $("#id_total_won"), out = $(".funding-sum");
  if (!box) return;
  const rows = parts(), sum = rows.reduce((a, { won }) => a + won, 0);
  const total = read(core(box.value || $("#id_total_max_won").value));
  const kind = sum > total ? "more" : $("[value=exact]:checked") && sum <= total
    ? sum < total ? "less" : "same" : "alone";
  out.textContent = (rows[0] ? out.dataset[kind] : "")
    .replace("_", say(sum)).replace("_", say(Math.abs(total - sum)));
};

const follow = ({ target, isComposing }) => {
  if (isComposing) return;
  if (target.matches?.(".vWonField")) {
    const { id, value } = target, total = /total_w/.test(id);
    const plain = total ? core(value) : value, won = read(plain);
    target.nextElementSibling.textContent = won >= 0
      ? `= ${say(won)} (${won.toLocaleString("ko")}원)` : value && "아직 읽지 못했습니다";
    if (total) propose(value, plain, won);
  }
  clearTimeout(wait);
  wait = setTimeout(show, 500);
};
for (const name of ["input", "compositionend", "formset:added", "formset:removed"])
  addEventListener(name, follow);
new MutationObserver(onload = () => setTimeout(show))
  .observe(document, { subtree: true, attributeFilter: ["aria-owns"] });

const form = $("form[id$=_form]"), typed = () => form && [...new FormData(form)] + "";
let old = $("#unsaved") || typed();
onsubmit = () => (old = typed());
addEventListener("beforeunload", (e) => typed() !== old && e.preventDefault());
