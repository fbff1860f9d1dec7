package io.rapport.connectors.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class VisitorTokensTest {

  private static final Duration LIFETIME = Duration.ofDays(90);
  private static final Duration MAX_AGE = Duration.ofDays(400);

  private final TestClock clock = new TestClock();
  private final AtomicReference<Keys> keys =
      new AtomicReference<>(
          Keys.NONE.with(KeysTest.issue(Role.BROWSER, Optional.empty()).key(), clock.instant()));
  private final VisitorTokens tokens = new VisitorTokens(keys::get, LIFETIME, MAX_AGE, clock);

  private String sign(String visitor) {
    return tokens.sign("default", visitor).orElseThrow().token();
  }

  @Property
  void aTokenSaysWhatWasSigned(
      @ForAll @StringLength(max = VisitorTokens.LONGEST_NAME) String site,
      @ForAll @StringLength(max = VisitorTokens.LONGEST_NAME) String id) {
    VisitorTokens.Signed signed = tokens.sign(site, id).orElseThrow();
    assertThat(tokens.check(signed.token())).contains(signed.visitor());
    assertThat(signed.visitor().id()).isEqualTo(id);
    assertThat(signed.visitor().site()).isEqualTo(site);
  }

  @Property
  void aChangedTokenIsRefused(
      @ForAll @IntRange(min = 3, max = 150) int place,
      @ForAll @IntRange(min = 1, max = 60) int by) {
    String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    String token = sign("v-1");
    int at = Math.min(place, token.length() - 1);
    char changed = letters.charAt((letters.indexOf(token.charAt(at)) + by) % letters.length());
    assertThat(tokens.check(token.substring(0, at) + changed + token.substring(at + 1))).isEmpty();
  }

  @Property
  void noTextIsAToken(@ForAll String text) {
    assertThat(tokens.check(text)).isEmpty();
    assertThat(tokens.check("rv_" + text)).isEmpty();
  }

  @Test
  void aTokenEndsWithItsTime() {
    String token = sign("v-1");
    clock.advance(LIFETIME.minusSeconds(1));
    assertThat(tokens.check(token)).isPresent();
    clock.advance(Duration.ofSeconds(1));
    assertThat(tokens.check(token)).isEmpty();
  }

  @Test
  void aTokenOfTheLongestNamesHolds() {
    String longest = "\uffff".repeat(VisitorTokens.LONGEST_NAME);
    String token = tokens.sign(longest, longest).orElseThrow().token();
    assertThat(tokens.check(token)).isPresent();
  }

  @Test
  void noRenewalOutlivesTheMaximumAgeOfTheFirstToken() {
    VisitorTokens.Signed signed = tokens.sign("default", "v-1").orElseThrow();
    Instant first = clock.instant();
    while (tokens.check(signed.token()).isPresent()) {
      assertThat(clock.instant()).isBefore(first.plus(MAX_AGE));
      signed = tokens.renew(tokens.check(signed.token()).orElseThrow()).orElseThrow();
      assertThat(signed.visitor().first()).isEqualTo(first);
      clock.advance(Duration.ofDays(1));
    }
    assertThat(clock.instant()).isEqualTo(first.plus(MAX_AGE));
    assertThat(signed.visitor().expires()).isEqualTo(first.plus(MAX_AGE));
  }

  @Test
  void aShorterMaximumAgeHoldsForTokensOfBefore() {
    String token = sign("v-1");
    VisitorTokens shorter =
        new VisitorTokens(keys::get, Duration.ofDays(1), Duration.ofDays(2), clock);
    assertThat(shorter.check(token)).isPresent();
    clock.advance(Duration.ofDays(2));
    assertThat(shorter.check(token)).isEmpty();
  }

  @Test
  void aTokenOfAnotherSecretIsRefusedAndOneOfAFormerSecretHolds() {
    String before = sign("v-1");
    keys.set(keys.get().rotate(LIFETIME, clock.instant()));
    assertThat(tokens.check(before)).isPresent();
    assertThat(tokens.check(sign("v-1"))).isPresent();
    assertThat(keys.get().secrets()).hasSize(2);
    clock.advance(LIFETIME.plusSeconds(1));
    keys.set(keys.get().rotate(LIFETIME, clock.instant()));
    // The first has signed nothing that still holds.
    assertThat(keys.get().secrets()).hasSize(2);
    VisitorTokens others =
        new VisitorTokens(
            () -> Keys.NONE.rotate(LIFETIME, clock.instant()), LIFETIME, MAX_AGE, clock);
    assertThat(others.check(sign("v-1"))).isEmpty();
    assertThat(new VisitorTokens(() -> Keys.NONE, LIFETIME, MAX_AGE, clock).sign("a", "b"))
        .isEmpty();
    for (int i = 0; i < 20; i++) {
      keys.set(keys.get().rotate(LIFETIME, clock.instant()));
    }
    assertThat(keys.get().secrets()).hasSize(8);
  }

  @Test
  void newIdentifiersAreLongAndDifferent() {
    assertThat(tokens.newId()).hasSize(28).isNotEqualTo(tokens.newId());
  }
}
