package io.rapport.core.recommendation.visit;

import io.rapport.core.intake.Keys;
import java.util.List;
import java.util.TreeSet;

/**
 * The status of a person with several accounts, as told to one of them.
 *
 * @param account it is told to
 * @param customerId of the person: one of the accounts
 * @param time event time of the person's profile, milliseconds since the epoch
 * @param cookies of all accounts that the profile lists, in the order of the alphabet
 * @param accounts all of the person's
 */
public record PersonStatus(
    String site,
    String account,
    String customerId,
    long time,
    VisitorStatus status,
    List<String> cookies,
    List<String> accounts) {

  /**
   * The messages to the accounts of a person, but to the one that gives the person its id; none for
   * a customer with one account.
   */
  public static List<PersonStatus> of(CustomerStatus profile) {
    return profile.accounts().stream()
        .filter(account -> !account.equals(profile.customerId()))
        .map(account -> of(profile, account))
        .toList();
  }

  static PersonStatus of(CustomerStatus profile, String account) {
    TreeSet<String> cookies = new TreeSet<>(profile.visitors());
    cookies.remove(profile.customerId());
    return new PersonStatus(
        profile.site(),
        account,
        profile.customerId(),
        profile.time(),
        profile.status(),
        List.copyOf(cookies),
        List.copyOf(profile.accounts()));
  }

  /** Whether another message of the person says the same, at whatever time. */
  boolean says(PersonStatus other) {
    return other != null
        && customerId.equals(other.customerId)
        && status == other.status
        && cookies.equals(other.cookies)
        && accounts.equals(other.accounts);
  }

  /** Site-qualified key of the account. */
  public String accountKey() {
    return Keys.of(site, account);
  }
}
