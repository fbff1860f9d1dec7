package io.rapport.jobs.intake;

import io.rapport.avro.Purchase;
import io.rapport.avro.PurchaseCharge;
import io.rapport.core.cleaning.Cleaning;
import io.rapport.core.cleaning.Field;
import io.rapport.core.cleaning.FieldValues;
import io.rapport.core.cleaning.Source;
import io.rapport.core.intake.Cleaner;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.PurchaseKind;
import io.rapport.core.intake.PurchaseLine;
import io.rapport.core.intake.RejectedEventException;
import io.rapport.core.intake.Rejection;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Maps and cleans a {@link Purchase} to a {@link PurchaseEvent}. */
public final class PurchaseMapping {

  private static final Source SOURCE = Source.PURCHASE;
  private static final Field EVENT_ID = SOURCE.field("eventId");
  private static final Field EVENT_TIME = SOURCE.field("eventTime");
  private static final Field ORDER_ID = SOURCE.field("orderId");
  private static final Field CUSTOMER_ID = SOURCE.field("customerId");
  private static final Field VISITOR_ID = SOURCE.field("visitorId");
  private static final Field EMAIL = SOURCE.field("email");
  private static final Field PHONE = SOURCE.field("phone");
  private static final Field COUNTRY = SOURCE.field("country");
  private static final Field CURRENCY = SOURCE.field("currency");

  private static final Source LINE = Source.PURCHASE_LINE;
  private static final Field LINE_ITEM = LINE.field("itemId");
  private static final Field LINE_CUSTOMER = LINE.field("customerId");
  private static final Field LINE_COUNTRY = LINE.field("country");
  private static final Field LINE_CURRENCY = LINE.field("currency");
  private static final Field DESCRIPTION = LINE.field("description");
  private static final Field QUANTITY = LINE.field("quantity");
  private static final Field UNIT_PRICE = LINE.field("unitPrice");
  private static final Field MEASURE = LINE.field("measure");

  private static final Source CHARGE = Source.PURCHASE_CHARGE;
  private static final Field CHARGE_KIND = CHARGE.field("kind");
  private static final Field CHARGE_COUNTRY = CHARGE.field("country");
  private static final Field CHARGE_CURRENCY = CHARGE.field("currency");
  private static final Field CHARGE_DESCRIPTION = CHARGE.field("description");
  private static final Field AMOUNT = CHARGE.field("amount");

  /** The greatest weight or length of a line. */
  private static final double MOST = 1e6;

  private PurchaseMapping() {}

  public static PurchaseEvent toDomain(Purchase purchase, long brokerTime, Cleaning cleaning)
      throws RejectedEventException {
    Cleaner cleaner = cleaning.cleaner();
    String customerId = cleaner.optional("customerId", purchase.getCustomerId());
    String visitorId = cleaner.optional("visitorId", purchase.getVisitorId());
    String eventId = cleaner.required("eventId", purchase.getEventId());
    long eventTime = cleaner.eventTime(purchase.getEventTime().toEpochMilli(), brokerTime);
    long versionTime = versionTime(purchase, eventTime, brokerTime, cleaner);
    String site = cleaner.site(purchase.getSite());
    String orderId = cleaner.required("orderId", purchase.getOrderId());
    String returnId = cleaner.optional("returnId", purchase.getReturnId());
    PurchaseKind kind = kind(purchase);
    FieldValues values =
        cleaning
            .begin(SOURCE)
            .set(SOURCE.site(), site)
            .set(EVENT_ID, eventId)
            .set(EVENT_TIME, eventTime)
            .set(ORDER_ID, orderId)
            .set(CUSTOMER_ID, customerId)
            .set(VISITOR_ID, visitorId)
            .set(EMAIL, purchase.getEmail())
            .set(PHONE, purchase.getPhone())
            .set(COUNTRY, purchase.getCountry())
            .set(CURRENCY, purchase.getCurrency());
    cleaning.identifier(VISITOR_ID, purchase.getVisitorId(), visitorId);
    cleaning.identifier(CUSTOMER_ID, purchase.getCustomerId(), customerId);
    cleaning.clean(values, versionTime);
    String email = values.text(EMAIL);
    String phone = values.text(PHONE);
    cleaner.identified("customerId, visitorId, email, phone", customerId, visitorId, email, phone);
    return new PurchaseEvent(
        eventId,
        eventTime,
        versionTime,
        brokerTime,
        site,
        orderId,
        returnId,
        kind,
        customerId,
        visitorId,
        email,
        phone,
        values.text(COUNTRY),
        values.text(CURRENCY),
        lines(purchase, values, versionTime, cleaning),
        charges(purchase, values, versionTime, cleaning),
        cleaning.changes());
  }

