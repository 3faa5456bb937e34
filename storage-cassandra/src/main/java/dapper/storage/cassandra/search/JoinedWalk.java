// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import org.jspecify.annotations.Nullable;

/** Two walks as one, newest first: through the rows that older collectors wrote, and through blocks. Used by one thread. */
final class JoinedWalk implements CandidateWalk {
    private final CandidateWalk rows;
    private final CandidateWalk blocks;

    JoinedWalk(CandidateWalk rows, CandidateWalk blocks) {
        this.rows = rows;
        this.blocks = blocks;
    }

    @Override
    public @Nullable Candidate peek() {
        CandidateWalk next = next();
        return next == null ? null : next.peek();
    }

    /** Returns the walk with the newer candidate; null if neither has one, or if one has stopped and may have a newer one. */
    private @Nullable CandidateWalk next() {
        Candidate row = rows.peek();
        Candidate block = blocks.peek();
        if (isStopped()) {
            return null;
        }
        if (row == null || block == null) {
            return row != null ? rows : block != null ? blocks : null;
        }
        return Candidate.NEWEST_FIRST.compare(row, block) <= 0 ? rows : blocks;
    }

    @Override
    public void take() {
        CandidateWalk next = next();
        if (next == null) {
            throw new IllegalStateException("nothing to take");
        }
        next.take();
    }

    @Override
    public long taken() {
        return rows.taken() + blocks.taken();
    }

    @Override
    public boolean isStopped() {
        return rows.isStopped() || blocks.isStopped();
    }

    @Override
    public long ahead() {
        return Math.max(rows.ahead(), blocks.ahead());
    }

    @Override
    public String gaps() {
        return blocks.gaps();
    }
}
