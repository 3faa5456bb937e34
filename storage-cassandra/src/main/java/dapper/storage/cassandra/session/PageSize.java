// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.session;

/**
 * The number of rows to ask for, so that a page has about a given number of bytes. Cassandra counts rows only, and a
 * row may have a hundred bytes or a megabyte. Used by one thread at a time.
 */
public final class PageSize {
    private static final int GROWTH = 4;

    private final int mostRows;
    private final long bytes;
    private int rows;

    /** @param bytes bytes that a page should have if its rows are like those before it */
    public PageSize(int firstRows, int mostRows, long bytes) {
        this.rows = firstRows;
        this.mostRows = mostRows;
        this.bytes = bytes;
    }

    public int rows() {
        return rows;
    }

    /** Adapts to a page that has arrived. */
    public void arrived(int rowsOfPage, long bytesOfPage) {
        long fitting = bytes * Math.max(1, rowsOfPage) / Math.max(1, bytesOfPage);
        rows = (int) Math.max(1, Math.min(Math.min(mostRows, (long) GROWTH * rows), fitting));
    }
}
