// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.List;

/**
 * The attributes of a resource that identify and describe one entity, such as a pod or a host.
 *
 * @param idKeys keys of attributes that identify it
 * @param descriptionKeys keys of attributes that describe it
 */
public record EntityRef(String schemaUrl, String type, List<String> idKeys, List<String> descriptionKeys) {}
