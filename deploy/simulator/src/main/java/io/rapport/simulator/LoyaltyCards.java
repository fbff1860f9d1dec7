package io.rapport.simulator;

import io.rapport.avro.CustomerRecord;
import io.rapport.simulator.people.Account;
import java.util.SplittableRandom;

/**
 * The loyalty cards of some customers, filled in by hand at a till: a second record of the same
 * person under another customer id, with a slip of the pen or a part left out.
 */
final class LoyaltyCards {

  private static final String SOURCE = "loyalty-card";
  private static final double SHARE = 0.12;

  private LoyaltyCards() {}

  /** The card of an account; null if the person has none. The same for the same account. */
  static CustomerRecord of(Account account, long now, SimulationContext stage) {
    SplittableRandom random = new SplittableRandom(account.customerId().hashCode());
    if (random.nextDouble() >= SHARE) {
      return null;
    }
    CustomerRecord card = Records.customerRecord(account, SOURCE, now, stage);
    card.setCustomerId(SOURCE + ":" + (1_000 + random.nextInt(9_000)) + account.customerId());
    switch (random.nextInt(4)) {
      case 0 -> card.setFamilyName(slip(account.familyName(), random));
      case 1 -> {
        card.setGivenName(account.familyName());
        card.setFamilyName(account.givenName());
      }
      case 2 -> {
        card.setEmail(null);
        card.setGivenName(account.givenName().substring(0, 1) + ".");
      }
      default -> {
        card.setEmail(null);
        card.setPhone(null);
        card.setPostcode(slip(account.address().postcode(), random));
      }
    }
    card.setName(card.getGivenName() + " " + card.getFamilyName());
    return card;
  }

  /** Exchanges two neighbouring characters. */
  private static String slip(String text, SplittableRandom random) {
    if (text.length() < 2) {
      return text;
    }
    int at = random.nextInt(text.length() - 1);
    return text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
  }
}
