package io.rapport.simulator.people;

/**
 * A kind of visitor.
 *
 * <p>Each has a share of the visitors, departments it favours, a mean number of views a session,
 * and chances: of putting a viewed item in the cart, on the wish list, of searching, of buying what
 * is in the cart, and of returning an order.
 */
public enum Persona {
  BROWSER(0.26, 6, 0.05, 0.06, 0.12, 0.35, 0.05, "Fashion Home Beauty"),
  BARGAIN_HUNTER(0.16, 9, 0.16, 0.10, 0.25, 0.45, 0.10, "Electronics Fashion Toys"),
  FASHION_FAN(0.15, 10, 0.18, 0.14, 0.10, 0.55, 0.28, "Fashion Shoes Beauty"),
  TECH_FAN(0.13, 8, 0.12, 0.08, 0.30, 0.50, 0.08, "Electronics Office"),
  PARENT(0.11, 7, 0.22, 0.06, 0.18, 0.70, 0.09, "Baby Toys Books"),
  HOME_MAKER(0.09, 8, 0.15, 0.10, 0.15, 0.55, 0.07, "Home Garden Pets"),
  ATHLETE(0.06, 7, 0.16, 0.07, 0.20, 0.60, 0.12, "Sports Shoes"),
  DECIDED_BUYER(0.04, 3, 0.55, 0.01, 0.55, 0.85, 0.04, "Electronics Office Pets");

  private final double share;
  private final double meanViews;
  private final double cart;
  private final double wish;
  private final double search;
  private final double buy;
  private final double giveBack;
  private final String departments;

  Persona(
      double share,
      double meanViews,
      double cart,
      double wish,
      double search,
      double buy,
      double giveBack,
      String departments) {
    this.share = share;
    this.meanViews = meanViews;
    this.cart = cart;
    this.wish = wish;
    this.search = search;
    this.buy = buy;
    this.giveBack = giveBack;
    this.departments = departments;
  }

  /** Share of the visitors. */
  public double share() {
    return share;
  }

  /** Mean number of views a session. */
  public double meanViews() {
    return meanViews;
  }

  /** Chance that a viewed item goes into the cart. */
  public double cart() {
    return cart;
  }

  /** Chance that a viewed item goes on the wish list. */
  public double wish() {
    return wish;
  }

  /** Chance of a search in place of a step to another item. */
  public double search() {
    return search;
  }

  /** Chance that what is in the cart at the end is bought. */
  public double buy() {
    return buy;
  }

  /** Chance that an order is returned without a word. */
  public double giveBack() {
    return giveBack;
  }

  /** Whether the persona favours a department. */
  public boolean favours(String department) {
    return departments.contains(department);
  }
}
