// SPDX-License-Identifier: Apache-2.0
package dapper.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packages of the storage and the arrows between them. */
@Tag("once")
class StorageRoomsTest {
    private static final String CASSANDRA = "dapper.storage.cassandra";

    private final JavaClasses storage = Repository.MODULES.get("storage-cassandra");

    @Test
    void roomsKnowOnlyWhatTheyMayKnow() {
        assertThat(storage).isNotEmpty();
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("model")
                .definedBy(
                        "dapper.storage", "dapper.storage.predicate", "dapper.storage.calls", "dapper.storage.alerts")
                .layer("all")
                .definedBy(CASSANDRA)
                .layer("codec")
                .definedBy(CASSANDRA + ".codec")
                .layer("block")
                .definedBy(CASSANDRA + ".block")
                .layer("session")
                .definedBy(CASSANDRA + ".session")
                .layer("schema")
                .definedBy(CASSANDRA + ".schema")
                .layer("index")
                .definedBy(CASSANDRA + ".index")
                .layer("write")
                .definedBy(CASSANDRA + ".write")
                .layer("calls")
                .definedBy(CASSANDRA + ".calls")
                .layer("alerts")
                .definedBy(CASSANDRA + ".alerts")
                .layer("merge")
                .definedBy(CASSANDRA + ".merge")
                .layer("search")
                .definedBy(CASSANDRA + ".search")
                .whereLayer("model")
                .mayNotAccessAnyLayer()
                .whereLayer("codec")
                .mayOnlyAccessLayers("model")
                .whereLayer("block")
                .mayOnlyAccessLayers("model", "codec")
                .whereLayer("session")
                .mayOnlyAccessLayers("model")
                .whereLayer("schema")
                .mayOnlyAccessLayers("model", "session")
                .whereLayer("index")
                .mayOnlyAccessLayers("model", "codec", "block", "session")
                .whereLayer("write")
                .mayOnlyAccessLayers("model", "codec", "block", "index", "session")
                .whereLayer("calls")
                .mayOnlyAccessLayers("model", "codec", "session")
                .whereLayer("alerts")
                .mayOnlyAccessLayers("model", "session")
                .whereLayer("merge")
                .mayOnlyAccessLayers("codec", "block", "index", "calls", "session")
                .whereLayer("search")
                .mayOnlyAccessLayers("model", "codec", "block", "index", "session")
                .whereLayer("all")
                .mayNotBeAccessedByAnyLayer()
                .check(storage);
    }

    @Test
    void modelCodecAndBlocksKnowNoDriver() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dapper.storage",
                        "dapper.storage.predicate",
                        "dapper.storage.calls",
                        "dapper.storage.alerts",
                        CASSANDRA + ".codec",
                        CASSANDRA + ".block")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.datastax..")
                .check(storage);
    }
}
