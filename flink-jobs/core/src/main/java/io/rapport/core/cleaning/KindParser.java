package io.rapport.core.cleaning;

import io.rapport.core.cleaning.CleaningRule.Bounds;
import io.rapport.core.cleaning.CleaningRule.Category;
import io.rapport.core.cleaning.CleaningRule.Centre;
import io.rapport.core.cleaning.CleaningRule.Code;
import io.rapport.core.cleaning.CleaningRule.Conversion;
import io.rapport.core.cleaning.CleaningRule.Country;
import io.rapport.core.cleaning.CleaningRule.Detector;
import io.rapport.core.cleaning.CleaningRule.Form;
import io.rapport.core.cleaning.CleaningRule.FreeText;
import io.rapport.core.cleaning.CleaningRule.Head;
import io.rapport.core.cleaning.CleaningRule.OneOf;
import io.rapport.core.cleaning.CleaningRule.Phone;
import io.rapport.core.cleaning.CleaningRule.QuantileBand;
import io.rapport.core.cleaning.CleaningRule.RobustZ;
import io.rapport.core.cleaning.CleaningRule.Segments;
import io.rapport.core.cleaning.CleaningRule.ToNumber;
import io.rapport.core.cleaning.CleaningRule.ToTime;
import io.rapport.core.cleaning.CleaningRule.ToUnit;
import io.rapport.core.cleaning.form.Dates;
import io.rapport.core.cleaning.form.Numbers.Decimal;
import io.rapport.core.cleaning.form.Standardiser;
import io.rapport.core.cleaning.form.Vocabulary;
import io.rapport.core.yaml.YamlMap;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads the kind of a rule and its parameters, and checks that they suit its fields. */
final class KindParser {

  private static final List<String> KINDS =
      List.of("required", "default", "impute", "outlier", "standardise", "convert");

  private static final long DAY = 86_400_000;
  private static final double DEFAULT_THRESHOLD = 3.5; // Iglewicz, Hoaglin, 1993
  private static final int DEFAULT_MINIMUM = 20;
  private static final int DEFAULT_SEGMENTS = 5_000;
  private static final int LONGEST_TEXT = 20_000;

  private final YamlMap map;
  private final Head head;
  private final Map<String, Vocabulary> vocabularies;

  KindParser(YamlMap map, Head head, Map<String, Vocabulary> vocabularies) {
    this.map = map;
    this.head = head;
    this.vocabularies = vocabularies;
  }

  /** The rule; null, with the errors noted, for one that has no kind. */
  CleaningRule parse() {
    List<String> kinds = KINDS.stream().filter(map::has).toList();
    KINDS.forEach(map::node);
    if (kinds.size() != 1) {
      map.error(
          "name",
          kinds.isEmpty()
              ? "a rule has one of " + String.join(", ", KINDS)
              : "a rule has one kind, but this one has " + String.join(" and ", kinds));
      return null;
    }
    return switch (kinds.get(0)) {
      case "required" -> required();
      case "default" -> defaulted();
      case "impute" -> impute();
      case "outlier" -> outlier();
      case "standardise" -> standardise();
      default -> convert();
    };
  }

  private CleaningRule required() {
    Action missing =
        map.oneOf("required", Action.MARK, List.of(Action.MARK, Action.DROP, Action.DEAD_LETTER));
    dropsLinesOnly("required", missing);
    return new CleaningRule.Required(head, missing);
  }

  private CleaningRule defaulted() {
    String value = map.text("default", "");
    changeable("default");
    each("default", field -> field.role() == FieldRole.PLAIN, "is about a person");
    each("default", field -> field.type() != FieldType.TIME, "is a time");
    if (head.fields().stream().anyMatch(field -> field.type().numeric())) {
      map.number("default", 0);
    }
    return new CleaningRule.Default(head, value);
  }

  private CleaningRule impute() {
    Centre centre = map.oneOf("impute", Centre.MEDIAN, List.of(Centre.values()));
    changeable("impute");
    each("impute", field -> field.role() == FieldRole.PLAIN, "is about a person");
    if (centre == Centre.MEDIAN) {
      numbers("impute");
    } else {
      texts("impute");
    }
    return new CleaningRule.Impute(head, centre, segments());
  }

