package io.rapport.core.identity.person;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Splits full names into given and family names, without titles. */
final class NameParser {

  /** A person's names; null where there is none. */
  record Name(String given, String family) {}

  /** Titles in front of a name. */
  private static final Set<String> TITLES =
      Set.of(
          "mr",
          "mrs",
          "ms",
          "miss",
          "mister",
          "mx",
          "dr",
          "doctor",
          "prof",
          "professor",
          "sir",
          "dame",
          "lord",
          "lady",
          "madam",
          "rev",
          "reverend",
          "hon",
          "honourable",
          "rt",
          "capt",
          "captain",
          "col",
          "colonel",
          "lt",
          "lieutenant",
          "sgt",
          "viscount",
          "viscountess",
          "countess",
          "baroness",
          "duchess",
          "archbishop",
          "herr",
          "frau",
          "hr",
          "fraulein",
          "freiherr",
          "grafin",
          "dipl",
          "ing",
          "monsieur",
          "madame",
          "mme",
          "mlle",
          "saint",
          "the");

  /** Titles that are names too: only in front of a given and a family name. */
  private static final Set<String> TITLES_OR_NAMES =
      Set.of(
          "master",
          "father",
          "fr",
          "major",
          "general",
          "gen",
          "admiral",
          "bishop",
          "earl",
          "duke",
          "count",
          "baron",
          "marquess",
          "marquis",
          "prince",
          "princess",
          "king",
          "queen",
          "graf");

  /** Words behind a name that are no part of it. */
  private static final Set<String> STYLES =
      Set.of(
          "esq", "esquire", "jr", "jnr", "junior", "sr", "snr", "senior", "phd", "md", "mba", "bsc",
          "msc", "qc", "kc", "obe", "mbe", "cbe", "kbe", "frs", "ii", "iii", "iv", "baronet",
          "bart", "bt");

  /** Words in front of a family name that belong to it. */
  private static final Set<String> PARTICLES =
      Set.of(
          "von", "van", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le",
          "ten", "ter", "zu", "zum", "zur", "vom", "af", "av", "al", "el", "bin", "ibn", "st",
          "mac", "mc", "o");

  private NameParser() {}

  /** The words of a name without titles and styles; all of them if it has nothing else. */
  static String withoutTitles(String name) {
    List<String> words = new ArrayList<>(List.of(name.strip().split(" +", -1)));
    while (words.size() > 1 && STYLES.contains(words.get(words.size() - 1))) {
      words.remove(words.size() - 1);
    }
    while (startsWithTitle(words)) {
      words.remove(0);
    }
    return String.join(" ", words);
  }

  private static boolean startsWithTitle(List<String> words) {
    String first = words.get(0);
    return words.size() > (TITLES_OR_NAMES.contains(first) ? 2 : 1)
        && (TITLES.contains(first) || TITLES_OR_NAMES.contains(first));
  }

  /**
   * Reads {@code given family}, {@code family, given} and names with a style behind a comma, as in
   * {@code john smith, 3rd baronet}.
   *
   * @param text in lower case, commas kept
   */
  static Name parse(String text) {
    int comma = text.indexOf(',');
    if (comma >= 0) {
      String head = withoutTitles(text.substring(0, comma));
      String tail = text.substring(comma + 1);
      String rest = style(tail) ? "" : withoutTitles(tail.replace(',', ' '));
      if (!rest.isEmpty() && !head.isEmpty()) {
        return new Name(rest, head);
      }
      return ordered(head.isEmpty() ? rest : head);
    }
    return ordered(withoutTitles(text));
  }

  /** Whether what follows a comma is a rank or an ordinal rather than a given name. */
  private static boolean style(String tail) {
    return tail.chars().anyMatch(Character::isDigit)
        || Arrays.stream(tail.strip().split("[ ,]+", -1))
            .allMatch(
                word ->
                    STYLES.contains(word)
                        || TITLES.contains(word)
                        || TITLES_OR_NAMES.contains(word));
  }

  private static Name ordered(String text) {
    List<String> words = new ArrayList<>(List.of(text.split(" ", -1)));
    int of = words.indexOf("of");
    if (of > 0) {
      // "john of gaunt": where somebody is from is told apart from the name.
      words = words.subList(0, of);
    }
    int last = words.size() - 1;
    if (last <= 0) {
      return new Name(null, words.get(0).isEmpty() ? null : words.get(0));
    }
    int family = last;
    while (family > 1 && PARTICLES.contains(words.get(family - 1))) {
      family--;
    }
    return new Name(
        String.join(" ", words.subList(0, family)),
        String.join(" ", words.subList(family, words.size())));
  }
}
