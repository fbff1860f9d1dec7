package io.rapport.core.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.state.PackedFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks that messages are the same after they were packed and unpacked. */
class PackedMessagesTest {

  private static final Observation FULL =
      new Observation(
          ObservationKind.ERASURE_OF_PERSON,
          "event-1",
          -5,
          -4,
          "shop",
          "Änne",
          "v1",
          "a@example.com",
          "+491",
          "DE",
          List.of("i1", "i2"),
          "things/small",
          "o1",
          -12_345,
          "EUR",
          "t1",
          true,
          false,
          true,
          "request-1",
          "[]");

  private static final Observation EMPTY =
      new Observation(
          ObservationKind.VIEW,
          "event-2",
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          "shop",
          null,
          null,
          null,
          null,
          null,
          List.of(),
          null,
          null,
          0,
          null,
          null,
          null,
          null,
          false,
          null,
          null);

  private static <T> void assertSame(PackedFormat<T> format, T value) {
    assertThat(format.unpack(format.pack(value))).usingRecursiveComparison().isEqualTo(value);
  }

  /** A checkpoint holds messages on their way by the place of these constants. */
  @Test
  void constantsKeepTheirPlaces() {
    assertThat(ObservationKind.values())
        .startsWith(
            ObservationKind.VIEW,
            ObservationKind.SEARCH,
            ObservationKind.ADD_TO_CART,
            ObservationKind.REMOVE_FROM_CART,
            ObservationKind.WISH,
            ObservationKind.IMPRESSION,
            ObservationKind.RECOMMENDATION_CLICK,
            ObservationKind.ORDER,
            ObservationKind.RETURN,
            ObservationKind.CANCEL,
            ObservationKind.TICKET_OPENED,
            ObservationKind.TICKET_ACTIVITY,
            ObservationKind.TICKET_CLOSED,
            ObservationKind.CUSTOMER_RECORD,
            ObservationKind.IDENTITY_LINK,
            ObservationKind.LOGOUT,
            ObservationKind.OPT_IN,
            ObservationKind.OPT_OUT,
            ObservationKind.ERASURE,
            ObservationKind.ERASURE_OF_PERSON);
    assertThat(ProfileStatus.values())
        .startsWith(
            ProfileStatus.ACTIVE,
            ProfileStatus.MERGED,
            ProfileStatus.ERASED,
            ProfileStatus.EXPIRED);
    assertThat(Signal.Kind.values())
        .startsWith(Signal.Kind.OBSERVE, Signal.Kind.LINK, Signal.Kind.UNLINK, Signal.Kind.ERASE);
  }

  @Test
  void observations() {
    assertSame(Observation.format(), FULL);
    assertSame(Observation.format(), EMPTY);
  }

  @Test
  void signals() {
    assertSame(Signal.format(), new Signal(Signal.Kind.ERASE, "shop/v1", "shop/c1", 7, FULL));
    assertSame(Signal.format(), new Signal(Signal.Kind.LINK, "shop/v1", null, 7, null));
  }

  @Test
  void contributions() {
    assertSame(Contribution.format(), Contribution.of("shop/c1", FULL));
    assertSame(Contribution.format(), Contribution.of("shop/c1", new byte[] {1, 2, 3}));
    assertSame(
        Contribution.format(),
        Contribution.of("shop/c1", new Contribution.Membership("shop/c2", 3, 4)));
    assertSame(
        Contribution.format(), Contribution.of("shop/c1", new Contribution.Membership(null, 3, 4)));
  }

  @Test
  void profiles() {
    ProfileView full =
        new ProfileView(
            "shop",
            "c1",
            true,
            ProfileStatus.MERGED,
            "c0",
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            -9,
            "EUR",
            10,
            1,
            2,
            5,
            11,
            12,
            0.25,
            List.of(new CategoryWeight("things", 0.5)),
            List.of("i1"),
            "a@example.com",
            "+491",
            "DE",
            false,
            null,
            Map.of("price:clipped", 2, "id:removed", 1),
            List.of("v1", "v2"),
            List.of(
                new CleaningNote(13, "price", "clipped", "price", "9.99"),
                new CleaningNote(14, "email", "removed", "email", null)),
            List.of("c1", "c2"),
            new ProfileView.Part("shop/c0", new byte[] {4}));
    assertSame(ProfileView.format(), full);
    assertSame(ProfileView.format(), full.asPart(new ProfileView.Part("shop/c0", null)));
    assertSame(
        ProfileView.format(),
        ProfileView.gone(new Subject("shop", "v1", false), ProfileStatus.EXPIRED, null, 15));
  }
}
