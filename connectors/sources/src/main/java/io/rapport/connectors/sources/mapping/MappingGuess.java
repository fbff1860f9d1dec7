package io.rapport.connectors.sources.mapping;

import io.rapport.avro.CustomerRecord;
import io.rapport.core.cleaning.form.Numbers;
import io.rapport.core.identity.person.ColumnRoles;
import io.rapport.core.identity.person.Role;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Guesses, from the names of its columns, how a table of people becomes customer records. */
public final class MappingGuess {

  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern CAMEL = Pattern.compile("(?<=[a-z])(?=[A-Z])");
  private static final Pattern ID =
      Pattern.compile(
          "id|.* id|(customer|member|contact|client|account|record) (no|number|key)|uuid|guid"
              + "|kundennummer|kundennr|kontaktnummer|mitgliedsnummer|key|pk");

  private static final Set<String> COUNTRIES = Set.of("country", "country code", "land", "pays");
  private static final Set<String> TIMES =
      Set.of(
          "updated at",
          "updated",
          "last updated",
          "modified",
          "modified at",
          "last modified",
          "last changed",
          "changed at",
          "geändert am");
  private static final Set<String> CONSENT_TIMES =
      Set.of(
          "optin time",
          "opt in time",
          "opt in at",
          "consent time",
          "consent date",
          "consent updated at",
          "accepts marketing updated at",
          "subscribed at");
  private static final Set<String> CONSENTS =
      Set.of(
          "newsletter",
          "marketing consent",
          "marketing opt in",
          "opt in",
          "optin",
          "subscribed",
          "accepts marketing",
          "werbeeinwilligung");

  private static final Map<Role, String> FIELDS =
      Map.ofEntries(
          Map.entry(Role.GIVEN_NAME, "givenName"),
          Map.entry(Role.FAMILY_NAME, "familyName"),
          Map.entry(Role.FULL_NAME, "name"),
          Map.entry(Role.BIRTH_DATE, "birthDate"),
          Map.entry(Role.GENDER, "gender"),
          Map.entry(Role.STREET, "street"),
          Map.entry(Role.NUMBER, "houseNumber"),
          Map.entry(Role.LOCALITY, "locality"),
          Map.entry(Role.POSTCODE, "postcode"),
          Map.entry(Role.REGION, "region"),
          Map.entry(Role.E_MAIL, "email"),
          Map.entry(Role.PHONE, "phone"),
          Map.entry(Role.NATIONAL_ID, "nationalId"),
          Map.entry(Role.OCCUPATION, "occupation"));

  private MappingGuess() {}

  /**
   * A mapping of these columns. A column whose name says nothing becomes an attribute. A record is
   * named by the first column that looks like an id, else by its e-mail address, else by its
   * telephone number.
   *
   * @throws MappingException when nothing names a record
   */
  public static Mapping of(String source, Collection<String> columns, boolean changes) {
    List<ColumnRule> rules = new ArrayList<>();
    Set<String> filled = new HashSet<>();
    String id = null;
    for (String column : columns) {
      String simple = simple(column);
      Optional<Role> role = ColumnRoles.guess(column);
      if (id == null && role.isEmpty() && ID.matcher(simple).matches()) {
        id = column;
        continue;
      }
      String field = field(role, simple);
      String path = field != null && filled.add(field) ? field : "attributes." + column;
      rules.add(plain(column, Target.of(CustomerRecord.class, path).orElseThrow()));
    }
    for (String contact : List.of("email", "phone")) {
      if (id == null) {
        id = column(rules, contact).orElse(null);
      }
    }
    if (id == null) {
      throw new MappingException(
          List.of(
              "no column looks like the id of a record, an e-mail address or a telephone number;"
                  + " write a mapping that says which is its id"));
    }
    return new Mapping(
        source, CustomerRecord.class, List.of(id), changes, rules, Map.of(), Set.of());
  }

  private static Optional<String> column(List<ColumnRule> rules, String path) {
    return rules.stream()
        .filter(rule -> rule.target().path().equals(path))
        .map(ColumnRule::column)
        .findFirst();
  }

  private static String field(Optional<Role> role, String simple) {
    if (COUNTRIES.contains(simple)) {
      return "country";
    }
    if (CONSENTS.contains(simple)) {
      return "marketingConsent";
    }
    if (TIMES.contains(simple)) {
      return "eventTime";
    }
    if (CONSENT_TIMES.contains(simple)) {
      return "consentTime"; // The record changes for other reasons as well.
    }
    return role.map(FIELDS::get).orElse(null);
  }

  private static String simple(String column) {
    String words = CAMEL.matcher(column.strip()).replaceAll(" ");
    return SEPARATORS.matcher(words.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  /** The rule of a column whose texts are read in the usual ways. */
  static ColumnRule plain(String column, Target target) {
    return new ColumnRule(
        column, target, List.of(), ZoneOffset.UTC, Numbers.Decimal.AUTO, Map.of());
  }
}
