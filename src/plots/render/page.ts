/** What the page says of names that can be clicked, below a chart that has some. */
export const PAGE_HINT =
  "Click a name to fade the others; shift adds another one, Esc or a double click shows all.";

/**
 * Style of a chart's own page, on the ground of the chart.
 *
 * @param width - of the chart, where it is not drawn at the size of its layout
 */
export function pageStyle(ground: string, width: string | undefined): string {
  const size = width === undefined ? "" : `#chart svg{width:${width}}`;
  return `body{background:${ground}}${size}${STYLE}`;
}

const STYLE = `
body{margin:16px;font:12px/1.45 "DejaVu Sans",Verdana,sans-serif;font-kerning:none;color:#222}
#chart [role=button]{cursor:pointer;pointer-events:all;outline:none}
#chart [role=button]:focus-visible{text-decoration:underline}
#chart svg{max-width:100%;height:auto}
#hint{margin:6px 0 0;font-size:11px;color:#858585}
#tooltip{position:fixed;z-index:1;pointer-events:none;background:#fff;border:1px solid #c8c8c8;border-radius:4px;
box-shadow:0 1px 5px rgba(0,0,0,.18);padding:6px 9px;font-size:11px}
#tooltip td{padding:1px 0;vertical-align:top}
#tooltip td:first-child{color:#666;padding-right:10px}
`;

/**
 * Draws the chart once its fonts are there, since Vega measures text with them. The tooltip is filled as text,
 * never as markup: names and values come from the user's files. A click on a level's name, in a legend or at a line's
 * end, fades the other levels; with the shift key it adds to those that are shown. Esc and a double click show all.
 */
export const PAGE_SCRIPT = `
(() => {
  const tip = document.getElementById("tooltip");
  const row = (key, value) => {
    const tr = document.createElement("tr");
    for (const text of [key, value]) tr.appendChild(document.createElement("td")).textContent = text;
    return tr;
  };
  const place = (event) => {
    const flipX = event.clientX + 14 + tip.offsetWidth > innerWidth;
    const flipY = event.clientY + 14 + tip.offsetHeight > innerHeight;
    tip.style.left = (flipX ? event.clientX - 10 - tip.offsetWidth : event.clientX + 14) + "px";
    tip.style.top = (flipY ? event.clientY - 10 - tip.offsetHeight : event.clientY + 14) + "px";
  };
  const show = (handler, event, item, value) => {
    tip.hidden = value === null || value === undefined || value === "";
    if (tip.hidden) return;
    const table = document.createElement("table");
    const entries = typeof value === "object" ? Object.entries(value) : [["", String(value)]];
    for (const [key, text] of entries) table.appendChild(row(key, text));
    tip.replaceChildren(table);
    place(event);
  };
  // Levels are told apart by the fields that colours, shapes and dashes read.
  const channels = ["fill", "stroke", "shape", "strokeDash"];
  const fieldsOf = (mark) => [
    ...channels.flatMap((channel) => [mark.encode?.update?.[channel] ?? []].flat())
      .flatMap(({ scale, field }) => (scale && typeof field === "string" ? [field] : [])),
    ...(mark.marks ?? []).flatMap(fieldsOf),
  ];
  const readable = (shown, name) => {
    const [start, end] = shown.replace(/, n = [^,]*$/, "").split("…");
    return end === undefined ? start === name : name.startsWith(start) && name.endsWith(end);
  };
  const selectable = () => {
    const fields = new Set(fieldsOf(spec));
    const drawn = [...document.querySelectorAll("#chart .role-mark > *")].map((element) => {
      const datum = element.__data__?.datum ?? {};
      return { element, names: [...fields].map((field) => datum[field]).filter((name) => typeof name === "string") };
    });
    // A legend's heading stands where its names do, and is none.
    const known = new Set(drawn.flatMap(({ element, names }) => element.localName === "text" ? [] : names));
    for (const entry of drawn) entry.names = entry.names.filter((name) => known.has(name));
    const chosen = new Set();
    const fade = () => {
      for (const { element, names } of drawn) {
        const isFaded = chosen.size > 0 && names.length > 0 && !names.some((name) => chosen.has(name));
        // What is invisible stays so, and only lets the mouse through.
        if (element.getAttribute("opacity") === "0") element.style.pointerEvents = isFaded ? "none" : "";
        else element.style.opacity = !isFaded ? "" : element.localName === "text" ? "0.4" : "0.1";
      }
    };
    const choose = (name, add) => {
      const isTakenBack = chosen.has(name) && (add || chosen.size === 1);
      if (!add) chosen.clear();
      if (isTakenBack) chosen.delete(name);
      else chosen.add(name);
      fade();
    };
    const showAll = () => { chosen.clear(); fade(); };
    addEventListener("keydown", (event) => event.key === "Escape" && showAll());
    addEventListener("dblclick", showAll);
    for (const entry of drawn) {
      const { element } = entry;
      if (element.localName !== "text") continue;
      const [name = [...known].find((one) => readable(element.textContent, one))] = entry.names;
      if (name === undefined) continue;
      entry.names = [name];
      document.getElementById("hint").hidden = false;
      element.setAttribute("role", "button");
      element.setAttribute("tabindex", "0");
      element.addEventListener("click", (event) => choose(name, event.shiftKey));
      element.addEventListener("keydown", (event) => event.key === "Enter" && choose(name, event.shiftKey));
    }
  };
  const spec = JSON.parse(document.getElementById("spec").textContent);
  const draw = () =>
    new vega.View(vega.parse(spec), { renderer: "svg", container: "#chart", hover: true, tooltip: show })
      .runAsync()
      .then(selectable);
  Promise.all([...document.fonts].map((font) => font.load())).then(draw, draw);
})();
`;
