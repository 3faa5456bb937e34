// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.methods;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.listed.Cart;
import app.listed.below.Shelf;
import app.listed.left.Quiet;
import app.shop.CardPayments;
import app.shop.Ledger;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Methods that the settings of the tests list: see the pom. */
@ExtendWith(AgentExtension.class)
class ListedMethodsTest {
    @Test
    void aMethodIsAnInternalSpanAndAConstructorIsNone() {
        assertThat(new Cart(2).size()).isEqualTo(2);

        assertThat(AgentExtension.spans().takeOne())
                .hasName("Cart.size")
                .hasKind(SpanKind.INTERNAL)
                .hasNoError()
                .hasExactlyAttributes("code.function.name", "app.listed.Cart.size");
    }

    @Test
    void aStaticMethodIsASpan() {
        Cart.empty();

        assertThat(AgentExtension.spans().takeOne()).hasName("Cart.empty");
    }

    @Test
    void methodsThatTheCompilerMakesAreNoSpans() {
        Supplier<Integer> bridged = new Cart(3);
        assertThat(bridged.get()).isEqualTo(3);
        assertThat(new Cart(3).positive(List.of(1, -1, 2))).isEqualTo(2);

        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(0)).hasName("Cart.get");
        assertThat(spans.get(1)).hasName("Cart.positive");
    }

    @Test
    void anExceptionFailsTheSpan() {
        assertThatThrownBy(() -> new Cart(0).fail()).hasMessage("empty");

        assertThat(AgentExtension.spans().takeOne())
                .hasName("Cart.fail")
                .hasException(IllegalArgumentException.class, "empty");
    }

    @Test
    void anAnnotatedMethodIsOneSpan() {
        new Cart(0).add();

        assertThat(AgentExtension.spans().takeOne()).hasName("add it");
    }

    @Test
    void aPackageIncludesThoseBelowUnlessTheyAreExcluded() {
        Shelf.fill();
        Quiet.run(); // excluded

        assertThat(AgentExtension.spans().takeOne()).hasName("Shelf.fill");
    }

    @Test
    void aListedMethodOfAnInterfaceIsThatOfItsImplementations() {
        CardPayments payments = new CardPayments();
        payments.refund();
        payments.pay();
        payments.pay(1);

        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans)
                .allSatisfy(span -> assertThat(span)
                        .hasName("CardPayments.pay")
                        .hasExactlyAttributes("code.function.name", "app.shop.CardPayments.pay"));
    }

    @Test
    void allMethodsOfAClassAreNotThoseOfItsSubclasses() {
        Ledger.Annual ledger = new Ledger.Annual();
        ledger.close();
        ledger.book();

        assertThat(AgentExtension.spans().takeOne()).hasName("Ledger.book");
    }
}
