// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.baggage;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Allocation;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** W3C Baggage. Examples marked (W3C) are of the test suite in github.com/w3c/baggage. */
class BaggageTest {
    private static Baggage parse(String header) {
        return requireNonNull(Baggage.parse(header));
    }

    private static String described(Baggage baggage) {
        return baggage.members().stream()
                .map(member -> member.name() + '|' + member.value() + '|' + member.properties())
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                // (W3C)
                "SomeKey=SomeValue -> SomeKey|SomeValue|",
                "SomeKey=SomeValue;SomeProp,SomeKey2=SomeValue2;ValueProp=PropVal"
                        + " -> SomeKey|SomeValue|SomeProp SomeKey2|SomeValue2|ValueProp=PropVal",
                "SomeKey=SomeValue=equals -> SomeKey|SomeValue=equals|",
                "SomeKey=SomeValue;SomeProp;SecondProp=PropValue -> SomeKey|SomeValue|SomeProp;SecondProp=PropValue",
                // ours
                "empty= -> empty||",
                "same=1,same=2 -> same|1| same|2|",
                "plus=a+b -> plus|a+b|",
                "percent=%zz%4 -> percent|%zz%4|",
                "%41!#$&'*.^_`|~=1 -> %41!#$&'*.^_`|~|1|",
            })
    void readsMembersAndPassesThemOnAsTheyCame(String header, String expected) {
        assertThat(described(parse(header))).isEqualTo(expected);
        assertThat(parse(header)).hasToString(header);
    }

    /** (W3C) */
    @Test
    void allowsBlanksAround() {
        String header =
                "SomeKey \t = \t SomeValue \t ; \t SomeProp \t , \t SomeKey2 \t = \t SomeValue2 \t ; \t ValueProp"
                        + " \t = \t PropVal";

        assertThat(described(parse(header)))
                .isEqualTo("SomeKey|SomeValue|SomeProp SomeKey2|SomeValue2|ValueProp \t = \t PropVal");
        assertThat(parse(header)).hasToString(header);
    }

    /** HTTP/2 forbids them there. */
    @Test
    void neitherBeginsNorEndsWithABlank() {
        assertThat(parse(" \ta=1 , b=2\t ")).hasToString("a=1 , b=2");
        assertThat(parse("a=1 , b=2").without("b")).hasToString("a=1");
        assertThat(Baggage.EMPTY.with("a", "1", "p ")).hasToString("a=1;p");
    }

    /** (W3C), except that only what must be is encoded. */
    @Test
    void decodesAndEncodesValues() {
        String value = "\t \"';=asdf!@#$%^&*()";

        assertThat(parse("SomeKey=%09%20%22%27%3B%3Dasdf%21%40%23%24%25%5E%26%2A%28%29")
                        .get("SomeKey"))
                .isEqualTo(value);
        Baggage encoded = Baggage.EMPTY.with("SomeKey", value);
        assertThat(encoded).hasToString("SomeKey=%09%20%22'%3B=asdf!@#$%25^&*()");
        assertThat(encoded.get("SomeKey")).isEqualTo(value);
        assertThat(Baggage.EMPTY.with("k", "gr\u00fcn, \uD83D\uDE00")).hasToString("k=gr%C3%BCn%2C%20%F0%9F%98%80");
        assertThat(parse("k=gr%c3%bcn").get("k")).isEqualTo("gr\u00fcn");
        assertThat(parse("k=a%FFb").get("k")).isEqualTo("a\uFFFDb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "novalue",
                "=1",
                "a b=1",
                "a=b c",
                "a=\"b\"",
                "a=b\\c",
                "a=\u00e9",
                "\u00e9=1",
                "a=1;",
                "a=1;;b",
                "a=1;b c",
                "a=1;=c",
                "a=1\r\nevil: 1",
                "a=\u0000"
            })
    void dropsAMalformedMemberAndKeepsTheRest(String malformed) {
        assertThat(Baggage.parse(malformed)).isNull();
        assertThat(parse("first=1," + malformed + ", last=2;p")).hasToString("first=1,last=2;p");
    }

    @Test
    void keepsWholeMembersWithinTheLimits() {
        String sixtyFour = IntStream.range(0, 64).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));
        assertThat(parse(sixtyFour)).hasToString(sixtyFour);
        assertThat(parse(sixtyFour + ",k=v")).hasToString(sixtyFour);

        String longest = "a=1,b=" + "x".repeat(8_186);
        assertThat(longest).hasSize(8_192);
        assertThat(parse(longest)).hasToString(longest);
        assertThat(parse(longest + "x")).hasToString("a=1");
        assertThat(parse(longest + ",c=2")).hasToString(longest);
        assertThat(Baggage.parse("b=" + "x".repeat(8_192))).isNull();
        assertThat(Baggage.parse(null)).isNull();
    }

    @Test
    void changesOneMemberAndLeavesTheOthers() {
        Baggage received = parse("user=42;p=1, plan=gold,user=43");

        assertThat(received.get("user")).isEqualTo("43");
        assertThat(received.get("User")).isNull();
        assertThat(received.with("plan", "silver")).hasToString("user=42;p=1,user=43,plan=silver");
        assertThat(received.with("user", "44", "q;r=s")).hasToString("plan=gold,user=44;q;r=s");
        assertThat(received.without("user")).hasToString("plan=gold");
        assertThat(received.without("plan").without("user").isEmpty()).isTrue();
        assertThat(received.without("other")).isSameAs(received);
        assertThat(received).hasToString("user=42;p=1, plan=gold,user=43");
    }

    @Test
    void refusesAMemberThatIsMalformedOrTooMuch() {
        Baggage baggage = Baggage.EMPTY.with("a", "1");

        assertThat(baggage.with("no token", "1")).isSameAs(baggage);
        for (String name : new String[] {"", "a=b", "a=1;p", " a", "a ", "a,b"}) {
            assertThat(baggage.with(name, "1")).as(name).isSameAs(baggage);
        }
        assertThat(baggage.with("b", "1", "p,c=2")).isSameAs(baggage);
        assertThat(baggage.with("b", "1", "p q")).isSameAs(baggage);
        assertThat(baggage.with("b", "x".repeat(8_192))).isSameAs(baggage);
        Baggage full =
                parse(IntStream.range(0, 64).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(",")));
        assertThat(full.with("more", "1")).isSameAs(full);
        assertThat(full.with("k0", "w").members()).hasSize(64);
    }

    @Test
    @Timeout(120)
    void theLengthOfAHeaderIsNoWorkWithoutBounds() {
        assertThat(Baggage.parse("a=1," + "x".repeat(5_000_000) + ",b=2")).hasToString("a=1,b=2");
        assertThat(Baggage.parse("a=1, b=" + "x".repeat(5_000_000))).hasToString("a=1");
        assertThat(Baggage.parse(",".repeat(5_000_000))).isNull();
        assertThat(Baggage.parse(";".repeat(5_000_000) + "," + "=".repeat(5_000_000)))
                .isNull();
        String value = "\u20ac".repeat(1_000_000);
        assertThat(Baggage.EMPTY.with("a", value)).isSameAs(Baggage.EMPTY);
        assertThat(Allocation.bytesOf(() -> Baggage.EMPTY.with("a", value))).isLessThan(1_000_000);
    }
}
