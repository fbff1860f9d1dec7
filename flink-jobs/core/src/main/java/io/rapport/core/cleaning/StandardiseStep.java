package io.rapport.core.cleaning;

import io.rapport.core.cleaning.CleaningRule.Category;
import io.rapport.core.cleaning.CleaningRule.Code;
import io.rapport.core.cleaning.CleaningRule.Country;
import io.rapport.core.cleaning.CleaningRule.Form;
import io.rapport.core.cleaning.CleaningRule.FreeText;
import io.rapport.core.cleaning.CleaningRule.OneOf;
import io.rapport.core.cleaning.CleaningRule.Phone;
import io.rapport.core.cleaning.CleaningRule.Standardise;
import io.rapport.core.cleaning.form.Countries;
import io.rapport.core.cleaning.form.PostalCodes;
import io.rapport.core.cleaning.form.Standardiser;
import io.rapport.core.cleaning.form.Texts;
import io.rapport.core.cleaning.form.Vocabulary;
import io.rapport.core.intake.RejectedEventException;
import io.rapport.core.intake.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Brings a text into its standard form. */
final class StandardiseStep implements Step {

  /** A form that may look at the record's other values. */
  @FunctionalInterface
  private interface Reading {
    String of(String value, FieldValues values);
  }

  private final String rule;
  private final Field field;
  private final Reading form;
  private final int longest;
  private final Consequence invalid;

  StandardiseStep(Standardise rule, Field field) {
    this.rule = rule.head().name();
    this.field = field;
    this.form = form(rule.form(), Source.labelled(field.source()));
    this.longest = rule.form() instanceof FreeText text ? text.longest() : Integer.MAX_VALUE;
    this.invalid =
        new Consequence(
            this.rule, field, rule.invalid(), Rejection.INVALID_VALUE, "has no standard form");
  }

  @Override
  public boolean apply(FieldValues values, long time, Changes changes)
      throws RejectedEventException {
    String value = values.text(field.index());
    if (value == null || values.made(field.index())) {
      return true;
    }
    String standard = form.of(value, values);
    if (standard == null) {
      return invalid.apply(values, changes);
    }
    if (standard.length() > longest) {
      standard = Texts.cut(standard, longest);
      values.replace(field.index(), standard);
      values.flaw(field.index());
      changes.add(rule, ChangeKind.CLIPPED, field, standard);
    } else if (!standard.equals(value)) {
      values.replace(field.index(), standard);
      changes.add(rule, ChangeKind.STANDARDISED, field, standard);
    }
    return true;
  }

  private static Reading form(Form form, Source source) {
    if (form instanceof Code code) {
      return code(code, source);
    }
    if (form instanceof Phone phone) {
      Field country = source.find("country");
      return (value, values) -> Standardiser.phone(value, country(values, country, phone.region()));
    }
    if (form instanceof Country country) {
      return (value, values) -> Countries.code(value, country.edits());
    }
    if (form instanceof Category category) {
      return category.vocabulary() == null
          ? alone(Texts::category)
          : alone(value -> path(value, category.vocabulary(), category.edits()));
    }
    if (form instanceof OneOf oneOf) {
      return (value, values) -> oneOf.vocabulary().find(value, oneOf.edits());
    }
    return alone(Texts::plain);
  }

  private static Reading code(Code code, Source source) {
    return switch (code) {
      case EMAIL -> alone(Standardiser::email);
      case CURRENCY -> alone(Standardiser::currency);
      case LANGUAGE -> alone(Standardiser::language);
      case NAME -> alone(Texts::name);
      case POSTAL_CODE -> {
        Field country = source.find("country");
        yield (value, values) -> PostalCodes.standard(value, country(values, country, null));
      }
    };
  }

  private static Reading alone(UnaryOperator<String> form) {
    return (value, values) -> form.apply(value);
  }

  private static String country(FieldValues values, Field country, String otherwise) {
    String value = country == null ? null : values.text(country);
    String code = value == null ? null : Countries.code(value, 0);
    return code == null ? otherwise : code;
  }

  private static String path(String value, Vocabulary vocabulary, int edits) {
    String path = Texts.category(value);
    if (path == null) {
      return null;
    }
    if (path.indexOf('/') < 0) {
      String standard = vocabulary.find(path, edits);
      return standard == null ? path : standard;
    }
    List<String> levels = new ArrayList<>();
    for (String level : path.split("/", -1)) {
      String standard = vocabulary.find(level, edits);
      levels.add(standard == null ? level : standard);
    }
    return String.join("/", levels);
  }
}
