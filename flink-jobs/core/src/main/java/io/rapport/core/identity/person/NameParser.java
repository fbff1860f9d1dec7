package io.rapport.core.identity.person;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Splits full names into given and family names, without titles. */
final class NameParser {

  /** A person's names; null where there is none. */
  record Name(String given, String family) {}

  private static final Set<String> TITLES =
      Set.of(
          "mr", "mrs", "ms", "miss", "mister", "master", "mx", "dr", "doctor", "prof", "professor",
          "sir", "dame", "lord", "lady", "madam", "rev", "reverend", "fr", "father", "hon",
          "honourable", "rt", "capt", "captain", "major", "maj", "col", "colonel", "gen", "general",
          "lt", "lieutenant", "sgt", "admiral", "bishop", "archbishop", "earl", "duke", "duchess",
          "count", "countess", "viscount", "viscountess", "baron", "baroness", "baronet", "bart",
          "bt", "marquess", "marquis", "prince", "princess", "king", "queen", "saint", "herr",
          "frau", "hr", "fräulein", "fraulein", "graf", "gräfin", "freiherr", "ing", "dipl",
          "monsieur", "madame", "mme", "mlle", "esq", "esquire", "jr", "jnr", "junior", "sr", "snr",
          "senior", "phd", "md", "mba", "ba", "bsc", "msc", "ma", "qc", "kc", "mp", "obe", "mbe",
          "cbe", "kbe", "frs", "ii", "iii", "iv");

  /** Words in front of a family name that belong to it. */
  private static final Set<String> PARTICLES =
      Set.of(
          "von", "van", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le",
          "ten", "ter", "zu", "zum", "zur", "vom", "af", "av", "al", "el", "bin", "ibn", "st", "mac",
          "mc", "o");

  private NameParser() {}

  /** The words of a name without its titles; all of them if it has nothing else. */
  static String withoutTitles(String name) {
    String[] words = name.split(" ", -1);
    List<String> kept = Arrays.stream(words).filter(word -> !TITLES.contains(word)).toList();
    return kept.isEmpty() ? name : String.join(" ", kept);
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
      String head = titleless(text.substring(0, comma));
      String tail = text.substring(comma + 1);
      String rest = style(tail) ? "" : titleless(tail.replace(',', ' '));
      if (!rest.isEmpty() && !head.isEmpty()) {
        return new Name(rest, head);
      }
      return ordered(head.isEmpty() ? rest : head);
    }
    return ordered(titleless(text));
  }

  /** Whether what follows a comma is a rank or an ordinal rather than a given name. */
  private static boolean style(String tail) {
    return tail.chars().anyMatch(Character::isDigit)
        || Arrays.stream(tail.strip().split("[ ,]+", -1)).allMatch(TITLES::contains);
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

  private static String titleless(String text) {
    StringBuilder kept = new StringBuilder();
    for (String word : text.strip().split(" +", -1)) {
      if (!TITLES.contains(word)) {
        kept.append(kept.isEmpty() ? "" : " ").append(word);
      }
    }
    return kept.toString();
  }
}
