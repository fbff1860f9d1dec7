package io.rapport.cli.replay;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Purchase;
import io.rapport.avro.PurchaseKind;
import io.rapport.avro.PurchaseLine;
import io.rapport.cli.lines.BadLineException;
import io.rapport.cli.lines.Columns;
import io.rapport.cli.lines.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * The format {@code online-retail}: an invoice line a line. Consecutive lines of one invoice become
 * one purchase, those of an invoice starting with C a return; an invoice without a customer is
 * given a visitor of its own. An item sold becomes a catalogue item when it first appears or its
 * text changes. Prices are pounds.
 */
final class OnlineRetailFormat implements ReplayFormat {

  private static final String CURRENCY = "GBP";
  private static final int SCALE = 4;
  private static final int MOST_LINES = 5_000;
  private static final int MOST_ITEMS = 100_000;
  private static final BigDecimal HIGHEST_PRICE = new BigDecimal("1e9");

  @Override
  public String name() {
    return "online-retail";
  }

  @Override
  public List<String> headers() {
    return List.of(
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country");
  }

  @Override
  public Map<String, String> aliases() {
    return Map.of(
        "invoice", "invoiceno",
        "price", "unitprice",
        "customer id", "customerid");
  }

  @Override
  public Class<? extends SpecificRecord> contract() {
    return Purchase.class;
  }

  @Override
  public boolean timed() {
    return true;
  }

  @Override
  public RowMapper mapper(Columns columns, EventSource source) {
    return columns.hasAll("invoiceno", "stockcode", "quantity", "invoicedate", "unitprice")
        ? new Invoices(source)
        : null;
  }

  /** Gathers the lines of one invoice at a time. */
  private static final class Invoices implements RowMapper {

    private final EventSource source;
    private final Map<String, String> descriptions =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_ITEMS;
          }
        };
    private String invoice;
    private Purchase open;
    private final List<PurchaseLine> lines = new ArrayList<>();

    Invoices(EventSource source) {
      this.source = source;
    }

    @Override
    public void map(Row row, Consumer<SpecificRecord> out) throws BadLineException {
      String number = row.identifier("invoiceno");
      PurchaseKind kind = kind(number);
      PurchaseLine line = line(row, kind);
      long time = Timestamps.parse(row.identifier("invoicedate"));
      String customer = row.columns().has("customerid") ? customer(row) : null;
      if (!number.equals(invoice) || lines.size() >= MOST_LINES) {
        end(out);
        invoice = number;
        open = purchase(row, number, kind, customer, time);
      }
      if (kind == PurchaseKind.ORDER) {
        catalogue(row, line, time, out);
      }
      lines.add(line);
    }

    @Override
    public void end(Consumer<SpecificRecord> out) {
      if (open != null) {
        open.setLines(List.copyOf(lines));
        open.setCharges(List.of());
        out.accept(open);
        lines.clear();
        open = null;
      }
    }

    private static PurchaseKind kind(String number) throws BadLineException {
      char first = number.charAt(0);
      if (first == 'C' || first == 'c') {
        return PurchaseKind.RETURN;
      }
      if (Character.isDigit(first)) {
        return PurchaseKind.ORDER;
      }
      throw new BadLineException(
          "not-a-sale", "the invoice number starts neither with a digit nor with C");
    }

    private static PurchaseLine line(Row row, PurchaseKind kind) throws BadLineException {
      int quantity = quantity(row);
      if (kind == PurchaseKind.ORDER && quantity <= 0) {
        throw new BadLineException(
            "negative-quantity", "a quantity below one without a credit note: a stock correction");
      }
      if (kind == PurchaseKind.RETURN && quantity >= 0) {
        throw new BadLineException(
            "positive-quantity", "a credit note with a quantity that is not below zero");
      }
      PurchaseLine line = new PurchaseLine();
      line.setItemId(row.identifier("stockcode"));
      line.setQuantity(Math.abs(quantity));
      line.setUnitPrice(price(row));
      line.setDescription(row.optional("description"));
      return line;
    }

    private static int quantity(Row row) throws BadLineException {
      try {
        return Integer.parseInt(row.identifier("quantity"));
      } catch (NumberFormatException e) {
        throw new BadLineException("invalid-quantity", "the quantity is not a whole number");
      }
    }

    private static BigDecimal price(Row row) throws BadLineException {
      BigDecimal price;
      try {
        price = new BigDecimal(row.identifier("unitprice"));
      } catch (NumberFormatException e) {
        throw new BadLineException("invalid-price", "the price is not a number");
      }
      if (price.signum() < 0) {
        throw new BadLineException("negative-price", "the price is below zero");
      }
      if (price.compareTo(HIGHEST_PRICE) > 0) {
        throw new BadLineException("invalid-price", "the price is above a thousand million");
      }
      return price.setScale(SCALE, RoundingMode.HALF_UP);
    }

    private static String customer(Row row) throws BadLineException {
      String customer = row.optional("customerid");
      if (customer == null) {
        return null;
      }
      // Exports through a spreadsheet or pandas write 17850.0 for 17850.
      String id = row.identifier("customerid");
      return id.endsWith(".0") ? id.substring(0, id.length() - 2) : id;
    }

    private Purchase purchase(
        Row row, String number, PurchaseKind kind, String customer, long time) {
      Purchase purchase = new Purchase();
      purchase.setEventId(source.id(row.line()));
      purchase.setEventTime(Instant.ofEpochMilli(time));
      purchase.setSite(source.site());
      purchase.setOrderId(number);
      purchase.setKind(kind);
      purchase.setCustomerId(customer);
      purchase.setVisitorId(customer == null ? "invoice-" + number : null);
      purchase.setCountry(row.optional("country"));
      purchase.setCurrency(CURRENCY);
      return purchase;
    }

    private void catalogue(Row row, PurchaseLine line, long time, Consumer<SpecificRecord> out) {
      String title = line.getDescription();
      if (title == null || line.getUnitPrice().signum() == 0) {
        return;
      }
      if (title.equals(descriptions.put(line.getItemId(), title))) {
        return;
      }
      CatalogueItem item = new CatalogueItem();
      item.setEventId(source.id(row.line(), "item"));
      item.setEventTime(Instant.ofEpochMilli(time));
      item.setSite(source.site());
      item.setItemId(line.getItemId());
      item.setTitle(title);
      item.setPrice(line.getUnitPrice());
      item.setCurrency(CURRENCY);
      item.setActive(true);
      out.accept(item);
    }
  }
}
