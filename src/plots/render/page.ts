/** Style of a chart's own page. */
export const PAGE_STYLE = `
body{margin:16px;font:12px/1.45 "DejaVu Sans",Verdana,sans-serif;font-kerning:none;color:#222;background:#fff}
#chart svg{max-width:100%;height:auto}
#tooltip{position:fixed;z-index:1;pointer-events:none;background:#fff;border:1px solid #c8c8c8;border-radius:4px;
box-shadow:0 1px 5px rgba(0,0,0,.18);padding:6px 9px;font-size:11px}
#tooltip td{padding:1px 0;vertical-align:top}
#tooltip td:first-child{color:#666;padding-right:10px}
`;

/**
 * Draws the chart once its fonts are there, since Vega measures text with them. The tooltip is filled as text,
 * never as markup: names and values come from the user's files.
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
  const spec = JSON.parse(document.getElementById("spec").textContent);
  const draw = () =>
    new vega.View(vega.parse(spec), { renderer: "svg", container: "#chart", hover: true, tooltip: show }).runAsync();
  Promise.all([document.fonts.load('12px "DejaVu Sans"'), document.fonts.load('bold 12px "DejaVu Sans"')])
    .then(draw, draw);
})();
`;
