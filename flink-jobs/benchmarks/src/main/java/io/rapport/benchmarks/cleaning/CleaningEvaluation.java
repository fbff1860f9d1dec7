package io.rapport.benchmarks.cleaning;

import io.rapport.benchmarks.cleaning.Dirt.Cell;
import io.rapport.core.cleaning.Change;
import io.rapport.core.cleaning.ChangeKind;
import io.rapport.core.cleaning.Cleaning;
import io.rapport.core.cleaning.Field;
import io.rapport.core.cleaning.FieldValues;
import io.rapport.core.cleaning.Source;
import io.rapport.core.cleaning.form.Countries;
import io.rapport.core.intake.CleaningSettings;
import io.rapport.core.intake.RejectedEventException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Cleans recorded purchases with known dirt, in one pass and in the order of time, and compares
 * what the rules say with what was put in. A cell that was missing or wrong in the recording is
 * neither made dirty nor counted.
 */
final class CleaningEvaluation {

  private static final String SITE = "shop";

  private static final Field CUSTOMER = Source.PURCHASE.field("customerId");
  private static final Field COUNTRY = Source.PURCHASE.field("country");
  private static final Field TIME = Source.PURCHASE.field("eventTime");
  private static final Field ITEM = Source.PURCHASE_LINE.field("itemId");
  private static final Field BUYER = Source.PURCHASE_LINE.field("customerId");
  private static final Field DESCRIPTION = Source.PURCHASE_LINE.field("description");
  private static final Field QUANTITY = Source.PURCHASE_LINE.field("quantity");
  private static final Field PRICE = Source.PURCHASE_LINE.field("unitPrice");
  private static final Field CATEGORY = Source.CLICK.field("category");

  private static final double EXTREME = 100;
  private static final double CENT = 0.005;

  private final Cleaning cleaning = new Cleaning(CleaningSettings.DEFAULT, ShopRules.rules());
  private final Injector injector;
  private final Map<Dirt, Detection> detections = new EnumMap<>(Dirt.class);
  private final PriceImputation prices = new PriceImputation();
  private final TextImputation countries = new TextImputation();
  private final TextImputation descriptions = new TextImputation();
  private long lines;
  private boolean counted;
  private List<Change> changes = List.of();

  CleaningEvaluation(Injector injector) {
    this.injector = injector;
    for (Dirt dirt : Dirt.values()) {
      detections.put(dirt, new Detection());
    }
  }

  /**
   * Cleans all invoices.
   *
   * @param warmUp share of the invoices, from the beginning, that are cleaned and not counted
   */
  void run(List<Invoice> invoices, double warmUp, Runnable progress) {
    long first = Math.round(invoices.size() * warmUp);
    for (int i = 0; i < invoices.size(); i++) {
      counted = i >= first;
      order(invoices.get(i));
      progress.run();
    }
  }

  Map<Dirt, Detection> detections() {
    return detections;
  }

  /**
   * The share of the alarms of the rules that find a kind which are right, whatever kind they
   * found; NaN without alarms.
   */
  double precision(Dirt kind) {
    long found =
        detections.entrySet().stream()
            .filter(entry -> entry.getKey().sharesRulesWith(kind))
            .mapToLong(entry -> entry.getValue().found())
            .sum();
    long alarms = detections.get(kind).alarms();
    return found + alarms == 0 ? Double.NaN : (double) found / (found + alarms);
  }

  PriceImputation prices() {
    return prices;
  }

  TextImputation countries() {
    return countries;
  }

  TextImputation descriptions() {
    return descriptions;
  }

  /** The lines counted. */
  long lines() {
    return lines;
  }

  private void order(Invoice invoice) {
    String truth = Countries.code(invoice.country(), 0);
    Dirt inCountry = truth == null ? null : injector.draw(Cell.COUNTRY);
    Dirt inDate = Injector.swapsToItself(invoice.time()) ? null : injector.draw(Cell.DATE);
    String country =
        inCountry == null
            ? invoice.country()
            : inCountry == Dirt.MISSING_COUNTRY ? null : injector.misspelt(invoice.country());
    String date =
        inDate == null ? InvoiceFile.text(invoice.time()) : injector.broken(invoice.time());
    FieldValues order =
        cleaning
            .begin(Source.PURCHASE)
            .set(Source.PURCHASE.site(), SITE)
            .set(CUSTOMER, invoice.customer())
            .set(COUNTRY, country)
            .set(TIME, date);
    clean(order, invoice.time());
    count(
        inDate,
        Dirt.BROKEN_DATE,
        flagged(Dirt.BROKEN_DATE, ChangeKind.REMOVED) || untimely(order.number(TIME), invoice),
        order.number(TIME) == invoice.time());
    country(order, truth, country, inCountry);
    for (Invoice.Line line : invoice.lines()) {
      lines += counted ? 1 : 0;
      line(line, invoice);
      category(line, invoice.time());
    }
  }

  /** Whether the check of event times, which no rule can change, refuses a time. */
  private boolean untimely(double time, Invoice invoice) {
    if (Double.isNaN(time)) {
      return false;
    }
    try {
      cleaning.cleaner().eventTime((long) time, invoice.time());
      return false;
    } catch (RejectedEventException e) {
      return true;
    }
  }

