// Storage may be switched off or full, or hold something else: then what is kept lasts as long as the page.

/** @param area 'localStorage' or 'sessionStorage' */
export function load(area, key) {
  try {
    return JSON.parse(window[area].getItem(key));
  } catch {
    return null;
  }
}

export function save(area, key, value) {
  try {
    window[area].setItem(key, JSON.stringify(value));
  } catch {
    // See above.
  }
}
