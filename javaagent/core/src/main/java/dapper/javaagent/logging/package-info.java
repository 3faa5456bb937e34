// SPDX-License-Identifier: Apache-2.0
/**
 * Replaces {@code java.util.logging} for the libraries in the agent: the build relocates their references to this
 * package.
 *
 * <p>Starting the real one before the application would fix the choice of the process's log manager (JBoss and others
 * bring their own), and a small run-time image may not have it at all.
 */
package dapper.javaagent.logging;