  private void country(FieldValues order, String truth, String raw, Dirt dirt) {
    if (truth == null) {
      return;
    }
    String cleaned = order.text(COUNTRY);
    boolean corrected = raw != null && cleaned != null && Countries.code(raw, 0) == null;
    boolean wrong = flagged(Dirt.MISSPELT_COUNTRY, ChangeKind.REMOVED) || corrected;
    if (dirt != Dirt.MISSING_COUNTRY) {
      count(dirt, Dirt.MISSPELT_COUNTRY, wrong, truth.equals(cleaned));
    }
    if (dirt != Dirt.MISSPELT_COUNTRY) {
      count(dirt, Dirt.MISSING_COUNTRY, !present(order, COUNTRY), truth.equals(cleaned));
    }
    if (dirt == Dirt.MISSING_COUNTRY && counted) {
      countries.missing(truth, cleaned);
    } else if (dirt == null) {
      countries.learn(truth);
    }
  }

  private void line(Invoice.Line line, Invoice invoice) {
    boolean priced = line.price() > 0;
    boolean described = !line.description().isEmpty();
    Dirt inPrice = priced ? injector.draw(Cell.PRICE) : null;
    Dirt inQuantity = injector.draw(Cell.QUANTITY);
    Dirt inDescription = described ? injector.draw(Cell.DESCRIPTION) : null;
    FieldValues values =
        cleaning
            .begin(Source.PURCHASE_LINE)
            .set(Source.PURCHASE_LINE.site(), SITE)
            .set(ITEM, line.item())
            .set(BUYER, invoice.customer())
            .set(QUANTITY, line.quantity() * (inQuantity == null ? 1 : EXTREME))
            .set(DESCRIPTION, inDescription == null ? line.description() : null);
    double sent = price(values, line.price(), inPrice);
    clean(values, invoice.time());
    if (priced) {
      price(line, values, inPrice, sent);
    }
    count(
        inQuantity,
        Dirt.EXTREME_QUANTITY,
        flagged(Dirt.EXTREME_QUANTITY, ChangeKind.MARKED),
        values.number(QUANTITY) == line.quantity());
    if (described) {
      description(line, values, inDescription);
    }
  }

  /** Sets the price of a line; gives back the number that arrives, or NaN. */
  private static double price(FieldValues values, double price, Dirt dirt) {
    if (dirt == null) {
      values.set(PRICE, price);
      return price;
    }
    double sent =
        switch (dirt) {
          case PRICE_TIMES_10 -> price * 10;
          case PRICE_TIMES_100 -> price * 100;
          case NEGATIVE_PRICE -> -price;
          case ZERO_PRICE -> 0;
          default -> Double.NaN;
        };
    if (dirt == Dirt.DECIMAL_COMMA) {
      values.set(PRICE, String.format(Locale.ROOT, "%.2f", price).replace('.', ','));
    } else if (!Double.isNaN(sent)) {
      values.set(PRICE, sent);
    }
    return sent;
  }

  private void price(Invoice.Line line, FieldValues values, Dirt dirt, double sent) {
    double cleaned = values.number(PRICE);
    boolean right = Math.abs(cleaned - line.price()) < CENT;
    for (Dirt kind : Dirt.values()) {
      if (kind.cell() == Cell.PRICE && (dirt == null || dirt == kind)) {
        boolean flagged =
            kind == Dirt.MISSING_PRICE
                ? !present(values, PRICE)
                : flagged(kind, ChangeKind.MARKED, ChangeKind.REMOVED, ChangeKind.CONVERTED);
        count(dirt, kind, flagged, right);
      }
    }
    boolean gone = dirt == Dirt.MISSING_PRICE || dirt == Dirt.NEGATIVE_PRICE;
    if (gone && counted) {
      prices.missing(line.item(), line.price(), cleaned);
    } else if (!gone && sent > 0) {
      prices.learn(line.item(), sent);
    }
  }

  private void description(Invoice.Line line, FieldValues values, Dirt dirt) {
    String cleaned = values.text(DESCRIPTION);
    count(
        dirt,
        Dirt.MISSING_DESCRIPTION,
        !present(values, DESCRIPTION),
        line.description().equals(cleaned));
    if (dirt != null && counted) {
      descriptions.missing(line.description(), cleaned);
    } else if (dirt == null) {
      descriptions.learn(line.description());
    }
  }

  private void category(Invoice.Line line, long time) {
    String truth = ShopRules.category(line.description());
    if (truth == null) {
      return;
    }
    Dirt dirt = injector.draw(Cell.CATEGORY);
    FieldValues click =
        cleaning
            .begin(Source.CLICK)
            .set(Source.CLICK.site(), SITE)
            .set(CATEGORY, dirt == null ? truth : injector.misspelt(truth));
    clean(click, time);
    count(
        dirt,
        Dirt.MISSPELT_CATEGORY,
        flagged(Dirt.MISSPELT_CATEGORY, ChangeKind.STANDARDISED, ChangeKind.REMOVED),
        truth.equals(click.text(CATEGORY)));
  }

  private void clean(FieldValues record, long time) {
    try {
      cleaning.clean(record, time);
    } catch (RejectedEventException e) {
      throw new IllegalStateException("the rules of the evaluation reject nothing", e);
    }
    String made = cleaning.changes();
    changes = made.isEmpty() ? List.of() : Change.parse(made);
  }

  private void count(Dirt dirt, Dirt kind, boolean flagged, boolean right) {
    if (!counted) {
      return;
    }
    if (dirt == kind) {
      detections.get(kind).dirty(flagged, right);
    } else if (dirt == null && flagged) {
      detections.get(kind).alarm();
    }
  }

  private boolean flagged(Dirt dirt, ChangeKind... kinds) {
    for (Change change : changes) {
      if (dirt.foundBy(change.rule()) && List.of(kinds).contains(change.kind())) {
        return true;
      }
    }
    return false;
  }

  private static boolean present(FieldValues values, Field field) {
    return (values.present() & (1L << field.index())) != 0;
  }
}
