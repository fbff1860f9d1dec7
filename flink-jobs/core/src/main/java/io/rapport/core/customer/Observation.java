package io.rapport.core.customer;

import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.CustomerEntry;
import io.rapport.core.intake.IdentityEvent;
import io.rapport.core.intake.Keys;
import io.rapport.core.intake.PrivacyEvent;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.PurchaseKind;
import io.rapport.core.intake.PurchaseLine;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.List;

/**
 * The part of an event that its customer's profile needs, whatever the channel. A component that
 * the kind does not have is null.
 *
 * @param eventTime milliseconds since the epoch
 * @param versionTime when a version of an order was made, and when a record's consents were given
 *     or withdrawn; {@code eventTime} of everything else
 * @param orderId the order; for a return, its own key
 * @param items items touched, at most a few
 * @param amount value of an order, return or cancellation, in {@link Money} units
 * @param unattributed made by a crawler or by nobody named, or a record that was deleted: accounted
 *     for, but not part of a profile
 * @param requestId identifier of a privacy request
 * @param repairs the changes that the rules of cleaning made, as the event keeps them
 */
public record Observation(
    ObservationKind kind,
    String eventId,
    long eventTime,
    long versionTime,
    String site,
    String customerId,
    String visitorId,
    String email,
    String phone,
    String country,
    List<String> items,
    String category,
    String orderId,
    long amount,
    String currency,
    String ticketId,
    Boolean marketingConsent,
    Boolean personalisationConsent,
    boolean unattributed,
    String requestId,
    String repairs) {

  private static final ObservationKind[] KINDS = ObservationKind.values();
  private static final PackedFormat<Observation> FORMAT =
      new PackedFormat<>("An observation", 1, Observation::write, Observation::read);

  /** The observation of a click. */
  public static Observation of(ClickEvent e) {
    return new Builder(kind(e), e.eventId(), e.eventTime(), e.site())
        .ids(e.customerId(), e.visitorId(), null, null)
        .items(e.itemId() == null ? List.of() : List.of(e.itemId()), e.category())
        .build(e.bot(), e.repairs());
  }

  /** The observation of an order, a return or a cancellation. */
  public static Observation of(PurchaseEvent e) {
    long amount = Money.units(e.charges(), 1);
    for (PurchaseLine line : e.lines()) {
      amount = Money.add(amount, Money.units(line.toldPrice(), line.units()));
    }
    return new Builder(kind(e), e.eventId(), e.eventTime(), e.site())
        .ids(e.customerId(), e.visitorId(), e.email(), e.phone())
        .items(e.lines().stream().map(PurchaseLine::itemId).distinct().toList(), null)
        .country(e.country())
        .version(e.versionTime())
        .order(e.kind() == PurchaseKind.RETURN ? returnKey(e) : e.orderId(), amount, e.currency())
        .build(false, e.repairs());
  }

  private static String returnKey(PurchaseEvent e) {
    return e.returnId() != null ? "return/" + e.returnId() : e.orderId() + "/" + e.eventTime();
  }

  /** The observation of a step of a support conversation. */
  public static Observation of(TicketEvent e) {
    return new Builder(kind(e), e.eventId(), e.eventTime(), e.site())
        .ids(e.customerId(), e.visitorId(), e.requesterEmail(), null)
        .ticket(e.ticketId())
        .build(nobody(e), e.repairs());
  }

  /** The observation of an entry of a CRM or a mailing list; one that was deleted says nothing. */
  public static Observation of(CustomerEntry e) {
    return new Builder(ObservationKind.CUSTOMER_RECORD, e.eventId(), e.eventTime(), e.site())
        .ids(e.customerId(), null, e.email(), e.phone())
        .country(e.country())
        .version(e.consentTime())
        .consents(e.marketingConsent(), e.personalisationConsent())
        .build(e.person() != null && e.person().deleted(), e.repairs());
  }

  /** The observation of an identity link, or of a logout, which is about the cookie alone. */
  public static Observation of(IdentityEvent e) {
    if (e.logout()) {
      return logout(e.eventId(), e.eventTime(), e.site(), e.visitorId());
    }
    return new Builder(ObservationKind.IDENTITY_LINK, e.eventId(), e.eventTime(), e.site())
        .ids(e.customerId(), e.visitorId(), e.email(), e.phone())
        .build(false, e.repairs());
  }

  /** The observation that a cookie has been left by the person who used it. */
  public static Observation logout(String eventId, long time, String site, String visitorId) {
    return new Builder(ObservationKind.LOGOUT, eventId, time, site)
        .ids(null, visitorId, null, null)
        .build(false, "");
  }

  /**
   * The erasure of an account that is one person with another one.
   *
   * @param eventId of the request
   */
  public static Observation erasure(
      String eventId, long time, String site, String requestId, String account) {
    return new Builder(ObservationKind.ERASURE_OF_PERSON, eventId + "#" + account, time, site)
        .ids(account, null, null, null)
        .request(requestId)
        .build(false, "");
  }

  /** The observation of a privacy request. */
  public static Observation of(PrivacyEvent e) {
    ObservationKind kind =
        switch (e.kind()) {
          case ERASURE -> ObservationKind.ERASURE;
          case OPT_IN -> ObservationKind.OPT_IN;
          case OPT_OUT -> ObservationKind.OPT_OUT;
        };
    return new Builder(kind, e.eventId(), e.eventTime(), e.site())
        .ids(e.customerId(), e.visitorId(), null, null)
        .request(e.requestId())
        .build(false, e.repairs());
  }

  /** The packed form, between two steps of a job. */
  public static PackedFormat<Observation> format() {
    return FORMAT;
  }

  // The order is the format: a checkpoint may hold messages on their way. Add at the end only.
  @SuppressWarnings("EnumOrdinal")
  private static void write(Observation of, PackedWriter out) {
    out.writeByte(of.kind.ordinal());
    out.writeString(of.eventId);
    out.writeLong(of.eventTime);
    out.writeLong(of.versionTime);
    out.writeString(of.site);
    out.writeNullableString(of.customerId);
    out.writeNullableString(of.visitorId);
    out.writeNullableString(of.email);
    out.writeNullableString(of.phone);
    out.writeNullableString(of.country);
    out.writeStrings(of.items);
    out.writeNullableString(of.category);
    out.writeNullableString(of.orderId);
    out.writeLong(of.amount);
    out.writeNullableString(of.currency);
    out.writeNullableString(of.ticketId);
    out.writeNullableBoolean(of.marketingConsent);
    out.writeNullableBoolean(of.personalisationConsent);
    out.writeByte(of.unattributed ? 1 : 0);
    out.writeNullableString(of.requestId);
    out.writeNullableString(of.repairs);
  }

  private static Observation read(PackedReader in) {
    return new Observation(
        KINDS[in.readByte()],
        in.readString(),
        in.readLong(),
        in.readLong(),
        in.readString(),
        in.readNullableString(),
        in.readNullableString(),
        in.readNullableString(),
        in.readNullableString(),
        in.readNullableString(),
        in.readStrings(),
        in.readNullableString(),
        in.readNullableString(),
        in.readLong(),
        in.readNullableString(),
        in.readNullableString(),
        in.readNullableBoolean(),
        in.readNullableBoolean(),
        in.readByte() == 1,
        in.readNullableString(),
        in.readNullableString());
  }

  /** Key of the account; null when the event names none. */
  public String accountKey() {
    return customerId == null ? null : Keys.of(site, customerId);
  }

  private static ObservationKind kind(ClickEvent e) {
    return switch (e.action()) {
      case VIEW -> ObservationKind.VIEW;
      case SEARCH -> ObservationKind.SEARCH;
      case ADD_TO_CART -> ObservationKind.ADD_TO_CART;
      case REMOVE_FROM_CART -> ObservationKind.REMOVE_FROM_CART;
      case WISH -> ObservationKind.WISH;
      case IMPRESSION -> ObservationKind.IMPRESSION;
      case RECOMMENDATION_CLICK -> ObservationKind.RECOMMENDATION_CLICK;
    };
  }

  private static ObservationKind kind(PurchaseEvent e) {
    return switch (e.kind()) {
      case ORDER -> ObservationKind.ORDER;
      case RETURN -> ObservationKind.RETURN;
      case CANCEL -> ObservationKind.CANCEL;
    };
  }

  /**
   * Whether a ticket event names no customer. A desk may omit the requester, above all in an
   * agent's later events.
   */
  private static boolean nobody(TicketEvent e) {
    return e.customerId() == null && e.visitorId() == null && e.requesterEmail() == null;
  }

  private static ObservationKind kind(TicketEvent e) {
    return switch (e.kind()) {
      case OPENED -> ObservationKind.TICKET_OPENED;
      case CLOSED -> ObservationKind.TICKET_CLOSED;
      default -> ObservationKind.TICKET_ACTIVITY;
    };
  }

  private static final class Builder {
    private final ObservationKind kind;
    private final String eventId;
    private final long eventTime;
    private final String site;
    private long versionTime;
    private String customerId;
    private String visitorId;
    private String email;
    private String phone;
    private String country;
    private List<String> items = List.of();
    private String category;
    private String orderId;
    private long amount;
    private String currency;
    private String ticketId;
    private Boolean marketingConsent;
    private Boolean personalisationConsent;
    private String requestId;

    Builder(ObservationKind kind, String eventId, long eventTime, String site) {
      this.kind = kind;
      this.eventId = eventId;
      this.eventTime = eventTime;
      this.versionTime = eventTime;
      this.site = site;
    }

    Builder version(long time) {
      versionTime = time;
      return this;
    }

    Builder ids(String customer, String visitor, String mail, String telephone) {
      customerId = customer;
      visitorId = visitor;
      email = mail;
      phone = telephone;
      return this;
    }

    Builder items(List<String> touched, String path) {
      items = touched;
      category = path;
      return this;
    }

    Builder country(String code) {
      country = code;
      return this;
    }

    Builder order(String id, long units, String code) {
      orderId = id;
      amount = units;
      currency = code;
      return this;
    }

    Builder ticket(String id) {
      ticketId = id;
      return this;
    }

    Builder consents(Boolean marketing, Boolean personalisation) {
      marketingConsent = marketing;
      personalisationConsent = personalisation;
      return this;
    }

    Builder request(String id) {
      requestId = id;
      return this;
    }

    Observation build(boolean unattributed, String repairs) {
      return new Observation(
          kind,
          eventId,
          eventTime,
          versionTime,
          site,
          customerId,
          visitorId,
          email,
          phone,
          country,
          items,
          category,
          orderId,
          amount,
          currency,
          ticketId,
          marketingConsent,
          personalisationConsent,
          unattributed,
          requestId,
          repairs);
    }
  }
}
