package io.rapport.simulator.support;

import io.rapport.simulator.people.CustomerLocale;
import java.util.Set;

/**
 * The facts a ticket is about.
 *
 * @param orderId an order number; of no real order where the intent is not about one
 * @param item a product's name as the customer would write it
 * @param card a test card number
 * @param amount in euros, two decimals
 */
public record TicketFacts(
    CustomerLocale tongue,
    Intent intent,
    String orderId,
    String item,
    String givenName,
    String email,
    String phone,
    String card,
    String amount,
    int days) {

  static final Set<String> SLOTS =
      Set.of("order", "item", "first", "email", "phone", "card", "amount", "days");

  String slot(String name) {
    return switch (name) {
      case "order" -> orderId;
      case "item" -> item;
      case "first" -> givenName;
      case "email" -> email;
      case "phone" -> phone;
      case "card" -> card;
      case "amount" -> amount;
      case "days" -> Integer.toString(days);
      default -> throw new IllegalArgumentException("no slot " + name);
    };
  }
}