  /** The time of a version, which no more than an event's may lie in the future. */
  private static long versionTime(
      Purchase purchase, long eventTime, long brokerTime, Cleaner cleaner)
      throws RejectedEventException {
    return purchase.getVersionTime() == null
        ? eventTime
        : cleaner.eventTime(purchase.getVersionTime().toEpochMilli(), brokerTime);
  }

  private static PurchaseKind kind(Purchase purchase) throws RejectedEventException {
    return switch (purchase.getKind()) {
      case ORDER -> PurchaseKind.ORDER;
      case RETURN -> PurchaseKind.RETURN;
      case CANCEL -> PurchaseKind.CANCEL;
      case UNKNOWN ->
          throw new RejectedEventException(
              Rejection.UNKNOWN_KIND, "the kind is one this version does not know");
    };
  }

  private static List<PurchaseLine> lines(
      Purchase purchase, FieldValues order, long time, Cleaning cleaning)
      throws RejectedEventException {
    List<PurchaseLine> lines = new ArrayList<>(purchase.getLines().size());
    for (io.rapport.avro.PurchaseLine line : purchase.getLines()) {
      String itemId = cleaning.cleaner().optional("itemId", line.getItemId());
      boolean some = line.getQuantity() > 0 && positive(line.getMeasure());
      if (itemId == null || !some) {
        cleaning.dropped(itemId == null ? LINE_ITEM : QUANTITY);
        continue;
      }
      FieldValues values =
          cleaning
              .more(LINE)
              .set(LINE.site(), order.text(SOURCE.site()))
              .set(LINE_ITEM, itemId)
              .set(LINE_CUSTOMER, order.text(CUSTOMER_ID))
              .set(LINE_COUNTRY, order.text(COUNTRY))
              .set(LINE_CURRENCY, order.text(CURRENCY))
              .set(DESCRIPTION, line.getDescription())
              .set(QUANTITY, line.getQuantity())
              .set(UNIT_PRICE, line.getUnitPrice(), line.getUnitPriceText())
              .set(MEASURE, line.getMeasure());
      if (cleaning.clean(values, time)) {
        lines.add(line(itemId, line.getMeasure() != null, values));
      }
    }
    if (lines.isEmpty() && (purchase.getCharges().isEmpty() || !purchase.getLines().isEmpty())) {
      throw new RejectedEventException(
          Rejection.NO_LINES, "no line has an itemId and a positive quantity");
    }
    return lines;
  }

  /**
   * The line as the rules left it. One whose quantity they took away is of one piece, which is a
   * guess.
   *
   * @param weighed whether the item is sold by weight or length
   */
  private static PurchaseLine line(String itemId, boolean weighed, FieldValues values) {
    Field units = weighed ? MEASURE : QUANTITY;
    int quantity = Math.max(1, values.whole(QUANTITY, 1));
    return new PurchaseLine(
        itemId,
        quantity,
        values.number(UNIT_PRICE),
        weighed && values.has(MEASURE) ? values.number(MEASURE) : quantity,
        values.made(UNIT_PRICE) || values.made(units) || !values.has(units));
  }

  private static boolean positive(Double measure) {
    return measure == null || (measure > 0 && measure <= MOST);
  }

  /** The sum of what is no item; an amount that a rule made up or took away adds nothing. */
  private static double charges(Purchase purchase, FieldValues order, long time, Cleaning cleaning)
      throws RejectedEventException {
    BigDecimal sum = BigDecimal.ZERO;
    for (PurchaseCharge charge : purchase.getCharges()) {
      FieldValues values =
          cleaning
              .more(CHARGE)
              .set(CHARGE.site(), order.text(SOURCE.site()))
              .set(CHARGE_KIND, charge.getKind().name())
              .set(CHARGE_COUNTRY, order.text(COUNTRY))
              .set(CHARGE_CURRENCY, order.text(CURRENCY))
              .set(CHARGE_DESCRIPTION, charge.getDescription())
              .set(AMOUNT, charge.getAmount());
      if (cleaning.clean(values, time) && values.has(AMOUNT) && !values.made(AMOUNT)) {
        sum = sum.add(BigDecimal.valueOf(values.number(AMOUNT)));
      }
    }
    return sum.doubleValue();
  }
}
