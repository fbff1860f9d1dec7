package io.rapport.core.identity.person;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.text.Placeholders;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings records to a standard form: lower case without accents, names without titles, telephone
 * numbers and dates as digits, house numbers out of streets. Placeholders and the mailboxes of an
 * office count as missing. Remembers only in which order days and months are written.
 */
public final class PersonStandardiser {

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern NO_NAME = Pattern.compile("[^\\p{L}\\p{N},]+");
  private static final Pattern APOSTROPHES = Pattern.compile("['’`´]");
  private static final Pattern NUMBER_FIRST = Pattern.compile("(\\d+ ?[a-z]?) (.{3,})");
  private static final Pattern NUMBER_LAST = Pattern.compile("(\\p{L}.{2,}?) (\\d+ ?[a-z]?)");
  private static final int PHONE_DIGITS = 9;
  private static final int SHORTEST_PHONE = 5;
  private static final int SHORTEST_ID = 4;
  private static final int OTHERS = 3;

  private static final Map<String, String> STREET_WORDS =
      Map.ofEntries(
          Map.entry("street", "st"),
          Map.entry("str", "st"),
          Map.entry("strasse", "st"),
          Map.entry("road", "rd"),
          Map.entry("avenue", "ave"),
          Map.entry("av", "ave"),
          Map.entry("crescent", "cres"),
          Map.entry("cr", "cres"),
          Map.entry("drive", "dr"),
          Map.entry("place", "pl"),
          Map.entry("platz", "pl"),
          Map.entry("court", "ct"),
          Map.entry("crt", "ct"),
          Map.entry("lane", "ln"),
          Map.entry("terrace", "tce"),
          Map.entry("terr", "tce"),
          Map.entry("circuit", "cct"),
          Map.entry("boulevard", "blvd"),
          Map.entry("bd", "blvd"),
          Map.entry("highway", "hwy"),
          Map.entry("parade", "pde"),
          Map.entry("square", "sq"),
          Map.entry("close", "cl"),
          Map.entry("apartment", "apt"),
          Map.entry("apmnt", "apt"),
          Map.entry("flat", "apt"),
          Map.entry("unit", "apt"),
          Map.entry("village", "vlge"),
          Map.entry("north", "n"),
          Map.entry("south", "s"),
          Map.entry("east", "e"),
          Map.entry("west", "w"),
          Map.entry("saint", "st"),
          Map.entry("mount", "mt"),
          Map.entry("road.", "rd"));

  private static final Set<String> MALE =
      Set.of("m", "male", "man", "mr", "mann", "homme", "h", "1");
  private static final Set<String> FEMALE =
      Set.of("f", "female", "woman", "mrs", "ms", "w", "weiblich", "frau", "femme", "2");

  private final DateReader dates = new DateReader();

  /** The standard form of a record. */
  public Person standardise(PersonRecord record) {
    return standardise(record, first(record, Role.BIRTH_DATE, dates::read));
  }

  /**
   * The standard form of a record of which the birth date has been read before: of the same text,
   * the dates read since may make another one.
   *
   * @param birthDate of eight digits, or null
   */
  public Person standardise(PersonRecord record, String birthDate) {
    Map<Field, String> fields = new EnumMap<>(Field.class);
    Map<Field, String[]> several = new EnumMap<>(Field.class);
    names(record, fields);
    put(fields, Field.BIRTH_DATE, birthDate);
    address(record, fields);
    put(fields, Field.LOCALITY, first(record, Role.LOCALITY, PersonStandardiser::words));
    put(fields, Field.POSTCODE, first(record, Role.POSTCODE, PersonStandardiser::postcode));
    put(fields, Field.REGION, first(record, Role.REGION, PersonStandardiser::words));
    several(record, Role.E_MAIL, Field.E_MAIL, PersonStandardiser::mail, fields, several);
    several(record, Role.PHONE, Field.PHONE, PersonStandardiser::phone, fields, several);
    several(record, Role.DEVICE, Field.DEVICE, PersonStandardiser::code, fields, several);
    put(fields, Field.NATIONAL_ID, first(record, Role.NATIONAL_ID, PersonStandardiser::nationalId));
    put(fields, Field.GENDER, first(record, Role.GENDER, PersonStandardiser::gender));
    put(fields, Field.OCCUPATION, first(record, Role.OCCUPATION, PersonStandardiser::words));
    List<String> others = record.of(Role.OTHER);
    for (int i = 0; i < Math.min(OTHERS, others.size()); i++) {
      put(
          fields,
          Field.at(Field.OTHER.index() + i),
          read(others.get(i), PersonStandardiser::words));
    }
    return new Person(record, fields, several);
  }

  private static void names(PersonRecord record, Map<Field, String> fields) {
    String given = joined(record.of(Role.GIVEN_NAME));
    String family = joined(record.of(Role.FAMILY_NAME));
    if (given == null || family == null) {
      // A full name beside both of its parts would be the same evidence twice.
      String full = first(record, Role.FULL_NAME, PersonStandardiser::fullName);
      if (full != null) {
        NameParser.Name name = NameParser.parse(full);
        if (given == null && family == null) {
          given = name.given();
          family = name.family();
        } else if (given == null) {
          given = without(full.replace(",", ""), family);
        } else {
          family = without(full.replace(",", ""), given);
        }
      }
    }
    put(fields, Field.GIVEN_NAME, given);
    put(fields, Field.FAMILY_NAME, family);
  }

