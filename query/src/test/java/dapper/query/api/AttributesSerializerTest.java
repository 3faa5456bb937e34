// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.Attributes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributesSerializerTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "9007199254740991, 9007199254740991",
        "-9007199254740991, -9007199254740991",
        "9007199254740992, '\"9007199254740992\"'",
        "-9007199254740992, '\"-9007199254740992\"'",
        "9223372036854775807, '\"9223372036854775807\"'",
        "-9223372036854775807, '\"-9223372036854775807\"'",
        "-9223372036854775808, '\"-9223372036854775808\"'"
    })
    void writesWholeNumbersThatJavaScriptCannotHoldAsText(long number, String json) throws Exception {
        assertThat(Json.WRITER.writeValueAsString(Attributes.ofFlat("n", number)))
                .isEqualTo("{\"n\":" + json + "}");
    }
}
