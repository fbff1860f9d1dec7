package io.rapport.core.recommendation.feedback;

import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.Keys;
import io.rapport.core.recommendation.candidate.PurchasedItems;
import java.util.List;

/**
 * Something done with a recommended item. Nullable: {@code recommendationId}, which a purchase does
 * not tell.
 *
 * @param visitor the cookie or, without one, the account
 * @param slot the place in the recommendation, from 0, or -1 where it is not told
 * @param time event time, milliseconds since the epoch
 */
public record Reaction(
    String site,
    String visitor,
    String recommendationId,
    String itemId,
    int slot,
    Kind kind,
    long time) {

  /** What was done. */
  public enum Kind {
    SHOWN,
    CLICKED,
    BOUGHT
  }

  /** What a click says of a recommendation, or null when it says nothing. */
  public static Reaction of(ClickEvent click) {
    Kind kind =
        switch (click.action()) {
          case IMPRESSION -> Kind.SHOWN;
          case RECOMMENDATION_CLICK -> Kind.CLICKED;
          default -> null;
        };
    if (kind == null || click.recommendationId() == null || click.itemId() == null) {
      return null;
    }
    return new Reaction(
        click.site(),
        click.visitorId() != null ? click.visitorId() : click.customerId(),
        click.recommendationId(),
        click.itemId(),
        click.slot(),
        kind,
        click.eventTime());
  }

  /** What an order says of recommendations of what was bought; nothing for a return. */
  public static List<Reaction> of(PurchasedItems purchase) {
    if (purchase.sign() < 0) {
      return List.of();
    }
    return purchase.lines().stream()
        .map(
            line ->
                new Reaction(
                    purchase.site(),
                    purchase.visitor(),
                    null,
                    line.itemId(),
                    -1,
                    Kind.BOUGHT,
                    purchase.time()))
        .toList();
  }

  /** Site-qualified key of the visitor. */
  public String visitorKey() {
    return Keys.of(site, visitor);
  }
}
