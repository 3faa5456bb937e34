// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeMessageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Duplicate entry 'bob@example.com' for key 'users.PRIMARY' | Duplicate entry ?",
                "Table 'shop.nothing' doesn't exist | Table ? doesn't exist",
                "ERROR: invalid input syntax for type integer: \"bob\" | ERROR: invalid input syntax for type integer: ?",
                "near 'WHERE name='bob' AND x' at line 1 | near ? at line ?",
                "ORA-00001: unique constraint (SHOP.PK) violated | ORA-00001: unique constraint (?) violated",
                "The duplicate key value is (bob, 1). | The duplicate key value is (?).",
                "value -12345.6 out of range for int4 | value -? out of range for int4",
                "unexpected token: SECRET in statement | unexpected token: ?",
                "opened ' and never closed SECRET | opened ?",
            })
    void hidesValues(String message, String expected) {
        assertThat(SafeMessage.of(message)).isEqualTo(expected);
    }

    @Test
    void showsTheFirstLineOnly() {
        assertThat(SafeMessage.of("ERROR: duplicate key\n  Detail: Key (email)=(bob) already exists."))
                .isEqualTo("ERROR: duplicate key");
    }

    @Test
    void cutsLongMessages() {
        assertThat(SafeMessage.of("x".repeat(5_000))).hasSize(512);
        assertThat(SafeMessage.of("y '" + "x".repeat(600) + "' SECRET")).isEqualTo("y ?");
        assertThat(SafeMessage.of(null)).isNull();
    }
}
