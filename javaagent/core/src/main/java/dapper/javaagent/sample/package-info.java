// SPDX-License-Identifier: Apache-2.0
/** Head sampling: the decision which new traces are recorded (paper, section 4.4). */
package dapper.javaagent.sample;
