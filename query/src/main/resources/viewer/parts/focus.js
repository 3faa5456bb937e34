// SPDX-License-Identifier: Apache-2.0
// Keyboard focus. While the focus is on the body, PageDown and Space do not scroll, because only parts of the page
// scroll.

/** Calls back after the next frame if no element has the focus, for instance because the focused one is gone. */
export function whenNowhere(then) {
  requestAnimationFrame(() => setTimeout(() => {
    if (document.activeElement === document.body || document.activeElement === null) {
      then();
    }
  }));
}

/**
 * Returns whether a key press belongs to an element that scrolls by itself, such as a stack trace, below a part of the
 * page.
 */
export function scrollsItself(event, part) {
  const path = event.composedPath();
  const inside = path.slice(0, path.indexOf(part));
  return inside.some((element) =>
    element instanceof Element && /auto|scroll/.test(getComputedStyle(element).overflow) &&
    (element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth));
}

/** Moves the focus to the next or previous link to a trace of a list or table. Returns true if there was one. */
export function moveFocus(root, step) {
  const links = [...root.querySelectorAll('a.trace')];
  const at = links.indexOf(root.activeElement);
  const to = links[at < 0 && step > 0 ? 0 : at + step];
  to?.focus();
  return to !== undefined;
}

const CURSOR_KEYS = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'];
const PAGE_KEYS = ['PageUp', 'PageDown', ' '];

export const isCursorKey = (event) => CURSOR_KEYS.includes(event.key);
export const isScrolling = (event) => isCursorKey(event) || PAGE_KEYS.includes(event.key);
