// SPDX-License-Identifier: Apache-2.0
/** Whether a key press belongs to a field or a dialog, or is a shortcut of the browser, and so is none of ours. */
export function isTyping(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
    return true;
  }
  const target = event.composedPath()[0];
  return target instanceof Element && target.closest('input:not([type="checkbox"]), select, textarea, dialog') !== null;
}
