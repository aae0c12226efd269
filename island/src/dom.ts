// Making elements: text is only ever set as text.
type Attributes = Record<string, string | number | boolean>;

export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  give(made, attributes);
  made.append(...children);
  return made;
}

export function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Node[]
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  give(made, attributes);
  made.append(...children);
  return made;
}

function give(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false) element.setAttribute(name, String(value));
  }
}

export function icon(path: string, filled = false): SVGSVGElement {
  const drawn = filled
    ? { d: path, fill: "currentColor" }
    : { d: path, fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linecap": "round", "stroke-linejoin": "round" };
  return svg("svg", { width: 18, height: 18, viewBox: "0 0 18 18", "aria-hidden": "true" }, svg("path", drawn));
}

export function button(words: string, sign: Node, pressed: () => void): HTMLButtonElement {
  const made = el("button", { type: "button", "aria-label": words, title: words }, sign);
  made.addEventListener("click", pressed);
  return made;
}

// Runs at most once a frame, however often it is asked to.
export function framed(task: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      task();
    });
  };
}
