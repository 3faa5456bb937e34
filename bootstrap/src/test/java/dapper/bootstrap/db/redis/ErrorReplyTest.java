// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorReplyTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "WRONGTYPE Operation against a key, WRONGTYPE",
                "ERR, ERR",
                "MOVED 3999 127.0.0.1:6381, MOVED",
                "No more cluster attempts left., none",
                "Connection closed, none",
                "ERR: text, none",
                "'', none",
                "none, none",
            })
    void readsThePrefix(String reply, String prefix) {
        assertThat(ErrorReply.prefix(reply)).isEqualTo(prefix);
    }
}
