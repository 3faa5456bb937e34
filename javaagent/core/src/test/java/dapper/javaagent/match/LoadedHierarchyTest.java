// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadedHierarchyTest {
    private static final String INDEX = """
            instrumentation i.Lists lists
            below 0 java/util/List
            instrumentation i.Streams streams
            below 0 java/io/FilterInputStream
            """;

    private final LoadedHierarchy hierarchy = new LoadedHierarchy(
            InstrumentationIndex.read(new ByteArrayInputStream(INDEX.getBytes(UTF_8)), name -> true));

    LoadedHierarchyTest() throws IOException {}

    /** A subtype of it through its own superclass and through an interface of that. */
    private static final class Below extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
    }

    /** An interface that is a subtype. */
    private interface MoreThanAList extends List<String> {}

    @Test
    void findsClassesBelowATargetHoweverDeep() {
        assertThat(hierarchy.isTarget(ArrayList.class)).isTrue();
        assertThat(hierarchy.isTarget(AbstractList.class)).isTrue();
        assertThat(hierarchy.isTarget(Below.class)).isTrue();
        assertThat(hierarchy.isTarget(BufferedInputStream.class)).isTrue();
    }

    @Test
    void findsTheTargetItselfIfItIsAClass() {
        assertThat(hierarchy.isTarget(FilterInputStream.class)).isTrue();
        assertThat(hierarchy.isTarget(List.class)).isFalse();
    }

    @Test
    void leavesOthersAlone() {
        assertThat(hierarchy.isTarget(HashMap.class)).isFalse();
        assertThat(hierarchy.isTarget(InputStream.class)).isFalse();
        assertThat(hierarchy.isTarget(MoreThanAList.class)).isFalse();
        assertThat(hierarchy.isTarget(ArrayList[].class)).isFalse();
        assertThat(hierarchy.isTarget(int.class)).isFalse();
    }
}