  private CleaningRule outlier() {
    numbers("outlier");
    String method = map.text("outlier", "");
    Detector detector =
        switch (method) {
          case "bounds" -> bounds();
          case "robust-z" -> robustZ();
          case "quantile-band" -> quantileBand();
          default -> {
            map.error(
                "outlier",
                "`outlier` must be one of bounds, robust-z, quantile-band but is " + method);
            yield null;
          }
        };
    return detector == null ? null : new CleaningRule.Outlier(head, detector);
  }

  private Bounds bounds() {
    double min = map.number("min", Double.NEGATIVE_INFINITY);
    double max = map.number("max", Double.POSITIVE_INFINITY);
    if (!map.has("min") && !map.has("max")) {
      map.error("outlier", "bounds need `min`, `max` or both");
    }
    if (min > max) {
      map.error("max", "`max` must not be below `min`");
    }
    return new Bounds(min, max, outside("below"), outside("above"));
  }

  private RobustZ robustZ() {
    return new RobustZ(
        positive("threshold", DEFAULT_THRESHOLD),
        notNegative("floor", 0),
        logarithmic(),
        segments(),
        names("among"),
        outside("action"));
  }

  private QuantileBand quantileBand() {
    double low = map.number("low", 0.01, value -> value >= 0 && value < 1, "from 0 to below 1");
    double high = map.number("high", 0.99, value -> value > 0 && value <= 1, "above 0, at most 1");
    if (low >= high) {
      map.error("low", "`low` must be below `high`");
    }
    return new QuantileBand(
        low, high, notNegative("widen", 0), logarithmic(), segments(), outside("action"));
  }

  private boolean logarithmic() {
    String scale = map.text("scale", "linear");
    if (!scale.equals("linear") && !scale.equals("log")) {
      map.error("scale", "`scale` must be one of linear, log but is " + scale);
    }
    return scale.equals("log");
  }

  private Action outside(String key) {
    Action action = map.oneOf(key, Action.MARK, List.of(Action.values()));
    dropsLinesOnly(key, action);
    return action;
  }

  private CleaningRule standardise() {
    changeable("standardise");
    texts("standardise");
    Map<String, Supplier<Form>> forms = new LinkedHashMap<>();
    for (Code code : Code.values()) {
      forms.put(YamlMap.word(code), () -> code);
    }
    forms.put("phone", this::phone);
    forms.put("country", () -> new Country(edits()));
    forms.put("category", () -> new Category(vocabulary(false), edits()));
    forms.put("one-of", () -> new OneOf(vocabulary(true), edits()));
    forms.put("text", () -> new FreeText(map.whole("longest", LONGEST_TEXT, 1)));
    String name = map.text("standardise", "");
    Supplier<Form> form = forms.get(name);
    if (form == null) {
      map.error(
          "standardise",
          "`standardise` must be one of %s but is %s"
              .formatted(String.join(", ", forms.keySet()), name));
      return null;
    }
    return new CleaningRule.Standardise(head, form.get(), invalid());
  }

  private Form phone() {
    String region = map.requiredText("region");
    if (region != null && !Standardiser.phoneRegion(region)) {
      map.error(
          "region",
          "`region` must be an ISO 3166-1 alpha-2 code with telephone numbers, such as DE, but is "
              + region);
    }
    return new Phone(region);
  }

  private int edits() {
    return map.whole("edits", 0, 0);
  }

  private Vocabulary vocabulary(boolean required) {
    String name = required ? map.requiredText("vocabulary") : map.text("vocabulary", null);
    if (name != null && !vocabularies.containsKey(name)) {
      map.error("vocabulary", "there is no vocabulary `" + name + "`");
    }
    return name == null ? null : vocabularies.get(name);
  }

  private CleaningRule convert() {
    changeable("convert");
    String to = map.text("convert", "");
    Conversion conversion =
        switch (to) {
          case "number" -> {
            numbers("convert");
            yield new ToNumber(map.oneOf("decimal", Decimal.AUTO, List.of(Decimal.values())));
          }
          case "date" -> {
            each(
                "convert",
                field -> field.type() == FieldType.TIME || field.type() == FieldType.DATE,
                "is neither a date nor a time");
            yield date();
          }
          case "unit" -> {
            numbers("convert");
            yield unit();
          }
          default -> {
            map.error("convert", "`convert` must be one of number, date, unit but is " + to);
            yield null;
          }
        };
    return conversion == null ? null : new CleaningRule.Convert(head, conversion, invalid());
  }

