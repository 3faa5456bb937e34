// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

/**
 * Replaces the sender if the configuration makes sending impossible, so that spans are still counted and the reason is
 * logged.
 */
final class RefusingSender implements Sender {
    private final ExportResult result;

    RefusingSender(String reason) {
        result = ExportResult.rejected(reason);
    }

    @Override
    public ExportResult send(Signal signal, OtlpRequest request) {
        return result;
    }

    @Override
    public void close() {}
}
