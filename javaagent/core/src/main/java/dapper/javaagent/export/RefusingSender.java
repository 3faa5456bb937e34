// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

/** Replaces a sender that cannot be made: spans are counted as rejected, and the reason is logged. */
public final class RefusingSender implements Sender {
    private final ExportResult result;

    public RefusingSender(String reason) {
        result = ExportResult.rejected(reason);
    }

    @Override
    public ExportResult send(Signal signal, OtlpRequest request) {
        return result;
    }

    @Override
    public void close() {}
}
