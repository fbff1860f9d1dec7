package io.rapport.core.recommendation.feedback;

import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.Keys;
import io.rapport.core.recommendation.candidate.PurchasedItems;
import java.util.List;

/**
 * A reaction to an item: shown, clicked or bought. Nullable: {@code recommendationId}, which a
 * purchase never gives and a website need not, and {@code itemId}, which a website need not give
 * either.
 *
 * @param visitor the cookie or, without one, the account
 * @param slot the slot in the recommendation, from 0, or -1 if not given
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

  /** The kinds of reactions to a recommended item. */
  public enum Kind {
    SHOWN(0),
    CLICKED(1),
    BOUGHT(2);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** The code of the kind in packed values. */
    int code() {
      return code;
    }

    static Kind of(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalStateException("unknown code of a reaction's kind: " + code);
    }
  }

  /** The reaction in a click event; null when it has nothing to do with a recommendation. */
  public static Reaction of(ClickEvent click) {
    Kind kind =
        switch (click.action()) {
          case IMPRESSION -> Kind.SHOWN;
          case RECOMMENDATION_CLICK -> Kind.CLICKED;
          default -> null;
        };
    if (kind == null) {
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

  /** The reactions in an order, one a line; none for a return. */
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

  /** A copy without the recommendation's identifier: it is counted but not learned. */
  public Reaction unnamed() {
    return new Reaction(site, visitor, null, itemId, slot, kind, time);
  }

  /** Site-qualified key of the visitor. */
  public String visitorKey() {
    return Keys.of(site, visitor);
  }
}
