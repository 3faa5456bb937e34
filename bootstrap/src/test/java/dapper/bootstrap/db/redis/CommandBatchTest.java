// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandBatchTest {
    private final CommandBatch batch = new CommandBatch("PIPELINE");

    private void add(@Nullable String name, @Nullable String text) {
        batch.addName(name);
        batch.addText(text);
    }

    @Test
    void commandsOfOneNameAndTextAreShownOnce() {
        add("GET", "GET a");
        add("GET", "GET a");

        assertThat(batch.operation()).isEqualTo("PIPELINE GET");
        assertThat(batch.text()).isEqualTo("GET a");
        assertThat(batch.size()).isEqualTo(2);
    }

    @Test
    void anUnknownNameIsNoCommonName() {
        add(null, null);
        add(null, null);

        assertThat(batch.operation()).isEqualTo("PIPELINE");
        assertThat(batch.text()).isNull();
    }

    @Test
    void textsAreBounded() {
        for (int i = 0; i < 10_000; i++) {
            add("GET", "GET " + i);
        }

        assertThat(batch.text()).startsWith("GET 0; GET 1; ").hasSize(CommandText.MAX_LENGTH);
        assertThat(batch.size()).isEqualTo(10_000);
    }
}
