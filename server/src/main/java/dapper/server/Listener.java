// SPDX-License-Identifier: Apache-2.0
package dapper.server;

import dapper.server.tls.ClientCertificates;

/**
 * One port of a server, with its rules for the clients that connect there.
 *
 * @param clients whether clients show certificates, if the process has TLS
 * @param connections open at a time; further ones wait or are closed
 */
public record Listener(ListenAddress address, ClientCertificates clients, SlowClients slow, int connections) {}
