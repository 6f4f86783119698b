// Builds elements. Text always goes in as text, never as HTML.

export function make(tag, { text, on = {}, style = {}, data = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  for (const [event, handler] of Object.entries(on)) element.addEventListener(event, handler);
  Object.assign(element.style, style);
  Object.assign(element.dataset, data);
  if (text !== undefined) element.textContent = text;
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function setAttribute(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  element.setAttribute(name === "className" ? "class" : name, value === true ? "" : String(value));
}

const SVG = "http://www.w3.org/2000/svg";

/** A one-path icon on a 24 by 24 field. */
export function icon(path, className = "icon") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(SVG, "path");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}

export const byId = (id) => document.getElementById(id);