  private static String joined(List<String> values) {
    List<String> parts = new ArrayList<>();
    for (String value : values) {
      String words = read(value, PersonStandardiser::words);
      if (words != null) {
        parts.add(NameParser.withoutTitles(words));
      }
    }
    return parts.isEmpty() ? null : String.join(" ", parts);
  }

  /** The words of a full name that are not in the part that is known. */
  private static String without(String full, String part) {
    Set<String> known = Set.of(part.split(" ", -1));
    List<String> left = new ArrayList<>();
    for (String word : NameParser.withoutTitles(full).split(" +", -1)) {
      if (!known.contains(word)) {
        left.add(word);
      }
    }
    return left.isEmpty() ? null : String.join(" ", left);
  }

  /** Streets, and a house number that is written in one of them. */
  private static void address(PersonRecord record, Map<Field, String> fields) {
    String number = first(record, Role.NUMBER, PersonStandardiser::code);
    Field line = Field.STREET;
    for (String value : record.of(Role.STREET)) {
      String street = read(value, PersonStandardiser::street);
      if (street != null && number == null && record.of(Role.NUMBER).isEmpty()) {
        Matcher start = NUMBER_FIRST.matcher(street);
        Matcher end = NUMBER_LAST.matcher(street);
        if (start.matches()) {
          number = code(start.group(1));
          street = start.group(2);
        } else if (end.matches()) {
          number = code(end.group(2));
          street = end.group(1);
        }
      }
      put(fields, line, street);
      if (line == Field.ADDRESS_LINE) {
        break;
      }
      line = Field.ADDRESS_LINE;
    }
    put(fields, Field.NUMBER, number);
  }

  private static void several(
      PersonRecord record,
      Role role,
      Field field,
      Reading reading,
      Map<Field, String> fields,
      Map<Field, String[]> several) {
    Set<String> all = new LinkedHashSet<>();
    for (String value : record.of(role)) {
      String standard = read(value, reading);
      if (standard != null) {
        all.add(standard);
      }
    }
    if (!all.isEmpty()) {
      fields.put(field, all.iterator().next());
    }
    if (all.size() > 1) {
      several.put(field, all.toArray(String[]::new));
    }
  }

  private interface Reading {
    String read(String text);
  }

  private static String first(PersonRecord record, Role role, Reading reading) {
    for (String value : record.of(role)) {
      String standard = read(value, reading);
      if (standard != null) {
        return standard;
      }
    }
    return null;
  }

  private static String read(String value, Reading reading) {
    String plain = plain(value);
    if (Placeholders.word(plain)) {
      return null;
    }
    String standard = reading.read(plain);
    return standard == null || standard.isEmpty() ? null : standard;
  }

  private static void put(Map<Field, String> fields, Field field, String value) {
    if (value != null && !value.isBlank()) {
      fields.put(field, value);
    }
  }

  /** Lower case without accents, trimmed. */
  private static String plain(String value) {
    String lower = value.strip().toLowerCase(Locale.ROOT);
    if (lower.chars().allMatch(c -> c < 0x80)) {
      return lower;
    }
    String spelled =
        lower.replace("ß", "ss").replace("ø", "o").replace("æ", "ae").replace("ł", "l");
    return MARKS.matcher(Normalizer.normalize(spelled, Normalizer.Form.NFKD)).replaceAll("");
  }

  private static String words(String text) {
    return NO_WORD.matcher(APOSTROPHES.matcher(text).replaceAll("")).replaceAll(" ").strip();
  }

  private static String fullName(String text) {
    return NO_NAME.matcher(APOSTROPHES.matcher(text).replaceAll("")).replaceAll(" ").strip();
  }

  private static String street(String text) {
    StringBuilder standard = new StringBuilder();
    for (String word : words(text).split(" ", -1)) {
      standard.append(standard.isEmpty() ? "" : " ").append(STREET_WORDS.getOrDefault(word, word));
    }
    return standard.toString();
  }

  /** Letters and digits alone. */
  private static String code(String text) {
    return NO_WORD.matcher(text).replaceAll("");
  }

  private static String postcode(String text) {
    String plain = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    int dash = plain.indexOf('-');
    // The four digits behind the dash of a ZIP code are often left out.
    return code(dash == 5 ? plain.substring(0, dash) : plain);
  }

  private static String nationalId(String text) {
    String plain = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    String id = code(plain);
    return id.length() < SHORTEST_ID || Placeholders.number(id) ? null : id;
  }

  private static String mail(String text) {
    int at = text.lastIndexOf('@');
    if (at < 1 || at == text.length() - 1) {
      return null;
    }
    String local = text.substring(0, at);
    int plus = local.indexOf('+');
    String box = plus > 0 ? local.substring(0, plus) : local;
    return Placeholders.sharedMailbox(box) ? null : box + text.substring(at);
  }

  /** The last nine digits: with and without a country's prefix a number is the same. */
  private static String phone(String text) {
    StringBuilder digits = new StringBuilder();
    text.chars().filter(c -> c >= '0' && c <= '9').forEach(c -> digits.append((char) c));
    if (digits.length() < SHORTEST_PHONE || Placeholders.number(digits.toString())) {
      return null;
    }
    return digits.substring(Math.max(0, digits.length() - PHONE_DIGITS));
  }

  private static String gender(String text) {
    if (MALE.contains(text)) {
      return "m";
    }
    return FEMALE.contains(text) ? "f" : words(text);
  }

  /** Appends what is remembered. */
  public void write(PackedWriter out) {
    dates.write(out);
  }

  /** Reads what was remembered. */
  public void read(PackedReader in) {
    dates.read(in);
  }
}
