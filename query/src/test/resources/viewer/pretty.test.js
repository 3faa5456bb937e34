// SPDX-License-Identifier: Apache-2.0
import { pretty, prettyJson, prettySql } from '/viewer/model/pretty.js';
import { packagesOf, stackTraceOf } from '/viewer/model/stack-trace.js';
import { equal } from './check.js';

export function indentsJson() {
  equal(prettyJson('{"a":[1,{"b":"x y"}]}'), '{\n  "a": [\n    1,\n    {\n      "b": "x y"\n    }\n  ]\n}');
  equal(prettyJson(' [ 1, 2 ] '), '[\n  1,\n  2\n]');
}

export function leavesTextsAloneThatWouldChange() {
  for (const text of ['', 'text', '{', '12345678901234567890', '[12345678901234567890]', '{"a":1,"a":2}', '[1.0]', '{a: 1}', `["${'x'.repeat(30000)}"]`]) {
    equal(pretty('body', text), text);
  }
}

export function givesEachClauseOfSqlALine() {
  equal(prettySql("SELECT o.id, count(*) FROM orders o LEFT OUTER JOIN item i ON i.order_id = o.id WHERE o.day BETWEEN ? AND ? AND o.name = 'a from b' AND o.id IN (SELECT id FROM x WHERE y = 1) GROUP BY o.id ORDER BY 2 DESC LIMIT 10"),
    ['SELECT o.id, count(*)', 'FROM orders o', 'LEFT OUTER JOIN item i', 'ON i.order_id = o.id', 'WHERE o.day BETWEEN ? AND ?', "  AND o.name = 'a from b'",
      '  AND o.id IN (SELECT id FROM x WHERE y = 1)', 'GROUP BY o.id', 'ORDER BY 2 DESC', 'LIMIT 10'].join('\n'));
  equal(prettySql('INSERT INTO orders (id, name, total) VALUES (?, ?, ?), (?, ?, ?) RETURNING id'),
    'INSERT INTO orders (id, name, total)\nVALUES (?, ?, ?), (?, ?, ?)\nRETURNING id');
  equal(prettySql('DELETE FROM orders WHERE id = ? AND total > 100 AND customer_name = ?'), 'DELETE FROM orders\nWHERE id = ?\n  AND total > 100\n  AND customer_name = ?');
  equal(prettySql('SELECT 1 FROM dual WHERE a = b'), 'SELECT 1 FROM dual WHERE a = b');
}

/** In any text, only blanks outside of quotes change. */
export function changesOnlyBlanksOfRandomStatements() {
  let seed = 11;
  const random = (below) => (seed = (seed * 48271) % 2147483647) % below;
  const parts = ['SELECT', 'from', 'x', "'a  ''from'' b'", '"Q  q"', '(', ')', 'AND', 'OR', 'BETWEEN', '?', ',', ' ', '  ', '=', "'open", 'left', 'join', '/* a  b */', '$$ a  from $$', '`k`', 'ä', '1.5', ';'];
  const squeezed = (text) => text.replace(/'(?:[^']|'')*'?|"[^"]*"?|`[^`]*`?|\$\$[\s\S]*?\$\$|\/\*[\s\S]*?\*\/|\s+/g, (part) => (/^\s/.test(part) ? '' : part));
  for (let round = 0; round < 500; round++) {
    const text = Array.from({ length: 30 }, () => parts[random(parts.length)]).join(' ');
    equal(squeezed(prettySql(text)), squeezed(text.trim()));
  }
}

const STACK = [
  'shop.OrderException: order 7', 'failed', '\tat shop.Orders.place(Orders.java:10)', '\tat java.base/java.lang.reflect.Method.invoke(Method.java:1)',
  '\tat org.springframework.web.A.a(A.java:1)', '\tat org.springframework.web.B.b(B.java:2)', '\tat shop.Main.main(Main.java:3)',
  'Caused by: java.sql.SQLException: timeout', '\tat org.h2.Driver.run(Driver.java:5)', '\tat shop.Stock.take(Stock.java:7)', '\t... 4 more',
].join('\n');

export function cutsAStackTraceIntoCausesAndFoldsFramesOfLibraries() {
  const [first, cause] = stackTraceOf(STACK);
  equal(first.heading, 'shop.OrderException: order 7\nfailed');
  equal(first.runs.map(({ folded, lines }) => [folded, lines.length]), [[false, 1], [true, 3], [false, 1]]);
  equal(packagesOf(first.runs[1].lines), 'java.lang and org.springframework.web');
  equal(cause.heading, 'Caused by: java.sql.SQLException: timeout');
  equal(cause.runs, [{ folded: false, lines: ['\tat org.h2.Driver.run(Driver.java:5)', '\tat shop.Stock.take(Stock.java:7)'] }]);
  equal([first.common, cause.common], [0, 4]);
}

export function findsTheFramesThatACauseSharesIfTheyAreListed() {
  const frames = ['\tat a.A.a(A.java:1)', '\tat a.B.b(B.java:1)', '\tat a.C.c(C.java:1)'];
  const [, cause] = stackTraceOf(['a.X', ...frames, 'Caused by: a.Y', '\tat a.D.d(D.java:1)', ...frames.slice(1)].join('\r\n'));
  equal([cause.runs, cause.common], [[{ folded: false, lines: ['\tat a.D.d(D.java:1)'] }], 2]);
}

export function knowsATextThatIsNoStackTrace() {
  equal(stackTraceOf(''), []);
  equal(stackTraceOf('Traceback (most recent call last):\n  File "a.py", line 1'), []);
}

/** No line is lost, whatever the text is. */
export function keepsEachLineOfRandomTexts() {
  let seed = 5;
  const random = (below) => (seed = (seed * 48271) % 2147483647) % below;
  const lines = ['a.X: b', '\tat a.A.a(A.java:1)', '\tat java.util.List.of(List.java:1)', 'Caused by: c.Y', '\t... 2 more', 'text', '\tSuppressed: d.Z', '\t\tat a.A.a(Native Method)'];
  for (let round = 0; round < 300; round++) {
    const text = Array.from({ length: 12 }, () => lines[random(lines.length)]);
    const parts = stackTraceOf(text.join('\n'));
    if (parts.length > 0) {
      const listed = parts.reduce((sum, part) => sum + part.heading.split('\n').length + part.runs.reduce((frames, run) => frames + run.lines.length, 0), 0);
      const shared = parts.reduce((sum, { common }) => sum + common, 0);
      const more = text.filter((line, i) => i > 0 && line.includes('...')).length;
      equal(listed + shared >= text.length - more, true);
    }
  }
}
