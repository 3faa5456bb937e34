// SPDX-License-Identifier: Apache-2.0
package dapper.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DiskSpaceTest {
    private static final String FULL = "The disk of the embedded Cassandra's data folder /data is nearly full: 100 MB"
            + " are free, 512 MB are the least, 412 MB are missing. Free some space, or choose a folder on another disk"
            + " with dapper.cassandra.data.";

    private final AtomicLong freeMegabytes = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private final DiskSpace space =
            new DiskSpace(() -> new DiskSpace.Folder(Path.of("/data"), freeMegabytes.get() << 20), nanos::get);

    @Test
    void refusesWritesFromALittleLeftUntilThereIsRoomForAStart() {
        assertThat(fullnessAt(600)).isNull();
        assertThat(fullnessAt(200)).isNull();
        assertThat(fullnessAt(100)).isEqualTo(FULL);
        assertThat(fullnessAt(511)).isNotNull();
        assertThat(fullnessAt(512)).isNull();
    }

    @Test
    void looksAtTheDiskTwiceASecondAtMost() {
        assertThat(fullnessAt(600)).isNull();
        freeMegabytes.set(100);
        nanos.addAndGet(499_999_999);
        assertThat(space.fullness()).isNull();
        nanos.addAndGet(1);
        assertThat(space.fullness()).isEqualTo(FULL);
    }

    @Test
    void startsWithEnough() {
        freeMegabytes.set(511);
        assertThat(space.isEnoughToStart()).isFalse();
        freeMegabytes.set(512);
        assertThat(space.isEnoughToStart()).isTrue();
    }

    private String fullnessAt(long free) {
        freeMegabytes.set(free);
        nanos.addAndGet(1_000_000_000);
        return space.fullness();
    }
}
