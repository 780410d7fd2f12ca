// Checks of WCAG 2.2 that can be made by looking at the page; returns what is wrong, in words.
() => {
  const faults = [];
  const visible = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const all = (selector) => [...document.querySelectorAll(selector)].filter(visible);
  const describe = (node) => `${node.tagName.toLowerCase()}#${node.id}.${node.className} "${node.textContent.trim().slice(0, 30)}"`;
  const name = (node) =>
    node.getAttribute("aria-label") ||
    [...(node.labels ?? [])].map((label) => label.textContent).join(" ").trim() ||
    (node.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ").trim() ||
    (["BUTTON", "A", "SUMMARY"].includes(node.tagName) ? node.textContent.trim() : "");

  for (const node of all("button, a[href], textarea, input, summary, dialog, nav, aside, [role=log], [role=group]")) {
    if (!name(node)) faults.push(`no name: ${describe(node)}`);
  }
  for (const node of all("button, summary, textarea, label.score, .contacts a, .languages a")) {
    const { width, height } = node.getBoundingClientRect();
    if (width < 43.5 || height < 43.5) faults.push(`small target ${width}x${height}: ${describe(node)}`);
  }
  const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
  for (const id of ids.filter((id, index) => ids.indexOf(id) !== index)) faults.push(`id twice: ${id}`);
  if (document.querySelectorAll("h1").length !== 1) faults.push("not one h1");
  if (document.querySelectorAll("main").length !== 1) faults.push("not one main");
  if (!document.documentElement.lang) faults.push("no language");
  const log = document.querySelector("[role=log]");
  if (log.getAttribute("aria-live") !== "off" || log.tabIndex !== 0) faults.push("the log must be silent and scrollable by keyboard");
  for (const node of document.querySelectorAll("[style]")) {
    if (node.id !== "text") faults.push(`inline style: ${describe(node)}`);
  }

  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const color = rgba(getComputedStyle(node).backgroundColor);
      if (getComputedStyle(node).backgroundImage !== "none") return null;
      if (color[3] === 255) return color;
    }
    return rgba("white");
  };
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  for (const node of all("body *")) {
    const hasText = [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
    const back = hasText && !node.closest(".unseen, svg, script, noscript") && ground(node);
    if (!back) continue;
    const [a, b] = [luminance(rgba(getComputedStyle(node).color)), luminance(back)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) faults.push(`contrast ${ratio.toFixed(2)}: ${describe(node)}`);
  }
  return faults;
}
