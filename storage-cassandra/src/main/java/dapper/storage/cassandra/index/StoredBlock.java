// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.index;

import dapper.storage.cassandra.block.BlockHeader;
import java.util.UUID;

/**
 * A block in Cassandra, without its body.
 *
 * @param bytes of the body
 * @param secondsToLive until its header expires, when it was read
 */
public record StoredBlock(Key key, int bytes, int secondsToLive, BlockHeader header) {
    /** The place of a block. */
    public record Key(int slot, Level level, UUID id) {}

    /** The two generations of blocks. The numbers are those in the tables. */
    public enum Level {
        /** Written by a collector. */
        FRESH((byte) 0),
        /** Made of several fresh blocks of a slot. */
        MERGED((byte) 1);

        private final byte number;

        Level(byte number) {
            this.number = number;
        }

        byte number() {
            return number;
        }

        /** Returns the part of time whose headers are in one partition. */
        int bucket(int slot) {
            return this == FRESH ? slot : Slots.hour(slot);
        }
    }

    public int slot() {
        return key.slot();
    }

    /** Returns the number of pieces of its body. */
    public int pieces() {
        return (bytes + InsertBlocks.PIECE - 1) / InsertBlocks.PIECE;
    }
}
