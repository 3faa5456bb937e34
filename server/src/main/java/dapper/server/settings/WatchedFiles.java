// SPDX-License-Identifier: Apache-2.0
package dapper.server.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads small files again when their content changes. A dedicated thread compares the content once a second, because a
 * time stamp can stay the same, and a file system need not report changes of a mounted secret. New content counts once
 * two looks in a row have found the same: until then it may be half-written. Exactly that content is loaded; the files
 * are not read once more.
 */
public final class WatchedFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);

    private static final int MOST_TRIES = 20;
    private static final long PAUSE_MILLIS = 50;

    private final FileContents.Source source;
    private final List<Watch> watches = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor thread;

    /** Watches nothing before {@link #start}. */
    public WatchedFiles() {
        this(Files::readAllBytes);
    }

    WatchedFiles(FileContents.Source source) {
        this.source = source;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread watching = new Thread(task, "dapper-files");
            watching.setDaemon(true);
            return watching;
        });
    }

    /**
     * Loads files that belong together, now and after each change of any of them.
     *
     * @param loader gets the contents; an {@link InvalidSettingException} leaves the previous state in force, is logged
     *     once for this content, and the loader is called again at each later look
     * @throws InvalidSettingException that of the loader, the first time
     */
    public void load(List<Path> files, Consumer<FileContents> loader) {
        FileContents contents = atRest(files);
        loader.accept(contents);
        watches.add(new Watch(files, source, loader, contents.digest()));
    }

    private FileContents atRest(List<Path> files) {
        for (int i = 0; i < MOST_TRIES; i++) {
            FileContents contents = FileContents.read(files, source);
            if (contents.isSteady()) {
                return contents;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        }
        throw new InvalidSettingException(
                "the files " + files + " are being written; start again when they are complete");
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
        private final FileContents.Source source;
        private final Consumer<FileContents> loader;
        private byte[] loaded;
        private byte[] seen;
        private byte[] refused = {};

        Watch(List<Path> files, FileContents.Source source, Consumer<FileContents> loader, byte[] loaded) {
            this.files = List.copyOf(files);
            this.source = source;
            this.loader = loader;
            this.loaded = loaded;
            this.seen = loaded;
        }

        void look() {
            FileContents contents = FileContents.read(files, source);
            byte[] now = contents.digest();
            boolean settled = contents.isSteady() && Arrays.equals(now, seen);
            seen = now;
            // A loader that has refused other content since is to find out that the previous content is there again.
            if (!settled || Arrays.equals(now, loaded) && refused.length == 0) {
                return;
            }
            boolean again = Arrays.equals(now, refused);
            try {
                loader.accept(contents);
                loaded = now;
                refused = new byte[0];
                LOG.info("{} changed and is in force", files);
            } catch (InvalidSettingException e) {
                refused = now;
                if (!again) {
                    LOG.warn("{}; the previous content stays in force", e.getMessage());
                }
            } catch (RuntimeException e) {
                refused = now;
                if (!again) {
                    LOG.error("{} changed and cannot be used; the previous content stays in force", files, e);
                }
            }
        }
    }
}
