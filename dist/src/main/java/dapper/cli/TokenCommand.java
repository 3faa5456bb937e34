// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.server.auth.Token;
import dapper.server.auth.TokenLine;
import dapper.server.settings.Setting;
import java.util.List;

/** {@code dapper token}: makes a token, and the line that makes the servers accept it. */
final class TokenCommand implements Command {
    @Override
    public String name() {
        return "token";
    }

    @Override
    public String summary() {
        return "make a token for agents or people: dapper token shop-agents ingest";
    }

    @Override
    public String arguments() {
        return "NAME SCOPES [TENANT]";
    }

    @Override
    public List<String> notes() {
        return List.of(
                "SCOPES are some of ingest (agents and collectors), read (viewer and API), admin (metrics, reports of agents),",
                "separated by commas. A TENANT has traces of its own. A token without one belongs to the default tenant and",
                "sees no other tenant's traces.",
                "The token itself is stored nowhere: the file of dapper.tokens.file contains its SHA-256.");
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public int run(Invocation invocation) {
        List<String> words = invocation.arguments();
        if (words.size() < 2 || words.size() > 3) {
            throw new UsageException("name the token and its scopes: dapper token NAME SCOPES [TENANT], for instance"
                    + " dapper token shop-agents ingest");
        }
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
