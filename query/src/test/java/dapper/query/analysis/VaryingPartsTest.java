// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaryingPartsTest {
    @ParameterizedTest
    @CsvSource({
        "/stock/17, /stock/{}",
        "/api/v1/orders/7/items/8, /api/v1/orders/{}/items/{}",
        "/u/8c7f0a2e-1111-4222-8333-9d2c00aabbcc/x, /u/{}/x",
        "/cards/4bf92f3577b34da6, /cards/{}",
        "insert row 12, insert row {}",
        "order-123_7, order-{}_{}",
        "SELECT table1, SELECT table1",
        "deadbeef, deadbeef",
        "utf8, utf8",
        "GET /cart/{id}, GET /cart/{id}",
        "'', ''"
    })
    void leavesWhatIsTheSameInEveryCall(String text, String rest) {
        assertThat(VaryingParts.removed(text)).isEqualTo(rest);
    }
}
