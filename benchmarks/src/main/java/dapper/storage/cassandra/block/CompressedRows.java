// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import com.datastax.oss.driver.api.core.CqlSession;
import dapper.storage.cassandra.session.Connection;
import java.nio.file.Path;

/**
 * Measures what zstd would save for today's index rows, which Cassandra compresses with LZ4.
 *
 * <p>Arguments: the folder of {@link WriteChoice}, number of spans there.
 */
final class CompressedRows {
    private CompressedRows() {}

    public static void main(String[] arguments) throws Exception {
        double spans = Integer.parseInt(arguments[1]);
        try (MeasuredNode node = MeasuredNode.start(Path.of(arguments[0]));
                CqlSession session = Connection.open(node.config("dapper"))) {
            session.execute("ALTER TABLE dapper.segment_index"
                    + " WITH compression = {'class': 'ZstdCompressor', 'chunk_length_in_kb': 64}");
            node.compact("dapper", "segment_index");
            Report.title("Index rows with zstd in chunks of 64 KB", "bytes a span", "of it SAI");
            long indexes = node.bytes("dapper", "segment_index", true);
            long all = node.bytes("dapper", "segment_index", false) + indexes;
            Report.line(all / spans, indexes / spans);
        }
    }
}
