// Markdown of messages as DOM nodes: paragraphs, lists, code, bold, emphasis and links. Nothing is ever parsed as HTML.

import { element } from "./dom.js";

const INLINE =
  /`([^`]+)`|\*\*(.+?)\*\*|(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])|\[([^\]]+)\]\(([^)\s]+)\)|(https?:\/\/[^\s<>()]+[^\s<>().,;:!?'"])|([\w.+-]+@[\w-]+(?:\.[\w-]+)+)/g;
const ITEM = /^\s*(?:[-*•]|(\d+)[.)])\s+(.*)$/;
const SAFE_LINK = /^(https?:\/\/|mailto:|tel:)/i;

/** Shows the text in the container. Blocks that did not change keep their nodes, so that a growing text costs little. */
export function showMarkdown(container, text, newWindow) {
  const blocks = split(text);
  blocks.forEach((source, index) => {
    const old = container.children[index];
    if (old?.source === source) return;
    const node = block(source, newWindow);
    node.source = source;
    if (old) old.replaceWith(node);
    else container.append(node);
  });
  while (container.children.length > blocks.length) container.lastChild.remove();
}

export function plainText(text) {
  const holder = element("div");
  showMarkdown(holder, text, "");
  return Array.from(holder.children, (child) => child.textContent).join(" ");
}

function split(text) {
  const blocks = [];
  let lines = [];
  let fenced = false;
  const close = () => {
    if (lines.length) blocks.push(lines.join("\n"));
    lines = [];
  };
  for (const line of text.replace(/\r\n?/g, "\n").split("\n")) {
    const fence = line.startsWith("```");
    const kindChanges = lines.length && !fenced && ITEM.test(line) !== ITEM.test(lines.at(-1)) && !/^\s{2,}\S/.test(line);
    if (!fenced && (fence || kindChanges || !line.trim())) close();
    if (fenced || line.trim()) lines.push(line);
    if (fence) {
      if (fenced) close();
      fenced = !fenced;
    }
  }
  close();
  return blocks;
}

function block(source, newWindow) {
  const lines = source.split("\n");
  if (lines[0].startsWith("```")) {
    const body = lines.slice(1, lines.at(-1).startsWith("```") && lines.length > 1 ? -1 : undefined);
    return element("pre", {}, [element("code", {}, [body.join("\n")])]);
  }
  if (ITEM.test(lines[0])) return list(lines, newWindow);
  const heading = /^#{1,6}\s+(.*)$/.exec(source);
  if (heading) return element("p", {}, [element("strong", {}, inline(heading[1], newWindow))]);
  return element("p", {}, withBreaks(lines, newWindow));
}

function list(lines, newWindow) {
  const items = [];
  for (const line of lines) {
    const match = ITEM.exec(line);
    if (match) items.push([match[2]]);
    else items.at(-1).push(line.trim());
  }
  const number = ITEM.exec(lines[0])[1];
  const node = element(number ? "ol" : "ul", {}, items.map((item) => element("li", {}, withBreaks(item, newWindow))));
  if (number) node.start = Number(number);
  return node;
}

function withBreaks(lines, newWindow) {
  return lines.flatMap((line, index) => [...(index ? [element("br")] : []), ...inline(line, newWindow)]);
}

function inline(text, newWindow) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, code, bold, emphasis, label, target, address, email] = match;
    nodes.push(text.slice(end, match.index));
    end = match.index + whole.length;
    if (code) nodes.push(element("code", {}, [code]));
    else if (bold) nodes.push(element("strong", {}, inline(bold, newWindow)));
    else if (emphasis) nodes.push(element("em", {}, inline(emphasis, newWindow)));
    else if (label) nodes.push(link(target, label, newWindow) ?? whole);
    else if (address) nodes.push(link(address, address, newWindow));
    else nodes.push(link(`mailto:${email}`, email, newWindow));
  }
  nodes.push(text.slice(end));
  return nodes.filter((node) => node !== "");
}

/** A link, or null where the address is of a kind that a message must not open. */
export function link(target, label, newWindow) {
  if (!SAFE_LINK.test(target)) return null;
  if (!/^http/i.test(target)) return element("a", { href: target }, [label]);
  const hint = element("span", { className: "unseen" }, [` (${newWindow})`]);
  return element("a", { href: target, target: "_blank", rel: "noopener noreferrer" }, [label, hint]);
}
