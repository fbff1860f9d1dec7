package io.rapport.jobs.intake;

import io.rapport.avro.Purchase;
import io.rapport.core.intake.Cleaner;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.PurchaseKind;
import io.rapport.core.intake.PurchaseLine;
import io.rapport.core.intake.RejectedEventException;
import io.rapport.core.intake.Rejection;
import io.rapport.core.intake.Repair;
import io.rapport.core.intake.Repairs;
import java.util.ArrayList;
import java.util.List;

/** Maps and cleans a {@link Purchase} to a {@link PurchaseEvent}. */
public final class PurchaseMapping {

  private PurchaseMapping() {}

  public static PurchaseEvent toDomain(Purchase purchase, long brokerTime, Cleaner cleaner)
      throws RejectedEventException {
    Repairs repairs = new Repairs();
    String customerId = cleaner.person("customerId", purchase.getCustomerId(), repairs);
    String visitorId = cleaner.person("visitorId", purchase.getVisitorId(), repairs);
    String email = cleaner.standard().email(purchase.getEmail(), repairs);
    String phone = cleaner.standard().phone(purchase.getPhone(), repairs);
    cleaner.identified("customerId, visitorId, email, phone", customerId, visitorId, email, phone);
    return new PurchaseEvent(
        cleaner.required("eventId", purchase.getEventId()),
        cleaner.eventTime(purchase.getEventTime().toEpochMilli(), brokerTime),
        brokerTime,
        cleaner.site(purchase.getSite()),
        cleaner.required("orderId", purchase.getOrderId()),
        kind(purchase),
        customerId,
        visitorId,
        email,
        phone,
        cleaner.standard().country(purchase.getCountry(), repairs),
        cleaner.standard().currency(purchase.getCurrency(), repairs),
        lines(purchase, cleaner, repairs),
        repairs.codes());
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

  private static List<PurchaseLine> lines(Purchase purchase, Cleaner cleaner, Repairs repairs)
      throws RejectedEventException {
    List<PurchaseLine> lines = new ArrayList<>(purchase.getLines().size());
    for (io.rapport.avro.PurchaseLine line : purchase.getLines()) {
      String itemId = cleaner.optional("itemId", line.getItemId());
      int quantity = cleaner.quantity(line.getQuantity(), repairs);
      if (itemId == null || quantity == 0) {
        repairs.add(Repair.LINE_DROPPED);
        continue;
      }
      double price = cleaner.price(line.getUnitPrice(), repairs);
      if (line.getUnitPrice() == null) {
        repairs.add(Repair.PRICE_MISSING);
      }
      lines.add(new PurchaseLine(itemId, quantity, price));
    }
    if (lines.isEmpty()) {
      throw new RejectedEventException(
          Rejection.NO_LINES, "no line has an itemId and a positive quantity");
    }
    return lines;
  }
}
