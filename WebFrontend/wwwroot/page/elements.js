export const byId = id => document.getElementById(id);

export function instantiate(templateId) {
  return byId(templateId).content.firstElementChild.cloneNode(true);
}

// The setters touch the document only when something is different: twenty jobs may write at once.

export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** For text that mostly grows: only what is new is added. */
export function growText(element, text) {
  const node = element.firstChild;
  if (!node) {
    element.append(text);
  } else if (node.data !== text) {
    if (text.startsWith(node.data)) {
      node.appendData(text.slice(node.length));
    } else {
      node.data = text;
    }
  }
}

export function setAttribute(element, name, value) {
  if (value === null) {
    element.removeAttribute(name);
  } else if (element.getAttribute(name) !== value) {
    element.setAttribute(name, value);
  }
}

export function setData(element, name, value) {
  if (element.dataset[name] !== value) {
    element.dataset[name] = value;
  }
}

export function show(element, visible) {
  if (element.hidden === visible) {
    element.hidden = !visible;
  }
}

export function setIcon(svg, name) {
  setAttribute(svg.firstElementChild, 'href', `#i-${name}`);
}
