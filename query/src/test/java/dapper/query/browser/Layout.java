// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import com.microsoft.playwright.Page;
import java.util.List;

/** Measurements of the layout of a page. */
final class Layout {
    private Layout() {}

    /**
     * Finds elements that reach past the right edge of the window ("outside"), and elements that are narrower than their
     * content and neither scroll nor clip it ("spills"). Searches all shadow trees.
     *
     * @return one line for each such element, with its tag, its classes and the start of its text
     */
    static List<?> overflowing(Page page) {
        return (List<?>) page.evaluate("""
                () => {
                  const found = [];
                  const visit = (root) => root.querySelectorAll('*').forEach((element) => {
                    if (element.shadowRoot) visit(element.shadowRoot);
                    const box = element.getBoundingClientRect();
                    const style = getComputedStyle(element);
                    if (box.width === 0 || style.clipPath !== 'none' || element.closest('svg, dialog')) return;
                    if (element.matches('.lane, .times')) return; // Their last label stands in the gutter.
                    const name = element.tagName + '.' + element.className + ' ' + element.textContent.trim().slice(0, 40);
                    if (box.right > innerWidth + 0.5) found.push('outside: ' + name);
                    const spills = element.scrollWidth > element.clientWidth + 1 && style.overflowX === 'visible';
                    if (spills && style.display !== 'inline' && element.clientWidth > 0) found.push('spills: ' + name);
                  });
                  visit(document);
                  return found;
                }""");
    }

    /** @return texts whose contrast with their background is below WCAG AA, with the ratio */
    static List<?> faint(Page page) {
        return (List<?>) page.evaluate("""
                () => {
                  const found = [];
                  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
                  const rgba = (color) => {
                    canvas.clearRect(0, 0, 1, 1);
                    canvas.fillStyle = color;
                    canvas.fillRect(0, 0, 1, 1);
                    return [...canvas.getImageData(0, 0, 1, 1).data];
                  };
                  const luminance = ([r, g, b]) => [r, g, b]
                    .map((c) => c / 255)
                    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
                    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
                  const parent = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host;
                  const behind = (element) => {
                    for (let at = element; at; at = parent(at)) {
                      const color = rgba(getComputedStyle(at).backgroundColor);
                      if (color[3] === 255) return color;
                    }
                    return [255, 255, 255];
                  };
                  const visit = (root) => root.querySelectorAll('*').forEach((element) => {
                    if (element.shadowRoot) visit(element.shadowRoot);
                    const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
                    if (!text || element.closest('style, script, svg, dialog, noscript') || !element.checkVisibility()) return;
                    if (element.matches(':disabled, :disabled *')) return;
                    const [a, b] = [luminance(rgba(getComputedStyle(element).color)), luminance(behind(element))];
                    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                    if (ratio < 4.5) found.push(ratio.toFixed(2) + ' ' + element.tagName + '.' + element.className + ' ' + element.textContent.trim().slice(0, 40));
                  });
                  visit(document);
                  return found;
                }""");
    }
}
