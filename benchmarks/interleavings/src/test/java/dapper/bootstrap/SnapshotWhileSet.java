// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "before both attributes")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "between them")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "after both")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "writes of another thread may be seen in any order")
@State
public class SnapshotWhileSet {
    private static final AttributeKey TEXT = AttributeKey.of("text");
    private static final AttributeKey TEXTS = AttributeKey.of("texts");

    private final Span span = CountedSpans.root();

    @Actor
    public void isSet() {
        span.set(TEXT, new String("value"));
        span.set(TEXTS, new String[] {new String("a"), new String("b")});
    }

    @Actor
    public void isLookedAt(II_Result result) {
        Span snapshot = Snapshot.of(span, span.startNanoTime());
        Object[] attributes = snapshot.attributes();
        for (int i = 0; i < snapshot.attributesLength(); i += 2) {
            if (attributes[i] == TEXT) {
                result.r1 = attributes[i + 1].equals("value") ? 1 : -1;
            } else if (attributes[i] == TEXTS) {
                String[] texts = (String[]) attributes[i + 1];
                result.r2 = "a".equals(texts[0]) && "b".equals(texts[1]) ? 1 : -1;
            } else if (attributes[i] != Snapshot.UNFINISHED) {
                result.r1 = -2;
            }
        }
    }
}
