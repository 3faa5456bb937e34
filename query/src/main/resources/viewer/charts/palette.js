// SPDX-License-Identifier: Apache-2.0
// The colours of the theme for a canvas, which cannot read them from a style sheet.

/**
 * The values of custom properties inside a component, such as `--accent`.
 *
 * @return a function from the name of a property to a colour
 */
export function palette(component) {
  const probe = document.createElement('span');
  probe.style.setProperty('forced-color-adjust', 'none');
  component.renderRoot.append(probe);
  const style = getComputedStyle(probe);
  const colors = new Map();
  const color = (name) => {
    probe.style.setProperty('color', `var(${name})`);
    return style.color;
  };
  for (const name of ['--page', '--text', '--muted', '--line', '--accent', '--error-fill', '--error', '--chart-low', '--chart-middle', '--chart-high']) {
    colors.set(name, color(name));
  }
  probe.remove();
  return (name) => colors.get(name);
}

/** Calls back when the colours may have changed. @return a function that ends it */
export function whenColorsChange(then) {
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => matchMedia(query));
  queries.forEach((query) => query.addEventListener('change', then));
  window.addEventListener('dapper-theme', then);
  return () => {
    queries.forEach((query) => query.removeEventListener('change', then));
    window.removeEventListener('dapper-theme', then);
  };
}
