// SPDX-License-Identifier: Apache-2.0
/** Runs JVMs, with and without the agent, and provides servers in place of the collector. */
package dapper.smoke.run;
