// SPDX-License-Identifier: Apache-2.0
/** The images of server and agent, where Docker answers. */
package dapper.smoke.containers;
