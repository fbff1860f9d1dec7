package io.rapport.simulator.support;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A text with alternatives and slots: {@code [Where is|I miss] my parcel {order}}. Alternatives may
 * nest and be empty.
 */
final class Template {

  /** A piece of a template. Exactly one of the fields is set. */
  private record Part(String text, String slot, List<Template> alternatives) {}

  private final List<Part> parts;

  private Template(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException when a bracket is not closed
   */
  static Template parse(String text) {
    var reader = new Reader(text);
    Template template = reader.sequence(false);
    if (reader.at < text.length()) {
      throw new IllegalArgumentException("unexpected '" + text.charAt(reader.at) + "' in " + text);
    }
    return template;
  }

  /** Alternatives separated by '|' at the top level, as one template. */
  static Template choice(String text) {
    return parse('[' + text + ']');
  }

  /**
   * One of the texts.
   *
   * @param slots gives a slot's text
   */
  String expand(RandomGenerator random, Function<String, String> slots) {
    StringBuilder out = new StringBuilder();
    expand(random, slots, out);
    return out.toString();
  }

  private void expand(RandomGenerator random, Function<String, String> slots, StringBuilder out) {
    for (Part part : parts) {
      if (part.text != null) {
        out.append(part.text);
      } else if (part.slot != null) {
        out.append(slots.apply(part.slot));
      } else {
        List<Template> alternatives = part.alternatives;
        alternatives.get(random.nextInt(alternatives.size())).expand(random, slots, out);
      }
    }
  }

  /** The names of all slots, in the alternatives too. */
  Set<String> slots() {
    Set<String> names = new HashSet<>();
    for (Part part : parts) {
      if (part.slot != null) {
        names.add(part.slot);
      } else if (part.alternatives != null) {
        part.alternatives.forEach(alternative -> names.addAll(alternative.slots()));
      }
    }
    return names;
  }

  /** The number of ways in which the template can be expanded, slots not counted. */
  long variants() {
    long product = 1;
    for (Part part : parts) {
      if (part.alternatives != null) {
        product *= part.alternatives.stream().mapToLong(Template::variants).sum();
      }
    }
    return product;
  }

  /** A recursive-descent parser of the text. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    Template sequence(boolean inside) {
      List<Part> parts = new ArrayList<>();
      StringBuilder plain = new StringBuilder();
      while (at < text.length() && !(inside && (peek() == '|' || peek() == ']'))) {
        char c = text.charAt(at++);
        if (c == '{') {
          flush(plain, parts);
          parts.add(new Part(null, until('}'), null));
        } else if (c == '[') {
          flush(plain, parts);
          parts.add(new Part(null, null, alternatives()));
        } else {
          plain.append(c);
        }
      }
      flush(plain, parts);
      return new Template(parts);
    }

    private List<Template> alternatives() {
      List<Template> found = new ArrayList<>();
      do {
        found.add(sequence(true));
      } while (next() == '|');
      return found;
    }

    private char peek() {
      return text.charAt(at);
    }

    private char next() {
      if (at >= text.length()) {
        throw new IllegalArgumentException("unclosed bracket in " + text);
      }
      return text.charAt(at++);
    }

    private String until(char end) {
      int close = text.indexOf(end, at);
      if (close < 0) {
        throw new IllegalArgumentException("unclosed slot in " + text);
      }
      String name = text.substring(at, close);
      at = close + 1;
      return name;
    }

    private static void flush(StringBuilder plain, List<Part> parts) {
      if (!plain.isEmpty()) {
        parts.add(new Part(plain.toString(), null, null));
        plain.setLength(0);
      }
    }
  }
}
