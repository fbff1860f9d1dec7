package io.rapport.core.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.Repacked;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IdentityTest {

  private static final CustomerSettings SETTINGS = CustomerSettings.DEFAULT;

  @Test
  void linkingMovesTheProfileOnce() {
    IdentifierState cookie = new IdentifierState(SETTINGS);
    cookie.profile().profile().apply(Observations.at(ObservationKind.VIEW, 5));
    CustomerProfile moved = cookie.link("shop/c1", 10);
    assertThat(moved.newest()).isEqualTo(5);
    assertThat(cookie.profile().profile().isEmpty()).isTrue();
    assertThat(cookie.link("shop/c1", 11)).isNull();
    assertThat(restored(cookie).account()).isEqualTo("shop/c1");
  }

  @Test
  void theNewestLinkHoldsWhateverTheOrder() {
    IdentifierState one = new IdentifierState(SETTINGS);
    one.link("shop/a", 1);
    one.link("shop/b", 2);
    IdentifierState two = new IdentifierState(SETTINGS);
    two.link("shop/b", 2);
    two.link("shop/a", 1);
    assertThat(restored(two).account()).isEqualTo("shop/b");
    assertThat(one.account()).isEqualTo("shop/b");
    one.unlink("shop/a");
    assertThat(one.account()).isEqualTo("shop/b");
    one.unlink("shop/b");
    assertThat(restored(one).account()).isNull();
  }

  @Test
  void anErasureLeavesNothingButItsTime() {
    IdentifierState cookie = new IdentifierState(SETTINGS);
    cookie.link("shop/a", 1);
    cookie.erase(10);
    assertThat(cookie.account()).isNull();
    assertThat(cookie.profile().profile().apply(Observations.at(ObservationKind.VIEW, 9)))
        .isFalse();
    assertThat(cookie.profile().profile().apply(Observations.at(ObservationKind.VIEW, 11)))
        .isTrue();
  }

  @Property(tries = 100)
  void anAccountKeepsABoundedNumberOfIdentifiers(@ForAll @IntRange(min = 1, max = 90) int count) {
    AccountLinks links = new AccountLinks(SETTINGS);
    int unlinked = 0;
    for (int i = 0; i < count; i++) {
      assertThat(links.link("shop/e:" + i, i)).isTrue();
      assertThat(links.link("shop/e:" + i, i)).isFalse();
      for (String excess = links.excess(); excess != null; excess = links.excess()) {
        assertThat(excess).isEqualTo("shop/e:" + unlinked++);
      }
    }
    assertThat(links.identifiers()).hasSize(Math.min(count, SETTINGS.maxIdentifiers()));
    PackedFormat<AccountLinks> format = AccountLinks.format(SETTINGS);
    AccountLinks restored = Repacked.of(format, links);
    assertThat(restored.identifiers()).isEqualTo(links.identifiers());
    assertThat(format.pack(restored)).isEqualTo(format.pack(links));
  }

  @Test
  void aLinkIsRepeatedAfterAWhile() {
    AccountLinks links = new AccountLinks(SETTINGS);
    assertThat(links.link("shop/e:1", 0)).isTrue();
    assertThat(links.link("shop/e:1", SETTINGS.linkRefresh() - 1)).isFalse();
    assertThat(links.link("shop/e:1", SETTINGS.linkRefresh())).isTrue();
  }

  /** Another person may have used the device in between. */
  @Test
  void theLinkOfACookieIsRepeatedAlways() {
    AccountLinks links = new AccountLinks(SETTINGS);
    assertThat(links.link("shop/v:1", 0)).isTrue();
    assertThat(links.link("shop/v:1", 1)).isTrue();
  }

  @Test
  void emissionIsLimitedByEventTime() {
    ProfileState state = new ProfileState(SETTINGS);
    assertThat(state.changed(1_000)).isTrue();
    assertThat(state.changed(1_500)).isFalse();
    assertThat(state.emitTimer()).isEqualTo(2_000);
    ProfileState restored = Repacked.of(ProfileState.format(SETTINGS), state);
    assertThat(restored.due(1_999)).isFalse();
    assertThat(restored.due(2_000)).isTrue();
    assertThat(restored.due(2_000)).isFalse();
    assertThat(restored.changed(2_500)).isFalse();
    assertThat(restored.changed(3_500)).isTrue();
    assertThat(restored.emitTimer()).isZero();
  }

  @Test
  void aFutureDatedEventDoesNotHoldBackWhatFollows() {
    ProfileState state = new ProfileState(SETTINGS);
    assertThat(state.changed(300_000)).isTrue();
    assertThat(state.changed(1_000)).isTrue();
    assertThat(state.changed(1_500)).isFalse();
    assertThat(state.emitTimer()).isEqualTo(2_000);
  }

  private static IdentifierState restored(IdentifierState state) {
    return Repacked.of(IdentifierState.format(SETTINGS), state);
  }
}
