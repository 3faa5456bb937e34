// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTextTest {
    private static String text(String command) {
        String[] parts = command.split(" ");
        CommandText text = new CommandText(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            text.add(parts[i].getBytes(UTF_8));
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "GET key, GET key",
        "get key, get key",
        "PING, PING",
        "PING secret, PING ?",
        "ECHO secret, ECHO ?",
        "SET key secret EX 10, SET key ? ? ?",
        "SETEX key 10 secret, SETEX key 10 ?",
        "MSET a secret b secret, MSET a ? b ?",
        "HSET hash a secret b secret, HSET hash a ? b ?",
        "HMSET hash a secret b, HMSET hash a ? b",
        "HMGET hash a b, HMGET hash a b",
        "LPUSH list secret secret, LPUSH list ? ?",
        "ZADD set 1 secret, ZADD set ? ?",
        "XADD stream MAXLEN ~ 1000 * field secret, XADD stream ? ? ? ? ? ?",
        "PUBLISH channel secret, PUBLISH channel ?",
        "AUTH secret, AUTH ?",
        "AUTH user secret, AUTH ? ?",
        "HELLO 3 AUTH user secret, HELLO 3 ? ? ?",
        "CONFIG SET requirepass secret, CONFIG SET requirepass ?",
        "config set requirepass secret, config set requirepass ?",
        "ACL SETUSER user >secret, ACL SETUSER ? ?",
        "SENTINEL SET main auth-pass secret, SENTINEL ? ? ? ?",
        "MIGRATE host 6379 key 0 100 AUTH secret, MIGRATE host 6379 key 0 100 ? ?",
        "EVALSHA abc 2 k1 k2 secret secret, EVALSHA abc 2 k1 k2 ? ?",
        "EVAL script 0 secret, EVAL script 0 ?",
        "EVAL script x secret, EVAL script x ?",
        "EVAL script -1 secret, EVAL script -1 ?",
        "FCALL name 1 key secret, FCALL name 1 key ?",
        "MY.COMMAND secret secret, MY.COMMAND ? ?",
    })
    void showsKeysButNoValues(String command, String text) {
        assertThat(text(command)).isEqualTo(text);
    }

    @Test
    void isBounded() {
        CommandText keys = new CommandText("DEL");
        while (!keys.isFull()) {
            keys.add("key".getBytes(UTF_8));
        }
        assertThat(keys.toString()).startsWith("DEL key key ").hasSizeLessThanOrEqualTo(CommandText.MAX_LENGTH);
        assertThat(new CommandText("GET").add(new byte[100_000]).toString()).hasSize(CommandText.MAX_LENGTH);
    }

    @Test
    void decodesUtf8() {
        assertThat(text("GET schlüssel")).isEqualTo("GET schlüssel");
    }
}
