// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
    @TempDir
    Path home;

    @BeforeEach
    void install() {
        System.setProperty(Installation.PROPERTY, home.toString());
    }

    @AfterEach
    void uninstall() {
        System.clearProperty(Installation.PROPERTY);
    }

    @Test
    void listsTheCommandsWhenNothingIsAskedFor() {
        Printed overview = run();
        assertThat(overview).isEqualTo(printed("""
                Dapper: distributed tracing for the JVM without code changes.

                Usage: dapper [OPTIONS] [COMMAND]

                Options:
                  --version
                      print the build, like the command version
                  -h, --help
                      print this help

                Commands:
                  demo        run everything, with three sample applications under the agent and traffic on them
                  all-in-one  run embedded Cassandra, collector, query API and viewer on this machine
                  collector   run a collector that writes to a Cassandra cluster
                  query       run the query API and the viewer on a Cassandra cluster
                  cassandra   run the embedded Cassandra alone
                  health      check the servers on this machine: dapper health collector query
                  attach      bring the agent into a JVM that runs already: dapper attach 4711 otel.service.name=shop
                  token       make a token for agents or people: dapper token shop-agents ingest
                  version     print which build this is and which Java runs it
                  completion  print a script that completes commands and settings in bash and zsh
                  help        list the commands, or the settings of one: dapper help query

                A setting is looked for on the command line (--dapper.query.port=16686), then in the system
                properties (-Ddapper.query.port=16686 in DAPPER_JAVA_OPTS), then in the environment
                (DAPPER_QUERY_PORT=16686), then in conf/dapper.properties.
                """));
        assertThat(List.of(run("help"), run("--help"), run("-h"))).containsOnly(overview);
    }

    @Test
    void describesACommandWithItsWordsAndSettings() {
        Printed token = run("help", "token");
        assertThat(token).isEqualTo(printed("""
                make a token for agents or people: dapper token shop-agents ingest

                Usage: dapper token [OPTIONS] NAME SCOPES [TENANT]

                The token itself is stored nowhere: the file of dapper.tokens.file contains its SHA-256.

                      NAME       a name for the token
                      SCOPES     some of ingest (agents and collectors), read (viewer and API), admin (metrics, reports of agents),
                                   separated by commas
                      [TENANT]   a tenant has traces of its own; a token without one belongs to the default tenant and sees no other
                                   tenant's traces

                dapper.log:
                  --dapper.log.level=info
                      lowest level of log lines: error, warn, info, debug; debug adds stack traces
                      environment: DAPPER_LOG_LEVEL
                  --dapper.log.format=text
                      text, or json: one object a line, with the trace id of the request where there is one
                      environment: DAPPER_LOG_FORMAT

                Options:
                  --dapper.config=
                      a properties file with settings; conf/dapper.properties of the installation if empty
                      environment: DAPPER_CONFIG
                  -h, --help
                      print this help
                """));
        assertThat(List.of(run("token", "--help"), run("token", "-h"), run("--help", "token")))
                .containsOnly(token);
    }

    @Test
    void groupsSettingsByTheStartOfTheirNames() {
        assertThat(run("help", "all-in-one").out().lines().filter(line -> line.matches("[A-Za-z.]+:")))
                .containsExactly(
                        "dapper.cassandra:",
                        "dapper.collector:",
                        "dapper.query:",
                        "dapper.tls:",
                        "dapper.tokens:",
                        "dapper.http:",
                        "dapper.log:",
                        "Options:");
    }

    @Test
    void showsTheDefaultsOfTheCommand() {
        assertThat(run("help", "all-in-one").out()).contains("\n  --dapper.cassandra.port=9042\n");
        assertThat(run("help", "demo").out()).contains("\n  --dapper.cassandra.port=0\n");
    }

    @Test
    void listsEachSettingOfEachCommand() {
        assertThat(Commands.ALL).hasSize(8).allSatisfy(command -> {
            String help = run("help", command.spec().name()).out();
            command.settings()
                    .forEach(setting -> assertThat(help)
                            .contains("\n  --" + setting.key() + "=")
                            .contains("\n      environment: " + setting.environmentVariable() + "\n"));
        });
    }

    @Test
    void makesOptionsForTheNamedCommandOnly() {
        Map<String, CommandLine> commands = Commands.line("health").getSubcommands();

        assertThat(commands.get("health").getCommandSpec().options()).hasSizeGreaterThan(20);
        assertThat(commands.get("query").getCommandSpec().options()).hasSize(1);
        assertThat(Commands.line("completion")
                        .getSubcommands()
                        .get("query")
                        .getCommandSpec()
                        .options())
                .hasSizeGreaterThan(20);
    }

    @Test
    void refusesWhatIsNoCommand() {
        assertRefused("unknown command \"qurey\"; did you mean query? (\"dapper help\" lists all)", "qurey");
        assertRefused("unknown command \"qurey\"; did you mean query? (\"dapper help\" lists all)", "help", "qurey");
        assertRefused("unknown option --vers (\"dapper help\" lists all)", "--vers");
        assertRefused("unknown command \"run\" (\"dapper help\" lists all)", "run");
    }

    @Test
    void refusesAnUnknownOption() {
        assertRefused(
                "unknown option --dapper.query.prot; did you mean --dapper.query.port?"
                        + " (\"dapper help query\" lists all)",
                "query",
                "--dapper.query.prot=1");
        assertRefused("unknown option -p (\"dapper help query\" lists all)", "query", "-p", "1");
    }

    @Test
    void refusesAnOptionOfAnotherCommandOrPlace() {
        assertRefused(
                "dapper query has no use for --dapper.collector.grpc.port (\"dapper help query\" lists all)",
                "query",
                "--dapper.collector.grpc.port=1");
        assertRefused(
                "--dapper.query.port belongs after the name of a command (\"dapper help\" lists all)",
                "--dapper.query.port=1",
                "query");
    }

    @Test
    void refusesAnOptionWithoutValue() {
        assertRefused(
                "missing required parameter for option '--dapper.query.port' (VALUE) (\"dapper help query\" lists all)",
                "query",
                "--dapper.query.port");
        assertRefused(
                "expected parameter for option '--dapper.query.port' but found '--dapper.query.host=x'"
                        + " (\"dapper help query\" lists all)",
                "query",
                "--dapper.query.port",
                "--dapper.query.host=x");
    }

    @Test
    void refusesWordsThatAreTooManyOrTooFew() {
        assertRefused("dapper query has no use for \"word\" (\"dapper help query\" lists all)", "query", "word");
        assertRefused(
                "dapper token has no use for \"d\" (\"dapper help token\" lists all)", "token", "a", "b", "c", "d");
        assertRefused("NAME is missing, a name for the token (\"dapper help token\" lists all)", "token");
        assertRefused(
                "PID is missing, the number of the process; \"jps -l\" lists JVMs (\"dapper help attach\" lists all)",
                "attach");
    }

    @Test
    void theLastValueOfAnOptionCounts() {
        String refused = "dapper.query.limit must be a whole number from 1 to 1000, not \"x\""
                + " (traces on a page of a search if it names no limit, 1 to 1000)";
        assertRefused(refused, "query", "--dapper.query.limit=1", "--dapper.query.limit=x");
        assertRefused(refused, "query", "--dapper.query.limit", "x");
    }

    @Test
    void anEmptyValueMeansTheDefault() throws Exception {
        Files.createDirectory(home.resolve("conf"));
        Files.writeString(home.resolve("conf/dapper.properties"), "dapper.log.level=loud\n");
        assertRefused("dapper.log.level must be one of error, warn, info, debug, not \"loud\"", "token", "a", "read");
        assertThat(run("token", "a", "read", "--dapper.log.level=").exitCode()).isZero();
    }

    @Test
    void takesAWordAsItIs() throws Exception {
        Path file = Files.writeString(home.resolve("words"), "collector");
        assertRefused(
                "\"@" + file + "\" is no server with a health check; name collector or query", "health", "@" + file);
    }

    @Test
    void answersWithoutAnInstallation() {
        System.clearProperty(Installation.PROPERTY);
        assertThat(run("version").out())
                .startsWith("dapper ")
                .isEqualTo(run("--version").out());
        assertThat(run("completion").exitCode()).isZero();
        assertThat(run("token", "a", "read"))
                .isEqualTo(new Printed(
                        2, "", "dapper: start Dapper with bin/dapper, or pass -Ddapper.home=<its directory>\n"));
    }

    @Test
    void completesCommandsSettingsAndWordsInBash() throws Exception {
        Path script =
                Files.writeString(home.resolve("completion"), run("completion").out());
        assertThat(completions(script, "co")).containsExactly("collector", "completion");
        assertThat(completions(script, "query", "--dapper.query.me"))
                .containsExactly("--dapper.query.memory-percent", "--dapper.query.memory-wait");
        assertThat(completions(script, "health", "")).containsExactly("collector", "query");
    }

    private static List<String> completions(Path script, String... words) throws Exception {
        String bash = "compopt() { :; }; source '" + script + "'; COMP_WORDS=(dapper \"$@\"); COMP_CWORD=$#;"
                + " _complete_dapper; printf '%s\\n' \"${COMPREPLY[@]}\"";
        List<String> command = new ArrayList<>(List.of("bash", "-c", bash, "bash"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
    }

    private void assertRefused(String message, String... args) {
        assertThat(run(args)).isEqualTo(new Printed(2, "", "dapper: " + message + "\n"));
    }

    private static Printed printed(String text) {
        return new Printed(0, text, "");
    }

    private record Printed(int exitCode, String out, String err) {}

    private static Printed run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode =
                new Main(new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))).run(args);
        return new Printed(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }
}
