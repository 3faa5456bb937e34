// SPDX-License-Identifier: Apache-2.0
package dapper.collector.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategiesTest {
    private static final String FILE = """
            {
              "service_strategies": [
                {
                  "service": "shop",
                  "type": "probabilistic",
                  "param": 0.8,
                  "operation_strategies": [
                    {"operation": "GET /cart/{id}", "type": "probabilistic", "param": 0.2},
                    {"operation": "checkout", "type": "probabilistic", "param": 1}
                  ]
                },
                {"service": "jobs", "type": "ratelimiting", "param": 5},
                {"param": 0.25, "type": "probabilistic", "service": "plain"}
              ],
              "default_strategy": {
                "type": "probabilistic",
                "param": 0.5,
                "operation_strategies": [
                  {"operation": "checkout", "type": "probabilistic", "param": 0},
                  {"operation": "/health", "type": "probabilistic", "param": 0}
                ]
              }
            }
            """;

    @TempDir
    private Path folder;

    private Instant now = Instant.EPOCH;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("strategies.json"), text);
    }

    private Strategies load(Path file) throws StrategyException {
        return Strategies.load(file, 0.125, (InstantSource) () -> now);
    }

    private static String json(Strategies strategies, String service) {
        return new String(strategies.json(service), StandardCharsets.UTF_8);
    }

    @Test
    void tellsEveryServiceTheCollectorsOwnProbabilityWithoutAFile() throws Exception {
        Strategies strategies = load(null);

        assertThat(json(strategies, "any"))
                .isEqualTo("{\"strategyType\":\"PROBABILISTIC\",\"probabilisticSampling\":{\"samplingRate\":0.125}}");
        assertThat(strategies.protobuf("any"))
                .asHexString()
                // Field 2, nine bytes: field 1 as a double, 0x3fc0000000000000.
                .isEqualTo("120909000000000000C03F");
    }

    @Test
    void tellsAServiceItsOwnOperationsAndThoseOfTheDefault() throws Exception {
        assertThat(json(load(write(FILE)), "shop")).isEqualTo("""
                {"strategyType":"PROBABILISTIC","probabilisticSampling":{"samplingRate":0.8},\
                "operationSampling":{"defaultSamplingProbability":0.8,"defaultLowerBoundTracesPerSecond":0,\
                "perOperationStrategies":[\
                {"operation":"GET /cart/{id}","probabilisticSampling":{"samplingRate":0.2}},\
                {"operation":"checkout","probabilisticSampling":{"samplingRate":1.0}},\
                {"operation":"/health","probabilisticSampling":{"samplingRate":0.0}}]}}""");
    }

    @Test
    void tellsOthersTheDefault() throws Exception {
        Strategies strategies = load(write(FILE));

        assertThat(json(strategies, "plain")).contains("\"samplingRate\":0.25}", "\"/health\"", "\"checkout\"");
        assertThat(json(strategies, "unknown")).contains("\"defaultSamplingProbability\":0.5");
    }

    @Test
    void encodesARateLimit() throws Exception {
        Strategies strategies = load(write(FILE));

        assertThat(json(strategies, "jobs"))
                .isEqualTo("{\"strategyType\":\"RATE_LIMITING\",\"rateLimitingSampling\":{\"maxTracesPerSecond\":5}}");
        assertThat(strategies.protobuf("jobs")).asHexString().isEqualTo("08011A020805");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|line 1: expected an object with service_strategies and default_strategy",
                "{\"services\": []}|line 1: \"services\" is not service_strategies or default_strategy",
                "{\"default_strategy\": {\"type\": \"probabilistic\"}}|line 1: the strategy has no param",
                "{\"default_strategy\": {\"param\": 1}}|line 1: the strategy has no type",
                "{\"default_strategy\": {\"type\": \"adaptive\", \"param\": 1}}|line 1: type must be probabilistic or ratelimiting, not \"adaptive\"",
                "{\"default_strategy\": {\"type\": \"probabilistic\", \"param\": 2}}|line 1: param of a probabilistic strategy must be a number from 0 to 1, not 2.0",
                "{\"default_strategy\": {\"type\": \"probabilistic\", \"param\": \"1\"}}|line 1: param must be a number",
                "{\"default_strategy\": {\"type\": \"ratelimiting\", \"param\": 1.5}}|line 1: param of a ratelimiting strategy must be a whole number of traces a second, not 1.5",
                "{\"default_strategy\": {\"type\": \"probabilistic\", \"parm\": 1}}|line 1: \"parm\" is not type, param or operation_strategies",
                "{\"service_strategies\": [{\"type\": \"probabilistic\", \"param\": 1}]}|line 1: the strategy has no service",
                "{\"service_strategies\": {}}|line 1: expected service_strategies to be a list",
                "{} {}|line 1: nothing may follow the closing brace",
            })
    void saysWhatIsWrongWithAFile(String text, String complaint) throws IOException {
        Path file = write(text);

        assertThatThrownBy(() -> load(file))
                .isInstanceOf(StrategyException.class)
                .hasMessage("the sampling strategies cannot be used: " + file + ", " + complaint);
    }

    @Test
    void namesTheLineOfAMistake() throws IOException {
        Path twice = write(FILE.replace("\"jobs\"", "\"shop\""));
        assertThatThrownBy(() -> load(twice)).hasMessageEndingWith(", line 12: service \"shop\" has two strategies");
        Path limited = write(
                FILE.replace("\"GET /cart/{id}\", \"type\": \"probabilistic\"", "\"x\", \"type\": \"ratelimiting\""));
        assertThatThrownBy(() -> load(limited))
                .hasMessageEndingWith(", line 8: the strategy of an operation must be of type probabilistic");
        Path broken = write("{\n\"default_strategy\": }");
        assertThatThrownBy(() -> load(broken)).hasMessageContaining(", line 2: Unexpected character");
    }

    @Test
    void saysThatAFileIsNotThere() {
        assertThatThrownBy(() -> load(folder.resolve("none.json")))
                .hasMessage("the sampling strategies cannot be read: there is no file " + folder.resolve("none.json"));
    }

    @Test
    void readsTheFileAgainWhenItHasChanged() throws Exception {
        Path file = write(FILE);
        Strategies strategies = load(file);
        write("{\"default_strategy\": {\"type\": \"probabilistic\", \"param\": 0.75}}");

        assertThat(json(strategies, "shop")).contains("\"samplingRate\":0.8");
        now = now.plusSeconds(1);
        assertThat(json(strategies, "shop")).contains("\"samplingRate\":0.75");
    }

    @Test
    void keepsWhatItHasWhileTheFileIsWrongOrGone() throws Exception {
        Path file = write(FILE);
        Strategies strategies = load(file);

        write("{");
        now = now.plusSeconds(1);
        assertThat(json(strategies, "shop")).contains("\"samplingRate\":0.8");
        Files.delete(file);
        now = now.plusSeconds(1);
        assertThat(json(strategies, "shop")).contains("\"samplingRate\":0.8");
        write("{}");
        now = now.plusSeconds(1);
        assertThat(json(strategies, "shop")).contains("\"samplingRate\":0.125");
    }
}
