// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.server.auth.Caller;
import dapper.server.auth.Scope;
import dapper.server.auth.Tokens;
import dapper.server.settings.Settings;
import dapper.server.settings.WatchedFiles;
import dapper.storage.Tenant;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCommandTest {
    @TempDir
    Path folder;

    @Test
    void printsATokenAndTheLineThatMakesTheServersAcceptIt() throws Exception {
        List<String> lines = run("shop-agents", "ingest,read", "shop").lines().toList();
        String token = lines.get(1).strip();
        Path file = Files.writeString(folder.resolve("tokens"), lines.get(5).strip());

        Tokens tokens =
                Tokens.read(new Settings(Map.of("dapper.tokens.file", file.toString())::get), new WatchedFiles());

        assertThat(tokens.bearer("Bearer " + token))
                .isEqualTo(new Caller("shop-agents", Set.of(Scope.INGEST, Scope.READ), new Tenant("shop")));
        assertThat(run("shop-agents", "ingest").lines().toList().get(1).strip()).isNotEqualTo(token);
    }

    @Test
    void describesTheRightScopes() {
        assertThatThrownBy(() -> run("shop-agents", "write"))
                .isInstanceOf(UsageException.class)
                .hasMessage("the token has the scope \"write\", not some of ingest,read,admin");
    }

    private static String run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, UTF_8);
        new TokenCommand()
                .run(new Invocation(List.of(words), new Settings(key -> null), new Console(stream, stream), null));
        return out.toString(UTF_8);
    }
}
