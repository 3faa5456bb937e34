// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownKeysTest {
    private static final int RELEASED = 142;
    private static final ContentHash HASH_OF_RELEASED = new ContentHash(-8368303128861965109L, -1976152142531656196L);

    private final List<String> keys =
            IntStream.rangeClosed(1, KnownKeys.size()).mapToObj(KnownKeys::key).toList();

    @Test
    void keepsTheNumbersThatStoredDataHolds() {
        String released = String.join("\n", keys.subList(0, RELEASED));

        assertThat(ContentHash.of(released.getBytes(StandardCharsets.UTF_8))).isEqualTo(HASH_OF_RELEASED);
    }

    @Test
    void namesEachKeyOnce() {
        Set<String> distinct = new HashSet<>(keys);

        assertThat(distinct).hasSameSizeAs(keys).doesNotContain("");
    }
}
