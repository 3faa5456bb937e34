// SPDX-License-Identifier: Apache-2.0
/**
 * Returns whether a key press belongs to a field or a dialog, or is a browser shortcut, and so is not one of our
 * shortcuts.
 */
export function isTyping(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
    return true;
  }
  const target = event.composedPath()[0];
  return target instanceof Element && target.closest('input:not([type="checkbox"]), select, textarea, dialog') !== null;
}
