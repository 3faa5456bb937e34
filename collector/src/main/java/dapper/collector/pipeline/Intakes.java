// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

/**
 * The intakes of both signals, with the memory and the reader that all their requests share. Every receiver of OTLP
 * delivers here.
 */
public record Intakes(Intake traces, Intake metrics, Admission admission, BodyReader reader) {}
