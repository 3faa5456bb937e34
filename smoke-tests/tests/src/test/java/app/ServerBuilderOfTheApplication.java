// SPDX-License-Identifier: Apache-2.0
package app;

import javax.management.MBeanServerBuilder;

/** A builder of MBean servers like those of servers; remembers which thread created it. */
public final class ServerBuilderOfTheApplication extends MBeanServerBuilder {
    static final String MADE_BY = Thread.currentThread().getName();
}
