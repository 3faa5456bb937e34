// SPDX-License-Identifier: Apache-2.0
package dapper.server.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads small files again when their content changes. A dedicated thread compares the content once a second, because a
 * time stamp can stay the same, and a file system need not report changes of a mounted secret. New content counts once
 * two looks in a row have found the same: until then it may be half-written.
 */
public final class WatchedFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);

    private final List<Watch> watches = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor thread;

    /** Watches nothing before {@link #start}. */
    public WatchedFiles() {
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread watching = new Thread(task, "dapper-files");
            watching.setDaemon(true);
            return watching;
        });
    }

    /**
     * Adds files that belong together. Call it before the first load, so that no change after that is missed.
     *
     * @param reload called when the content of any of them has changed; {@link InvalidSettingException} leaves the
     *     previous state in force, and is logged
     */
    public void add(List<Path> files, Runnable reload) {
        watches.add(new Watch(files, reload));
    }

    public void start() {
        thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    void look() {
        watches.forEach(Watch::look);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static final class Watch {
        private final List<Path> files;
        private final Runnable reload;
        private byte[] loaded;
        private byte[] seen;

        Watch(List<Path> files, Runnable reload) {
            this.files = List.copyOf(files);
            this.reload = reload;
            this.loaded = digest();
            this.seen = loaded;
        }

        void look() {
            byte[] now = digest();
            boolean settled = Arrays.equals(now, seen);
            seen = now;
            if (!settled || Arrays.equals(now, loaded)) {
                return;
            }
            loaded = now;
            try {
                reload.run();
                LOG.info("{} changed and is in force", files);
            } catch (InvalidSettingException e) {
                LOG.warn("{}; the previous content stays in force", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("{} changed and cannot be used; the previous content stays in force", files, e);
            }
        }

        private byte[] digest() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                for (Path file : files) {
                    digest.update(content(file));
                }
                return digest.digest();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }

        private static byte[] content(Path file) {
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                return new byte[0];
            }
        }
    }
}
