// SPDX-License-Identifier: Apache-2.0
import { addressOf, draftOf, labelFor, mistakesIn, requestOf, withFields, withText } from '/viewer/model/search-form.js';
import { NO_FILTERS } from '/viewer/model/query-form.js';
import { conditionsOf, formatTags } from '/viewer/model/tags.js';
import { equal } from './check.js';

export function readsTheFiltersOfAnAddress() {
  const draft = draftOf('?service=front&operation=GET+/cart&tag=http.route:/cart&tag=note:two+words&tag=a:5&minDuration=10ms'
    + '&maxDuration=1.5s&error=true&lookback=3h&limit=20');
  equal(draft.fields.tags, 'http.route:/cart "note:two words" a:5');
  equal(draft.text, '{ resource.service.name = "front" && span:name = "GET /cart" && .http.route = "/cart" && .note = "two words"'
    + ' && (.a = 5 || .a = "5") && span:duration >= 10ms && span:duration <= 1.5s && span:status = error }');
  equal(draft.inForm, true);
  equal(mistakesIn(draft.fields), {});
}

export function keepsTheQueryInTheAddress() {
  const address = addressOf(withText(draftOf('?lookback=3h&limit=20'), ' { .a = "b" } >> { } '));
  equal(address, '/search?q=%7B+.a+%3D+%22b%22+%7D+%3E%3E+%7B+%7D&lookback=3h&limit=20');
  equal(draftOf(address.slice('/search'.length)).text, '{ .a = "b" } >> { }');
  equal(addressOf(draftOf('')), '/search?lookback=1h&limit=50');
}

export function keepsACustomTimeRangeInTheAddress() {
  const draft = draftOf('?start=2026-01-31T12:00:00.000Z&end=2026-01-31T13:00:00.000Z');
  equal(draft.fields.lookback, 'custom');
  equal(addressOf(draft), '/search?start=2026-01-31T12:00:00.000Z&end=2026-01-31T13:00:00.000Z&limit=50');
}

export function asksTheApiForWhatItKnowsOnly() {
  equal(requestOf('?service=front&tag=a:1&tag=b:2&theme=dark'),
    '/api/v1/traces?lookback=1h&service=front&tag=a%3A1&tag=b%3A2&limit=50');
  equal(requestOf('?sort=-duration&limit=20'), '/api/v1/traces?lookback=1h&limit=20&sort=-duration');
  equal(requestOf('?sort=-start'), requestOf(''));
  equal(requestOf('?sort=service'), requestOf(''));
  equal(requestOf('?q=%7B%7D&start=2026-01-31T12:00:00Z'), '/api/v1/traces?start=2026-01-31T12%3A00%3A00Z&q=%7B%7D&limit=50');
}

export function changesTheTextWithTheFieldsAndTheFieldsWithTheText() {
  let draft = draftOf('?lookback=3h');
  draft = withFields(draft, { ...draft.fields, service: 'front', tags: 'a>=5' });
  equal(draft.text, '{ resource.service.name = "front" && .a >= 5 }');
  draft = withText(draft, '{ name = "x" && duration > 2s }');
  equal([draft.fields.service, draft.fields.operation, draft.fields.minDuration, draft.fields.tags, draft.fields.lookback], ['', 'x', '2s', '', '3h']);
  draft = withFields(draft, { ...draft.fields, error: 'true' });
  equal(draft.text, '{ span:name = "x" && span:duration > 2s && span:status = error }');
  draft = withText(draft, '{ .a } >> { .b }');
  equal(draft.inForm, false);
  equal(withFields(draft, { ...draft.fields, tags: 'no key' }).text, '{ .a } >> { .b }');
}

export function doesNotHideAConditionThatTheFormHasNoFieldFor() {
  const draft = draftOf('?error=false');
  equal([draft.text, draft.inForm], ['{ span:status != error }', false]);
  equal(draftOf('?q=%7Bstatus!%3Derror%7D').inForm, false);
}

export function namesMistakesBeforeSearching() {
  const fields = { ...draftOf('').fields, minDuration: '10', tags: 'novalue', operation: 'GET', lookback: 'custom' };
  equal(Object.keys(mistakesIn(fields)), ['minDuration', 'tags', 'start']);
  equal(Object.keys(mistakesIn({ ...draftOf('').fields, lookback: 'custom', start: '2026-02-01T00:00', end: '2026-01-01T00:00' })), ['end']);
}

