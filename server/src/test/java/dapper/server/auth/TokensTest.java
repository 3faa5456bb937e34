// SPDX-License-Identifier: Apache-2.0
package dapper.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.server.settings.InvalidSettingException;
import dapper.server.settings.Settings;
import dapper.server.settings.WatchedFiles;
import dapper.storage.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {
    private static final String HASH = "a".repeat(64);

    @TempDir
    Path folder;

    @Test
    void letsEverybodyPassWithoutAFile() {
        Tokens tokens = Tokens.read(new Settings(key -> null), new WatchedFiles());

        assertThat(tokens.required()).isFalse();
        assertThat(tokens.bearer(null)).isEqualTo(Caller.ANYONE);
    }

    @Test
    void findsTheHolderOfAToken() throws Exception {
        Token agents = Token.random();
        Token people = Token.random();
        Tokens tokens = read("# a comment\n\n" + TokenLine.format("agents", "ingest", "", agents) + "\n"
                + TokenLine.format("people", "admin,read", "shop", people) + "\n");

        assertThat(tokens.bearer("Bearer " + agents.text()))
                .isEqualTo(new Caller("agents", Set.of(Scope.INGEST), Tenant.DEFAULT));
        assertThat(tokens.bearer("bearer  " + people.text()))
                .isEqualTo(new Caller("people", Set.of(Scope.READ, Scope.ADMIN), new Tenant("shop")));
        assertThat(tokens.bearer("Bearer " + Token.random().text())).isNull();
        assertThat(tokens.bearer("Basic " + agents.text())).isNull();
        assertThat(tokens.bearer(agents.hash())).isNull();
        assertThat(tokens.bearer("Bearer " + agents.hash())).isNull();
        assertThat(tokens.bearer(null)).isNull();
    }

    @Test
    void storesOnlyTheHash() {
        Token token = Token.random();

        assertThat(TokenLine.format("agents", "ingest", "", token))
                .isEqualTo("agents ingest " + token.hash())
                .doesNotContain(token.text());
        assertThat(token.toString()).doesNotContain(token.text().substring(10));
        assertThat(new Token("abc").hash())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @ParameterizedTest
    @CsvSource({
        "agents ingest, 'has 2 words, not: name scopes hash [tenant]'",
        "agents ingest abc, has a hash that is not 64 hexadecimal digits",
        "'agents ingest,write HASH', 'has the scope \"write\", not some of ingest,read,admin'",
        "agents ingest HASH Shop, 'a tenant has a name of at most 24 lower-case letters, digits and underscores that begins with a letter, not \"Shop\"'"
    })
    void namesTheLineThatIsWrong(String line, String problem) {
        assertThatThrownBy(() -> read("\n" + line.replace("HASH", HASH)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("dapper.tokens.file: line 2 of " + folder.resolve("tokens") + " " + problem);
    }

    @Test
    void refusesATenantWhoseKeyspaceWouldHaveTooLongAName() throws Exception {
        Path file = Files.writeString(folder.resolve("tokens"), "agents ingest " + HASH + " " + "t".repeat(24));
        Map<String, String> settings =
                Map.of("dapper.tokens.file", file.toString(), "dapper.cassandra.keyspace", "k".repeat(24));

        assertThatThrownBy(() -> Tokens.read(new Settings(settings::get), new WatchedFiles()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("dapper.tokens.file: line 1 of " + file + " has the tenant \"" + "t".repeat(24)
                        + "\", whose keyspace would have more than 48 characters; use a shorter name, or a shorter"
                        + " dapper.cassandra.keyspace");
    }

    @Test
    void refusesTwoLinesWithOneHash() {
        assertThatThrownBy(() -> read("a read " + HASH + "\nb read " + HASH.toUpperCase(Locale.ROOT)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("dapper.tokens.file: line 2 of " + folder.resolve("tokens")
                        + " has the hash of an earlier line");
    }

    private Tokens read(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("tokens"), content);
        return Tokens.read(new Settings(Map.of("dapper.tokens.file", file.toString())::get), new WatchedFiles());
    }
}
