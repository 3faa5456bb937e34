// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.r2dbc.v0_8;

class H2Test extends R2dbcContract {
    @Override
    protected String url() {
        return "r2dbc:h2:mem:///shop";
    }

    @Override
    protected String system() {
        return "h2database";
    }

    @Override
    protected String missingTableCode() {
        return "42S02/42102";
    }

    @Override
    protected String duplicateKeyCode() {
        return "23505/23505";
    }
}
