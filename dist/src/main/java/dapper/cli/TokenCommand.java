// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.server.auth.Token;
import dapper.server.auth.TokenLine;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code dapper token}: makes a token, and the line that makes the servers accept it. */
final class TokenCommand implements Command {
    @Override
    public CommandSpec spec() {
        return Command.spec(
                        this,
                        "token",
                        "make a token for agents or people: dapper token shop-agents ingest",
                        "The token itself is stored nowhere: the file of dapper.tokens.file contains its SHA-256.")
                .addPositional(Command.word("0", "1", "NAME", "a name for the token", List.of()))
                .addPositional(Command.word(
                        "1",
                        "1",
                        "SCOPES",
                        "some of ingest (agents and collectors), read (viewer and API), admin (metrics, reports of agents),"
                                + " separated by commas",
                        List.of("ingest", "read", "admin")))
                .addPositional(Command.word(
                        "2",
                        "0..1",
                        "TENANT",
                        "a tenant has traces of its own; a token without one belongs to the default tenant and sees no"
                                + " other tenant's traces",
                        List.of()));
    }

    @Override
    public int run(Invocation invocation) {
        List<String> words = invocation.arguments();
        Token token = Token.random();
        String line;
        try {
            line = TokenLine.format(words.get(0), words.get(1), words.size() == 3 ? words.get(2) : "", token);
        } catch (IllegalArgumentException e) {
            throw new UsageException("the token " + e.getMessage());
        }
        Console console = invocation.console();
        console.say("token, which is shown only now:");
        console.say("  " + token.text());
        console.say("an agent or OpenTelemetry SDK sends it with:");
        console.say("  OTEL_EXPORTER_OTLP_HEADERS=\"Authorization=Bearer " + token.text() + "\"");
        console.say("line for the file of dapper.tokens.file:");
        console.say("  " + line);
        return 0;
    }
}
