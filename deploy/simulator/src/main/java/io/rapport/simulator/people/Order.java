package io.rapport.simulator.people;

import io.rapport.simulator.shop.Item;
import java.math.BigDecimal;
import java.util.List;

/**
 * An order somebody placed.
 *
 * @param customerId null for a guest
 * @param visitorId null for an order placed before the simulation began
 * @param lines at least one
 */
public record Order(
    String orderId,
    String customerId,
    String visitorId,
    String givenName,
    String email,
    String phone,
    String country,
    CustomerLocale tongue,
    List<Line> lines) {

  /** A number of one item. */
  public record Line(Item item, int quantity) {}

  /** Sum of the lines in euros. */
  public BigDecimal total() {
    return lines.stream()
        .map(line -> line.item().price().multiply(BigDecimal.valueOf(line.quantity())))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
