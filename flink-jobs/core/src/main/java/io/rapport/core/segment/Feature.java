package io.rapport.core.segment;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The dimensions of the segments. Counts, money and ages are skewed over orders of magnitude and
 * enter as {@code log(1 + x)}; shares enter as they are. Ages are relative to the newest event of
 * the profile itself, never to a clock.
 */
public enum Feature {
  VIEWS(
      "views",
      true,
      Activity::views,
      "browses much",
      "browses little",
      "browses more",
      "browses less"),
  SEARCHES(
      "searches",
      true,
      Activity::searches,
      "searches much",
      "searches little",
      "searches more",
      "searches less"),
  INTENT(
      "carts-and-wishes",
      true,
      a -> (double) (a.cartAdds() + a.wishes()),
      "often fills carts",
      "rarely fills carts",
      "fills carts more often",
      "fills carts less often"),
  ORDERS(
      "orders", true, Activity::orders, "many orders", "few orders", "more orders", "fewer orders"),
  SPEND(
      "spend",
      true,
      a -> Math.max(0, a.spend()),
      "high spend",
      "low spend",
      "higher spend",
      "lower spend"),
  PURCHASE_AGE(
      "days-since-purchase",
      true,
      Feature::purchaseAge,
      "long without purchase",
      "bought lately",
      "longer without purchase",
      "bought more lately"),
  TENURE(
      "days-known",
      true,
      a -> days(a.eventTime() - a.firstSeen()),
      "long known",
      "recently met",
      "longer known",
      "more recently met"),
  CONCENTRATION(
      "category-concentration",
      false,
      Activity::categoryConcentration,
      "few categories",
      "many categories",
      "fewer categories",
      "more categories"),
  TICKETS(
      "tickets",
      true,
      Activity::tickets,
      "many tickets",
      "few tickets",
      "more tickets",
      "fewer tickets"),
  RETURN_RATE(
      "return-rate",
      false,
      a -> Math.min(1, a.returns() / (double) Math.max(1, a.orders())),
      "returns often",
      "returns rarely",
      "returns more often",
      "returns less often");

  private static final Feature[] ALL = values();

  private final String label;
  private final boolean logarithmic;

  // Stateless method references, so the enum is immutable all the same.
  @SuppressWarnings("ImmutableEnumChecker")
  private final ToDoubleFunction<Activity> value;

  private final String high;
  private final String low;
  private final String higher;
  private final String lower;

  Feature(
      String label,
      boolean logarithmic,
      ToDoubleFunction<Activity> value,
      String high,
      String low,
      String higher,
      String lower) {
    this.label = label;
    this.logarithmic = logarithmic;
    this.value = value;
    this.high = high;
    this.low = low;
    this.higher = higher;
    this.lower = lower;
  }

  /** The number of dimensions. */
  public static int count() {
    return ALL.length;
  }

  /** The feature of a dimension. */
  public static Feature at(int dimension) {
    return ALL[dimension];
  }

  /** The names of the dimensions, in order. */
  public static List<String> labels() {
    return Arrays.stream(ALL).map(Feature::label).toList();
  }

  /** A customer's point, not standardised; one coordinate a feature, in order. */
  public static double[] point(Activity activity) {
    double[] point = new double[ALL.length];
    for (int i = 0; i < point.length; i++) {
      double natural = ALL[i].value.applyAsDouble(activity);
      point[i] = ALL[i].logarithmic ? Math.log1p(natural) : natural;
    }
    return point;
  }

  /** The name in lower-case words joined by '-'. */
  public String label() {
    return label;
  }

  /** A coordinate in the feature's own unit: a count, money, days, a share. */
  public double natural(double coordinate) {
    return logarithmic ? Math.expm1(coordinate) : coordinate;
  }

  /** The phrase for a value far above or far below the average. */
  public String phrase(boolean above) {
    return above ? high : low;
  }

  /** The phrase for a value above or below that of another segment. */
  public String comparison(boolean above) {
    return above ? higher : lower;
  }

  private static double purchaseAge(Activity a) {
    long since = a.lastPurchase() == Activity.NEVER ? a.firstSeen() : a.lastPurchase();
    return days(a.eventTime() - since);
  }

  private static double days(long millis) {
    return Math.max(0, millis) / 86_400_000.0;
  }
}
