// SPDX-License-Identifier: Apache-2.0
/**
 * What {@code java.util.logging} is for the libraries in the agent: the build relocates their references to here.
 *
 * <p>Starting the real one before the application does decides for it which log manager the process has (JBoss and others
 * bring their own), and a small run-time image may not have it at all.
 */
package dapper.javaagent.logging;