  private Conversion date() {
    List<String> formats = map.has("formats") ? map.texts("formats") : List.of("iso");
    ZoneId zone = ZoneOffset.UTC;
    try {
      map.node("formats");
      new Dates(formats, zone);
    } catch (IllegalArgumentException e) {
      map.error("formats", "`formats` has a pattern that is none: " + e.getMessage());
      return new ToTime(List.of("iso"), zone);
    }
    String name = map.text("zone", "UTC");
    try {
      zone = ZoneId.of(name);
    } catch (DateTimeException e) {
      map.error("zone", "`zone` must be a time zone such as Europe/Berlin but is " + name);
    }
    return new ToTime(formats, zone);
  }

  private Conversion unit() {
    String from = map.text("from", null);
    String to = map.text("to", null);
    if (from == null && to == null) {
      if (!map.has("factor")) {
        map.error("convert", "unit needs `from` and `to`, or `factor`");
      }
      return new ToUnit(positive("factor", 1));
    }
    double factor = Units.factor(from, to);
    if (Double.isNaN(factor)) {
      map.error(
          "convert",
          "there is no way from %s to %s; units are %s".formatted(from, to, Units.names()));
      return new ToUnit(1);
    }
    return new ToUnit(factor);
  }

  private Action invalid() {
    Action action =
        map.oneOf(
            "invalid",
            Action.REMOVE,
            List.of(Action.REMOVE, Action.MARK, Action.DROP, Action.DEAD_LETTER));
    dropsLinesOnly("invalid", action);
    return action;
  }

  private Segments segments() {
    return new Segments(
        names("by"),
        map.duration("window", 30 * DAY),
        map.whole("minimum", DEFAULT_MINIMUM, 1),
        map.whole("segments", DEFAULT_SEGMENTS, 8));
  }

  /** The names of text fields. */
  private List<String> names(String key) {
    List<String> names = map.texts(key);
    names.forEach(name -> textOf(map, key, name, head.fields()));
    return names;
  }

  private double positive(String key, double otherwise) {
    return map.number(
        key, otherwise, value -> value > 0 && Double.isFinite(value), "a number above 0");
  }

  private double notNegative(String key, double otherwise) {
    return map.number(
        key, otherwise, value -> value >= 0 && Double.isFinite(value), "a number of at least 0");
  }

  private void dropsLinesOnly(String key, Action action) {
    if (action == Action.DROP) {
      each(
          key,
          field -> Source.labelled(field.source()).isPart(),
          "is not of a line or charge, and only those can be dropped");
    }
  }

  private void changeable(String key) {
    each(key, Field::changeable, "is an identifier: use `required`");
  }

  private void numbers(String key) {
    each(
        key,
        field -> field.type() == FieldType.NUMBER || field.type() == FieldType.WHOLE,
        "is no number");
  }

  private void texts(String key) {
    each(key, field -> field.type() == FieldType.TEXT, "is no text");
  }

  private void each(String key, Predicate<Field> holds, String otherwise) {
    for (Field field : head.fields()) {
      if (!holds.test(field)) {
        map.error(key, "%s %s".formatted(field.path(), otherwise));
      }
    }
  }

  /** Checks that every source of the fields has a text field of a name. */
  static void textOf(YamlMap map, String key, String name, List<Field> fields) {
    for (Field field : fields) {
      Source source = Source.labelled(field.source());
      Field other = source.find(name);
      if (other == null || other.type() != FieldType.TEXT) {
        map.error(
            key,
            "`%s` must name text fields, and %s has no text field %s; it has %s"
                .formatted(
                    key,
                    source.label(),
                    name,
                    source.fields().stream()
                        .filter(candidate -> candidate.type() == FieldType.TEXT)
                        .map(Field::name)
                        .collect(Collectors.joining(", "))));
      }
    }
  }
}
