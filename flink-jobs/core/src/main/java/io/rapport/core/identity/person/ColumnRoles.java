package io.rapport.core.identity.person;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A table of usual column names and the roles of their values. */
public final class ColumnRoles {

  private static final Pattern CAMEL = Pattern.compile("(?<=[a-z])(?=[A-Z])");
  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern[] NOISE = {
    Pattern.compile(" ?\\d+$"),
    Pattern.compile("^(customer|contact|person|user|client|patient|member|primary|current) "),
    Pattern.compile(" (fake|clean|cleaned|raw|std|standardised|normalised|primary|current)$")
  };
  private static final Map<String, Role> NAMES = new HashMap<>();

  static {
    names(
        Role.GIVEN_NAME,
        "given name|given names|givenname|first name|first names|firstname|fname|forename"
            + "|forenames|given|first|christian name|vorname|prenom|middle name|middle names"
            + "|middlename|second name");
    names(
        Role.FAMILY_NAME,
        "surname|sur name|family name|familyname|last name|last names|lastname|lname|family"
            + "|last|nachname|familienname|nom|nom de famille");
    names(
        Role.FULL_NAME,
        "name|full name|fullname|person name|customer name|contact name|display name"
            + "|first and surname|first and last name|complete name");
    names(
        Role.BIRTH_DATE,
        "date of birth|dateofbirth|birth date|birthdate|dob|born|birthday|birth day"
            + "|geburtsdatum|geburtstag|date de naissance|year of birth|birth year|yob");
    names(
        Role.STREET,
        "street|street name|streetname|address|street address|addr|address line|full address|strasse|straße"
            + "|rue|adresse|road|address street|home address|postal address|mailing address");
    names(
        Role.NUMBER,
        "number|street number|streetnumber|house number|housenumber|house no|street no|hausnummer"
            + "|building number|stno");
    names(
        Role.LOCALITY,
        "locality|suburb|city|town|village|place|ort|stadt|ville|municipality|city name|hometown");
    names(
        Role.POSTCODE,
        "postcode|post code|postal code|postalcode|zip|zip code|zipcode|plz|code postal"
            + "|postleitzahl|zip5");
    names(Role.REGION, "region|state|province|county|bundesland|state code|departement|territory");
    names(
        Role.E_MAIL,
        "e mail|email|mail|email address|e mail address|emailaddress|mailadresse|courriel");
    names(
        Role.PHONE,
        "phone|telephone|tel|mobile|cell|cell phone|phone number|phonenumber|telephone number"
            + "|mobile number|mobile phone|home phone|work phone|telefon|handy|fax|contact number");
    names(
        Role.NATIONAL_ID,
        "national id|soc sec id|soc sec|social security number|social security|ssn|national"
            + " identifier|nationalid|tax id|tax number|tin|passport|passport number|nhs number"
            + "|national insurance number|nino|personal id|id card|medicare");
    names(Role.DEVICE, "device|device id|deviceid|cookie|cookie id|visitor id");
    names(Role.GENDER, "gender|sex|geschlecht|sexe");
    names(Role.OCCUPATION, "occupation|job|job title|profession|beruf|metier|work");
    names(
        Role.OTHER,
        "other|birth place|birthplace|place of birth|birth city|geburtsort|lieu de naissance"
            + "|nationality|country|employer|company|maiden name|mother maiden name");
  }

  private ColumnRoles() {}

  /**
   * The role of a column, told by its name in any case and with any separators. A number at the
   * end, as of a second address line, and a word that only says which of several values this is, as
   * in {@code customer_email} or {@code postcode_clean}, do not count. Empty for a name that says
   * nothing: such a column is not compared.
   */
  public static Optional<Role> guess(String column) {
    String name = simple(column);
    for (Pattern less : NOISE) {
      if (NAMES.containsKey(name)) {
        break;
      }
      name = less.matcher(name).replaceFirst("");
    }
    return Optional.ofNullable(NAMES.get(name));
  }

  /** A column's name in lower case, its words divided by one space. */
  static String simple(String column) {
    String words = CAMEL.matcher(column.strip()).replaceAll(" ");
    return SEPARATORS.matcher(words.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  private static void names(Role role, String list) {
    for (String name : list.split("\\|", -1)) {
      NAMES.put(name, role);
    }
  }
}
