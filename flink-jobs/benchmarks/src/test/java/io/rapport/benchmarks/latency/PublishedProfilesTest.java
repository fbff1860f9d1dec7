package io.rapport.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.IdentityLink;
import io.rapport.core.intake.IdRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedProfilesTest {

  private static final long INTERVAL = 1_000;

  private final PublishedProfiles profiles = new PublishedProfiles(INTERVAL);

  private static Click click(String cookie, String account) {
    return Click.newBuilder()
        .setEventId("e")
        .setEventTime(Instant.EPOCH)
        .setVisitorId(cookie)
        .setCustomerId(account)
        .setAction(ClickAction.VIEW)
        .setItemId("i")
        .build();
  }

  private static IdentityLink link(String cookie, String account, String origin) {
    return IdentityLink.newBuilder()
        .setEventId("e")
        .setEventTime(Instant.EPOCH)
        .setVisitorId(cookie)
        .setCustomerId(account)
        .setOrigin(origin)
        .build();
  }

  private static CustomerRecord record(String account) {
    return CustomerRecord.newBuilder()
        .setEventId("e")
        .setEventTime(Instant.EPOCH)
        .setCustomerId(account)
        .build();
  }

  private List<Long> answered(String customer, long time) {
    List<Long> indices = new ArrayList<>();
    profiles.read(new Answer(customer, time), indices::add);
    return indices;
  }

  @Test
  void theFirstProfileThatContainsAnEventAnswersIt() {
    assertThat(profiles.expect(1, click("v", null), 5_000)).isTrue();

    assertThat(answered("v", 4_999)).isEmpty(); // an older state of the profile
    assertThat(answered("other", 9_000)).isEmpty();
    assertThat(answered("v", 5_000)).containsExactly(1L);
    assertThat(answered("v", 5_000)).isEmpty();
  }

  @Test
  void theCustomerIsTheAccountThatTheEventNames() {
    profiles.expect(1, click("v", "c"), 5_000);
    profiles.expect(2, record("d"), 5_000);

    assertThat(answered("v", 5_000)).isEmpty();
    assertThat(answered("c", 5_000)).containsExactly(1L);
    assertThat(answered("d", 6_000)).containsExactly(2L);
  }

  @Test
  void aLaterProfileAnswersAllEventsBefore() {
    profiles.expect(1, click("v", null), 5_000);
    profiles.expect(2, click("v", null), 8_000);
    profiles.expect(3, click("v", null), 11_000);

    assertThat(answered("v", 8_000)).containsExactly(1L, 2L);
    assertThat(answered("v", 11_000)).containsExactly(3L);
  }

  /** The second is published when the interval of the first is over, and begins another one. */
  @Test
  void anEventSoonAfterAnotherIsNotToBePublishedAtOnce() {
    assertThat(profiles.expect(1, click("v", null), 5_000)).isTrue();
    assertThat(profiles.expect(2, click("v", null), 5_001)).isFalse();
    assertThat(profiles.expect(3, click("v", null), 7_000)).isFalse();
    assertThat(profiles.expect(4, click("v", null), 9_000)).isTrue();

    assertThat(answered("v", 9_000)).containsExactly(1L, 4L);
  }

  /** A login moves what the cookie did a moment before to the account. */
  @Test
  void neitherIsALoginSoonAfterAnEventOfItsCookie() {
    profiles.expect(1, click("v", null), 5_000);
    assertThat(profiles.expect(2, link("v", "c", "login"), 5_500)).isFalse();
    assertThat(profiles.expect(3, link("w", "d", "login"), 5_500)).isTrue();
  }

  @Test
  void aLogoutIsNotInTheProfile() {
    assertThat(profiles.expect(1, link("v", null, IdRule.LOGOUT), 5_000)).isFalse();
    assertThat(profiles.expect(2, click("v", null), 5_500)).isFalse();
  }
}
