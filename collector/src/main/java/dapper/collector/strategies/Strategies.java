// SPDX-License-Identifier: Apache-2.0
package dapper.collector.strategies;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sampling strategies of all services. The file is checked when a strategy is requested, at most once a second. A
 * file that cannot be read or parsed changes nothing and is logged once. Safe for use by many threads.
 */
public final class Strategies {
    private static final Logger LOG = LoggerFactory.getLogger(Strategies.class);
    private static final long LARGEST_FILE = 4L << 20;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final @Nullable Path file;
    private final Strategy fallback;
    private final InstantSource clock;
    private volatile StrategyTable table;
    private long nextLook;
    private @Nullable Version version;

    /** Identifies a state of the file without reading it; null if there is no file. */
    private record Version(@Nullable FileTime modified, long size) {}

    private Strategies(@Nullable Path file, double probability, InstantSource clock) {
        this.file = file;
        this.fallback = Strategy.probabilistic(probability);
        this.clock = clock;
        this.table = new StrategyTable(fallback, Map.of());
    }

    /**
     * @param file in the format of Jaeger's strategies file; null for none
     * @param probability the probability for services that the file does not name, and for all services without a file
     * @throws StrategyException if the file cannot be used
     */
    public static Strategies load(@Nullable Path file, double probability, InstantSource clock)
            throws StrategyException {
        Strategies strategies = new Strategies(file, probability, clock);
        if (file != null) {
            strategies.version = strategies.look();
            strategies.table = strategies.read(file);
            strategies.nextLook = clock.millis() + PAUSE.toMillis();
        }
        return strategies;
    }

    /** {@code jaeger.api_v2.SamplingStrategyResponse} in protobuf. */
    public byte[] protobuf(String service) {
        return StrategyProtobuf.encode(of(service));
    }

    /** The same in JSON. */
    public byte[] json(String service) {
        return StrategyView.of(of(service)).toJson();
    }

    private Strategy of(String service) {
        refresh();
        return table.of(service);
    }

    private synchronized void refresh() {
        long now = clock.millis();
        if (file == null || now < nextLook) {
            return;
        }
        nextLook = now + PAUSE.toMillis();
        Version current = look();
        if (current.equals(version)) {
            return;
        }
        version = current;
        try {
            table = read(file);
            LOG.info(
                    "sampling strategies of {} services read from {}",
                    table.services().size(),
                    file);
        } catch (StrategyException e) {
            LOG.warn("{}; the strategies read before stay in force", e.getMessage());
        }
    }

    private Version look() {
        try {
            return file == null ? new Version(null, 0) : new Version(Files.getLastModifiedTime(file), Files.size(file));
        } catch (IOException e) {
            return new Version(null, 0);
        }
    }

    private StrategyTable read(Path file) throws StrategyException {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new StrategyException(file + " has more than " + LARGEST_FILE + " bytes");
            }
            return StrategiesParser.parse(Files.readString(file), fallback);
        } catch (StrategyException e) {
            throw new StrategyException("the sampling strategies cannot be used: " + file + ", " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw new StrategyException("the sampling strategies cannot be read: there is no file " + file);
        } catch (MalformedInputException e) {
            throw new StrategyException("the sampling strategies cannot be read: " + file + " is not UTF-8");
        } catch (IOException e) {
            throw new StrategyException("the sampling strategies cannot be read: " + e);
        }
    }
}
