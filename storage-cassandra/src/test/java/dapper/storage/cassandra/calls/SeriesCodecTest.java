// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallSeries;
import dapper.storage.cassandra.codec.CorruptDataException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeriesCodecTest {
    private static final long NOW = 1_700_000_000_000_000_000L;

    private static Map<CallKey, CallSeries> decoded(byte[] bytes) {
        Map<CallKey, CallSeries> series = new HashMap<>();
        SeriesCodec.decode(ByteBuffer.wrap(bytes), NOW, series::put);
        return series;
    }

    private static void assertSame(Map<CallKey, CallSeries> actual, Map<CallKey, CallSeries> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, series) -> {
            assertThat(actual.get(key).durations()).isEqualTo(series.durations());
            assertThat(actual.get(key).exemplars()).isEqualTo(series.exemplars());
        });
    }

    @Test
    void readsWhatItWrites() {
        for (int seed = 0; seed < 500; seed++) {
            Map<CallKey, CallSeries> series = new RandomCalls(seed).series(NOW);
            assertSame(decoded(SeriesCodec.encode(series, NOW)), series);
        }
    }

    @Test
    void hasOneFormForEqualSeries() {
        Map<CallKey, CallSeries> series = new RandomCalls(5).series(NOW);
        Map<CallKey, CallSeries> backwards = new LinkedHashMap<>();
        series.keySet().stream()
                .sorted((a, b) -> b.toString().compareTo(a.toString()))
                .forEach(key -> backwards.put(key, series.get(key)));
        assertThat(SeriesCodec.encode(backwards, NOW)).isEqualTo(SeriesCodec.encode(series, NOW));
    }

    @Test
    void refusesDamagedBytesAndNothingElseHappens() {
        Random random = new Random(3);
        byte[] whole = SeriesCodec.encode(new RandomCalls(8).series(NOW), NOW);
        assertThatThrownBy(() -> decoded(new byte[] {9})).isInstanceOf(CorruptDataException.class);
        assertThatThrownBy(() -> decoded(Arrays.copyOf(whole, whole.length - 1)))
                .isInstanceOf(CorruptDataException.class);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                decoded(damaged);
            } catch (CorruptDataException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }
}
