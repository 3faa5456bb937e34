// SPDX-License-Identifier: Apache-2.0
/** Runs JVMs, with and without the agent, and stands at the other end of it. */
package dapper.smoke.run;
