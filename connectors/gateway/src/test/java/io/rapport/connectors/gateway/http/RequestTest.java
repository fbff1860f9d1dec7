package io.rapport.connectors.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequestTest {

  @Test
  void aClientBehindProxiesIsTheOneTheNearestTrustedOneSaw() {
    assertThat(Request.forwarded(List.of("1.1.1.1"), 0, "9.9.9.9")).isEqualTo("9.9.9.9");
    assertThat(Request.forwarded(null, 1, "9.9.9.9")).isEqualTo("9.9.9.9");
    assertThat(Request.forwarded(List.of("1.1.1.1, 2.2.2.2"), 1, "9.9.9.9")).isEqualTo("2.2.2.2");
    assertThat(Request.forwarded(List.of("1.1.1.1, 2.2.2.2"), 2, "9.9.9.9")).isEqualTo("1.1.1.1");
    assertThat(Request.forwarded(List.of("1.1.1.1"), 2, "9.9.9.9")).isEqualTo("9.9.9.9");
    assertThat(Request.forwarded(List.of("1.1.1.1", "2.2.2.2"), 1, "9.9.9.9")).isEqualTo("2.2.2.2");
    assertThat(Request.forwarded(List.of("1.1.1.1, 3.3.3.3", "2.2.2.2"), 2, "9.9.9.9"))
        .isEqualTo("3.3.3.3");
    assertThat(Request.forwarded(List.of("x".repeat(100)), 1, "9.9.9.9")).isEqualTo("9.9.9.9");
  }

  @Test
  void tagsAreComparedWeakly() {
    assertThat(Router.matches("\"a\", W/\"b\"", "\"b\"")).isTrue();
    assertThat(Router.matches("*", "\"b\"")).isTrue();
    assertThat(Router.matches("\"a\"", "\"b\"")).isFalse();
  }
}
