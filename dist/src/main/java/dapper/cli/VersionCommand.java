// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.server.settings.Setting;
import java.util.List;

/** {@code dapper version}. */
final class VersionCommand implements Command {
    @Override
    public String name() {
        return "version";
    }

    @Override
    public String summary() {
        return "say which build this is and which Java runs it";
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public int run(Invocation invocation) {
        Version version = Version.ofThisBuild();
        invocation.console().say("dapper " + version.version());
        invocation.console().say("commit " + version.commit());
        invocation
                .console()
                .say("java   " + System.getProperty("java.runtime.version") + " (" + System.getProperty("java.home")
                        + ")");
        return 0;
    }
}
