package io.rapport.connectors.gateway.view;

import io.rapport.avro.CatalogueItem;
import io.rapport.connectors.gateway.http.Problem;
import io.rapport.connectors.gateway.http.ProblemException;
import io.rapport.connectors.gateway.http.Request;
import io.rapport.connectors.gateway.memory.Catalogue;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A request's filter on the items of a list. An item of unknown price passes no price band, and one
 * of unknown category no category.
 *
 * @param exclude item numbers to leave out
 * @param category a category, which includes those below it; null for all
 * @param minPrice least price; null for none
 * @param maxPrice greatest price; null for none
 */
public record ListFilter(
    Set<String> exclude, String category, BigDecimal minPrice, BigDecimal maxPrice) {

  public static final int MOST_EXCLUDED = 100;

  public static final ListFilter NONE = new ListFilter(Set.of(), null, null, null);

  public static ListFilter of(Request request) throws ProblemException {
    Optional<String> exclude = request.query("exclude");
    Set<String> excluded =
        exclude.map(ids -> Set.copyOf(Arrays.asList(ids.split(",", -1)))).orElse(Set.of());
    if (excluded.size() > MOST_EXCLUDED) {
      throw new ProblemException(
          Problem.badParameter(
              "exclude", "at most " + MOST_EXCLUDED + " item numbers", excluded.size() + ""));
    }
    return new ListFilter(
        excluded,
        request.query("category").orElse(null),
        amount(request, "minPrice"),
        amount(request, "maxPrice"));
  }

  private static BigDecimal amount(Request request, String name) throws ProblemException {
    Optional<String> text = request.query(name);
    if (text.isEmpty()) {
      return null;
    }
    if (!text.get().matches("\\d{1,14}(\\.\\d{1,4})?")) {
      throw new ProblemException(
          Problem.badParameter(name, "an amount from 0, such as 19.90", text.get()));
    }
    return new BigDecimal(text.get());
  }

  public boolean passes(String site, String itemId, Catalogue catalogue) {
    if (exclude.contains(itemId)) {
      return false;
    }
    if (category == null && minPrice == null && maxPrice == null) {
      return true;
    }
    CatalogueItem item = catalogue.get(site, itemId);
    return item != null && isWithin(item.getCategory()) && affords(item.getPrice());
  }

  private boolean isWithin(String path) {
    return category == null
        || (path != null && (path.equals(category) || path.startsWith(category + "/")));
  }

  private boolean affords(BigDecimal price) {
    if (minPrice == null && maxPrice == null) {
      return true;
    }
    return price != null
        && (minPrice == null || price.compareTo(minPrice) >= 0)
        && (maxPrice == null || price.compareTo(maxPrice) <= 0);
  }
}
