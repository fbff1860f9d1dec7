package io.rapport.cli.replay;

import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.avro.Purchase;
import io.rapport.avro.PurchaseKind;
import io.rapport.avro.PurchaseLine;
import io.rapport.cli.lines.BadLineException;
import io.rapport.cli.lines.Columns;
import io.rapport.cli.lines.Row;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * The format {@code behaviour}: an action of a user a line. Views, carts and favourites become
 * clicks, a buy becomes an order of one piece. User ids are accounts: they are given as visitor and
 * customer alike, so that clicks and orders of a user meet without a link between them.
 */
final class BehaviourFormat implements ReplayFormat {

  @Override
  public String name() {
    return "behaviour";
  }

  @Override
  public List<String> headers() {
    return List.of(
        "user_id,item_id,category_id,behavior,timestamp", "timestamp,user_id,item_id,event");
  }

  @Override
  public Map<String, String> aliases() {
    return Map.ofEntries(
        Map.entry("userid", "user_id"),
        Map.entry("visitorid", "user_id"),
        Map.entry("user", "user_id"),
        Map.entry("itemid", "item_id"),
        Map.entry("item", "item_id"),
        Map.entry("category", "category_id"),
        Map.entry("behaviour", "behavior"),
        Map.entry("behavior_type", "behavior"),
        Map.entry("event", "behavior"),
        Map.entry("time", "timestamp"));
  }

  @Override
  public Class<? extends SpecificRecord> contract() {
    return Click.class;
  }

  @Override
  public boolean timed() {
    return true;
  }

  @Override
  public RowMapper mapper(Columns columns, EventSource source) {
    return columns.hasAll("user_id", "item_id", "behavior", "timestamp")
        ? (row, out) -> map(row, source, out)
        : null;
  }

  private static void map(Row row, EventSource source, Consumer<SpecificRecord> out)
      throws BadLineException {
    String user = row.identifier("user_id");
    String item = row.identifier("item_id");
    long time = Timestamps.parse(row.identifier("timestamp"));
    switch (row.identifier("behavior").toLowerCase(Locale.ROOT)) {
      case "pv", "view" -> out.accept(click(row, user, item, time, ClickAction.VIEW, source));
      case "cart", "addtocart", "add_to_cart" ->
          out.accept(click(row, user, item, time, ClickAction.ADD_TO_CART, source));
      case "fav", "favorite", "favourite", "wish" ->
          out.accept(click(row, user, item, time, ClickAction.WISH, source));
      case "buy", "purchase", "transaction" -> out.accept(order(row, user, item, time, source));
      default ->
          throw new BadLineException(
              "unknown-behaviour",
              "the behaviour is none of pv, view, cart, addtocart, fav, wish, buy, purchase,"
                  + " transaction");
    }
  }

  private static Click click(
      Row row, String user, String item, long time, ClickAction action, EventSource source) {
    Click click = source.click(source.id(row.line()), time, user, action, item);
    click.setCustomerId(user);
    click.setCategory(row.optional("category_id"));
    return click;
  }

  private static Purchase order(Row row, String user, String item, long time, EventSource source) {
    PurchaseLine line = new PurchaseLine();
    line.setItemId(item);
    line.setQuantity(1);
    Purchase purchase = new Purchase();
    purchase.setEventId(source.id(row.line()));
    purchase.setEventTime(Instant.ofEpochMilli(time));
    purchase.setSite(source.site());
    purchase.setOrderId(source.id(row.line(), "order"));
    purchase.setKind(PurchaseKind.ORDER);
    purchase.setCustomerId(user);
    purchase.setVisitorId(user);
    purchase.setLines(List.of(line));
    purchase.setCharges(List.of());
    return purchase;
  }
}
