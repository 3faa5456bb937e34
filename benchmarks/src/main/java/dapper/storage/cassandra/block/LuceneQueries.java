// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.predicate.Field;
import dapper.storage.predicate.Field.Attribute;
import dapper.storage.predicate.Field.Owner;
import dapper.storage.predicate.Predicate;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.RegexpQuery;
import org.apache.lucene.search.TermQuery;

/** The predicates of {@link QueryClass} as queries on the fields of {@link LuceneSegment}. */
final class LuceneQueries {
    private LuceneQueries() {}

    static Query of(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            BooleanQuery.Builder all = new BooleanQuery.Builder();
            for (Predicate part : and.predicates()) {
                if (part instanceof Predicate.Not not) {
                    all.add(of(not.predicate()), Occur.MUST_NOT);
                } else {
                    all.add(of(part), Occur.FILTER);
                }
            }
            return all.build();
        }
        if (predicate instanceof Predicate.Or or) {
            BooleanQuery.Builder any = new BooleanQuery.Builder();
            or.predicates().forEach(part -> any.add(of(part), Occur.SHOULD));
            return any.build();
        }
        if (predicate instanceof Predicate.Not not) {
            return new BooleanQuery.Builder()
                    .add(new MatchAllDocsQuery(), Occur.FILTER)
                    .add(of(not.predicate()), Occur.MUST_NOT)
                    .build();
        }
        if (predicate instanceof Predicate.Matches matches) {
            return new RegexpQuery(
                    new Term(field(matches.field()), matches.pattern().toString()));
        }
        if (predicate instanceof Predicate.Present present) {
            return new TermQuery(new Term(LuceneSegment.KEYS, field(present.field())));
        }
        return compare((Predicate.Compare) predicate);
    }

    private static Query compare(Predicate.Compare compare) {
        if (compare.field() instanceof Attribute attribute && attribute.owner() == Owner.ANY) {
            return new BooleanQuery.Builder()
                    .add(compare(on(Field.span(attribute.key()), compare)), Occur.SHOULD)
                    .add(compare(on(Field.resource(attribute.key()), compare)), Occur.SHOULD)
                    .build();
        }
        String field = field(compare.field());
        return switch (compare.comparison()) {
            case EQUAL -> equal(field, compare);
            case NOT_EQUAL ->
                new BooleanQuery.Builder()
                        .add(new TermQuery(new Term(LuceneSegment.KEYS, field)), Occur.FILTER)
                        .add(equal(field, compare), Occur.MUST_NOT)
                        .build();
            case GREATER -> LongPoint.newRangeQuery(field, (Long) compare.operand() + 1, Long.MAX_VALUE);
            case GREATER_OR_EQUAL -> LongPoint.newRangeQuery(field, (Long) compare.operand(), Long.MAX_VALUE);
            case LESS -> LongPoint.newRangeQuery(field, Long.MIN_VALUE, (Long) compare.operand() - 1);
            case LESS_OR_EQUAL -> LongPoint.newRangeQuery(field, Long.MIN_VALUE, (Long) compare.operand());
        };
    }

    private static Predicate.Compare on(Field field, Predicate.Compare compare) {
        return new Predicate.Compare(field, compare.comparison(), compare.operand());
    }

    private static Query equal(String field, Predicate.Compare compare) {
        return compare.operand() instanceof Long number && compare.field() instanceof Attribute
                ? LongPoint.newExactQuery(field, number)
                : new TermQuery(new Term(field, compare.operand().toString()));
    }

    static String field(Field field) {
        if (field instanceof Attribute attribute) {
            return (attribute.owner() == Owner.RESOURCE ? "r." : "s.") + attribute.key();
        }
        return field.toString();
    }
}
