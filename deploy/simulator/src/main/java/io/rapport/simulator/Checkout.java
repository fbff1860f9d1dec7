package io.rapport.simulator;

import io.rapport.avro.PurchaseKind;
import io.rapport.simulator.people.Account;
import io.rapport.simulator.people.Order;
import io.rapport.simulator.people.Visitor;
import io.rapport.simulator.shop.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a cart into an order, and plans what follows from it. */
final class Checkout {

  private static final double LOGS_IN = 0.6;
  private static final double REGISTERS = 0.25;
  private static final double SECOND_PIECE = 0.15;
  private static final double STOCK_REPORTED = 0.2;
  private static final double WRITES = 0.35;
  private static final double CANCELS = 0.03;

  private Checkout() {}

  /** Buys what is left of a visitor's cart; nothing happens when all of it is sold out. */
  static void buy(Visitor visitor, List<Item> cart, long now, SimulationContext stage) {
    List<Order.Line> lines = take(cart, stage);
    if (lines.isEmpty()) {
      return;
    }
    Account buyer = identify(visitor, now, stage);
    Order order =
        new Order(
            stage.orderId(),
            visitor.knownCustomerId(),
            visitor.visitorId(),
            buyer.givenName(),
            buyer.email(),
            buyer.phone(),
            buyer.country(),
            buyer.tongue(),
            lines);
    stage.emit(Records.purchase(order, PurchaseKind.ORDER, now, stage), now);
    reportStock(lines, now, stage);
    planAftermath(order, visitor, now, stage);
  }

  private static List<Order.Line> take(List<Item> cart, SimulationContext stage) {
    Map<Item, Integer> wanted = new LinkedHashMap<>();
    for (Item item : cart) {
      wanted.merge(item, stage.chance(SECOND_PIECE) ? 2 : 1, Integer::sum);
    }
    List<Order.Line> lines = new ArrayList<>();
    wanted.forEach(
        (item, count) -> {
          int taken = stage.stock.take(item, count);
          if (taken > 0) {
            lines.add(new Order.Line(item, taken));
          }
        });
    return lines;
  }

  /** Logs in, registers or types contact data as a guest. */
  private static Account identify(Visitor visitor, long now, SimulationContext stage) {
    if (visitor.knownCustomerId() != null) {
      return visitor.account();
    }
    if (visitor.account() == null && stage.chance(REGISTERS)) {
      Account account = stage.population.register(visitor.tongue());
      if (account != null) {
        visitor.register(account);
        stage.emit(Records.customerRecord(account, "checkout", now, stage), now);
        link(visitor, "checkout", now, stage);
        return account;
      }
    }
    if (visitor.account() != null && stage.chance(LOGS_IN)) {
      visitor.logIn();
      link(visitor, "login", now, stage);
    }
    return visitor.account() == null ? stage.population.guest(visitor.tongue()) : visitor.account();
  }

  private static void link(Visitor visitor, String origin, long now, SimulationContext stage) {
    Account account = visitor.account();
    stage.emit(
        Records.link(visitor, account.customerId(), account.email(), origin, now, stage), now);
  }

  private static void reportStock(List<Order.Line> lines, long now, SimulationContext stage) {
    for (Order.Line line : lines) {
      if (stage.stock.left(line.item()) == 0 || stage.chance(STOCK_REPORTED)) {
        stage.announce(line.item(), now);
      }
    }
  }

  private static void planAftermath(
      Order order, Visitor visitor, long now, SimulationContext stage) {
    long later = now + stage.wait(stage.settings.meanAftermath());
    double at = stage.random.nextDouble();
    if (at < WRITES) {
      stage.agenda.plan(later, Conversation.about(order, stage));
    } else if (at < WRITES + CANCELS) {
      stage.agenda.plan(later, (time, scene) -> undo(order, PurchaseKind.CANCEL, time, scene));
    } else if (stage.chance(visitor.persona().giveBack())) {
      stage.agenda.plan(later, (time, scene) -> undo(order, PurchaseKind.RETURN, time, scene));
    } else {
      stage.remember(order);
    }
  }

  /** Cancels or returns a whole order. */
  static void undo(Order order, PurchaseKind kind, long now, SimulationContext stage) {
    stage.emit(Records.purchase(order, kind, now, stage), now);
    order.lines().forEach(line -> stage.stock.giveBack(line.item(), line.quantity()));
  }
}
