// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.storage.cassandra.codec.CorruptDataException;
import dapper.storage.predicate.FewSpans;
import dapper.storage.predicate.Predicate;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A reader of a block with wrong bytes always gets a {@link CorruptDataException} or the right answer. */
@Tag("once")
class CorruptBlockTest {
    private final byte[] bytes = BlockWriter.write(BlockTest.spans(new FewSpans(1), 12, 3));
    private final int header = BlockHeader.read(ByteBuffer.wrap(bytes)).length();

    @Test
    void refusesABlockThatIsCutAnywhere() {
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> everything(cut)).isInstanceOf(CorruptDataException.class);
        }
    }

    @Test
    void refusesABlockThatGoesOn() {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);

        assertThatThrownBy(() -> everything(longer)).isInstanceOf(CorruptDataException.class);
    }

    @Test
    void refusesEveryChangedByte() {
        for (int at = 0; at < bytes.length; at++) {
            for (int change : new int[] {1, 0x80, 0xFF}) {
                byte[] changed = bytes.clone();
                changed[at] ^= (byte) change;
                assertThatThrownBy(() -> everything(changed)).isInstanceOf(CorruptDataException.class);
            }
        }
    }

    /** A checksum does not protect against a writer with a fault: nothing but our own exception, and bounded memory. */
    @Test
    void survivesChangesThatTheChecksumsDoNotShow() {
        int refused = 0;
        for (int at = 0; at < bytes.length; at++) {
            for (int change : new int[] {1, 2, 0x10, 0x80, 0xFF}) {
                byte[] changed = bytes.clone();
                changed[at] ^= (byte) change;
                refused += isRefused(reseal(changed)) ? 1 : 0;
            }
        }
        assertThat(refused).isGreaterThan(bytes.length / 10);
    }

    @Test
    void refusesRandomBytes() {
        Random random = new Random(2);
        for (int i = 0; i < 2_000; i++) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            System.arraycopy(bytes, 0, noise, 0, Math.min(noise.length, 9));
            assertThat(isRefused(noise)).isTrue();
        }
    }

    @Test
    void refusesANewerVersion() {
        byte[] newer = bytes.clone();
        newer[4] = BlockHeader.VERSION + 1;

        assertThatThrownBy(() -> everything(newer))
                .isInstanceOf(CorruptDataException.class)
                .hasMessage("an index block has the version 3, not 2");
    }

    private static boolean isRefused(byte[] bytes) {
        try {
            everything(bytes);
            return false;
        } catch (CorruptDataException e) {
            return true;
        }
    }

    /** Makes the checksum of the header right again, and those of the chunks where the header can be read. */
    private byte[] reseal(byte[] changed) {
        ByteBuffer buffer = ByteBuffer.wrap(changed);
        buffer.putInt(header - 4, Chunk.checksum(ByteBuffer.wrap(changed, 0, header - 4)));
        List<Chunk> chunks = new ArrayList<>();
        try {
            BlockHeader.Contents contents = BlockHeader.read(buffer).contents();
            chunks.addAll(contents.parts().values());
            contents.columns()
                    .forEach(column -> chunks.addAll(List.of(column.filter(), column.values(), column.codes())));
        } catch (CorruptDataException e) {
            return changed;
        }
        int from = 0;
        int offset = header;
        for (Chunk chunk : chunks) {
            if (offset + chunk.stored() > changed.length) {
                return changed;
            }
            int checksum = Chunk.checksum(ByteBuffer.wrap(changed, offset, chunk.stored()));
            offset += chunk.stored();
            if (checksum == chunk.checksum()) {
                continue;
            }
            for (int at = from; at < header - 4; at++) {
                if (buffer.getInt(at) == chunk.checksum()) {
                    buffer.putInt(at, checksum);
                    break;
                }
            }
        }
        buffer.putInt(header - 4, Chunk.checksum(ByteBuffer.wrap(changed, 0, header - 4)));
        return changed;
    }

    private static void everything(byte[] bytes) {
        Block block = BlockTest.open(bytes);
        for (int row = 0; row < block.header().rows(); row++) {
            assertThat(block.traceId(row)).isNotNull();
            assertThat(block.originOfRow().at(row)).isPositive();
            assertThat(block.start(row) + block.duration(row) + block.spanHashes()[row] + block.parentHashes()[row])
                    .isNotNull();
        }
        assertThat(block.origins().pairs())
                .hasSizeLessThanOrEqualTo(block.header().rows());
        for (ColumnEntry column : block.header().contents().columns()) {
            assertThat(block.codes(column).rows(block.dictionary(column).matching(value -> true, true)))
                    .isNotNull();
        }
        FewSpans few = new FewSpans(3);
        for (int i = 0; i < 5; i++) {
            Predicate predicate = few.predicate();
            assertThat(block.header().mayMatch(predicate)
                            || block.rows(predicate).isEmpty())
                    .isIn(true, false);
        }
        BlockTest.open(BlockTest.merged(List.of(block, block)));
    }
}
