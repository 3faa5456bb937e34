// SPDX-License-Identifier: Apache-2.0
package io.opentelemetry.javaagent.bootstrap;

/** Has the name of the loader of the OpenTelemetry agent. */
public final class AgentClassLoader extends ClassLoader {}
