// SPDX-License-Identifier: Apache-2.0
package org.apache.cassandra.security;

import java.security.PermissionCollection;
import java.security.Permissions;

/**
 * Comes before Cassandra's class of the same name on the class path and does nothing.
 *
 * <p>The original installs a {@code SecurityManager}, which JDK 24 and newer refuse, so Cassandra would not start. It
 * guards user-defined functions only; the embedded node keeps those switched off, which is Cassandra's default.
 */
public final class ThreadAwareSecurityManager {
    public static final PermissionCollection noPermissions = none();

    private ThreadAwareSecurityManager() {}

    public static void install() {}

    public static boolean isSecuredThread() {
        return false;
    }

    private static PermissionCollection none() {
        Permissions none = new Permissions();
        none.setReadOnly();
        return none;
    }
}