export function readsTagsWithColonsEqualSignsAndQuotes() {
  equal(conditionsOf('a:1 b=2  url.full:http://x?a=b').conditions, ['(.a = 1 || .a = "1")', '(.b = 2 || .b = "2")', '.url.full = "http://x?a=b"']);
  equal(conditionsOf('note:"two words" "c d:e \\" f"').conditions, ['.note = "two words"', '."c d" = "e \\" f"']);
  equal(conditionsOf('').conditions, []);
  equal(conditionsOf('"aws:region":eu-1 "a=b"=c "a>b"=c').conditions, ['.aws:region = "eu-1"', '."a=b" = "c"', '."a>b" = "c"']);
  equal(conditionsOf(':x').error, 'Write tags as key:value or key>=value; “:x” has no key and value.');
}

export function readsComparisonsByTheTypeOfTheValue() {
  equal(conditionsOf('status>=500 t<10ms a!=5 b!="5" c==5 d==true e==x f=~5.* g!~"a b"').conditions,
    ['.status >= 500', '.t < 10ms', '.a != 5', '.b != "5"', '.c = 5', '.d = true', '.e = "x"', '.f =~ "5.*"', '.g !~ "a b"']);
}

export function refusesWildcardsAndTwoSigns() {
  for (const text of ['http.status_code:5*', 'http.route=/cart/*', 'http.*:x', 'a==b*']) {
    equal([text, conditionsOf(text).conditions, / has a wildcard\. /.test(conditionsOf(text).error)], [text, [], true]);
  }
  equal(conditionsOf('status:>500').error, '“status:>500” has two signs. Write status>500 for a comparison; quotes take the sign as it is.');
  equal(conditionsOf('http.route:"/cart/*" "note:a > b" status:"500" "x:*"').conditions,
    ['.http.route = "/cart/*"', '.note = "a > b"', '(.status = 500 || .status = "500")', '.x = "*"']);
}

export function writesTagsSoThatTheyReadBackTheSame() {
  const tags = ['a:1', 'note:two words', 'quote:say "hi" \\ bye', 'empty:', 'http.route:/**', 'note:>5', '"aws:region":eu 1', '"a=\\"b\\\\":c',
    'sql:SELECT * FROM t WHERE a >= 1', 'status>=500', 'b!="5"', 'c=~a b', '"d:e"==5'];
  const [one, other] = [conditionsOf(formatTags(tags)), draftOf(`?${new URLSearchParams(tags.map((tag) => ['tag', tag]))}`)];
  equal(one.error, '');
  equal(one.conditions.length, tags.length);
  equal(other.text, `{ ${one.conditions.join(' && ')} }`);
  equal(withText(other, other.text).inForm, true);
  equal(conditionsOf(withText(other, other.text).fields.tags).conditions, one.conditions);
}

export function readsBackEveryQueryThatTheFormCanExpress() {
  for (const query of ['', '{ resource.service.name = "a \\"b\\"" }', '{ span:name = "x" }', '{ .a = 5 }', '{ .a = "5" }', '{ .a = 5 || .a = "5" }', '{ (.a = 5 || .a = "5") && .b = "x" }',
    '{ .a =~ "x.*" }', '{ ."a b" != "q" }', '{ .a = "" }', '{ .a = ">5" }', '{ .a = "*" }', '{ .a != "*" }', '{ .a = true && .a > 1.5 && .a < 10ms }',
    '{ span:duration > 1h30m && span:duration < 2h }', '{ span:status = error }', '{ .a = "line\\nbreak" }']) {
    const draft = withText({ fields: NO_FILTERS }, query);
    equal([query, draft.inForm], [query, true]);
    equal(withFields({ text: '?' }, draft.fields).text, query);
  }
}

export function leavesOtherQueriesToTheText() {
  for (const query of ['{ a', '{ span.a = 1 }', '{ .a = 1 || .b = 2 }', '{ .a } >> { .b }', '{ .a = nil }', '{ .a = 5 && .b = }', '{ !(.a = 5) }', '{ .a = 1 } | count() > 2',
    '{ name = "a" && name = "b" }', '{ duration > 1s && duration > 2s }', '{ status = ok }', '{ resource.service.name != "a" }', '{ 5 = .a }', '{ .a = 1 /* one */ }',
    '{ .a = 5 && }', '{ .a = "unclosed }', '{ (.a = 5 || .b = "5") }', '{ .a = 5 || .a = "5" && .b = "x" }', '{ kind = server }', '{ duration = 5ms }', '{ .a = "\\x41" }']) {
    equal([query, withText({ fields: NO_FILTERS }, query).inForm], [query, false]);
  }
}

export function findsTheFieldOfAParameter() {
  equal([labelFor('tag'), labelFor('minDuration'), labelFor('q'), labelFor('cursor') ?? '', labelFor(null) ?? ''], ['Tags', 'Longer than', 'Query', '', '']);
}
