package io.rapport.core.identity.golden;

import io.rapport.core.identity.person.Role;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of survivorship: one a role, and the sources in the order in which they are trusted.
 *
 * @param rules by role; a role without one has the fallback
 * @param trusted names of sources, the most trusted first; one that is not named is trusted least
 */
public record Survivorship(
    Map<Role, SurvivorshipRule> rules, SurvivorshipRule fallback, List<String> trusted)
    implements Serializable {

  /**
   * Names and dates by majority, addresses and contacts by age, free text by length; a trusted
   * source decides what is even.
   */
  public static final Survivorship DEFAULT =
      new Survivorship(
          Map.of(
              Role.STREET, SurvivorshipRule.NEWEST,
              Role.NUMBER, SurvivorshipRule.NEWEST,
              Role.LOCALITY, SurvivorshipRule.NEWEST,
              Role.POSTCODE, SurvivorshipRule.NEWEST,
              Role.REGION, SurvivorshipRule.NEWEST,
              Role.E_MAIL, SurvivorshipRule.NEWEST,
              Role.PHONE, SurvivorshipRule.NEWEST,
              Role.DEVICE, SurvivorshipRule.NEWEST,
              Role.FULL_NAME, SurvivorshipRule.LONGEST),
          SurvivorshipRule.MOST_FREQUENT,
          List.of());

  /** Copies the rules. */
  public Survivorship {
    EnumMap<Role, SurvivorshipRule> copy = new EnumMap<>(Role.class);
    copy.putAll(rules);
    rules = Map.copyOf(copy);
    trusted = List.copyOf(trusted);
  }

  SurvivorshipRule rule(Role role) {
    return rules.getOrDefault(role, fallback);
  }

  /** The place of a source, 0 for the most trusted. */
  int place(String source) {
    int place = trusted.indexOf(source);
    return place < 0 ? trusted.size() : place;
  }
}
