package io.rapport.simulator.support;

import io.rapport.simulator.people.CustomerLocale;
import io.rapport.simulator.shop.WordLists;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The texts of customers and agents in one language, from {@code phrases/<language>.txt}. */
final class Phrasebook {

  /** The texts of one intent. */
  private record Section(
      List<Template> subjects,
      List<Template> bodies,
      List<Template> followUps,
      List<Article> articles) {

    Section() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  /** A knowledge-base article's text. */
  record Article(String title, String body) {}

  private final Map<String, Template> rules = new HashMap<>();
  private final Map<Intent, Section> sections = new EnumMap<>(Intent.class);

  /**
   * Reads a language's phrases.
   *
   * @throws IllegalArgumentException when a line cannot be read, a slot is unknown or an intent
   *     lacks a text
   */
  Phrasebook(CustomerLocale tongue) {
    Section section = null;
    for (String line : WordLists.lines("phrases/" + tongue.code() + ".txt")) {
      String rest = line.substring(line.indexOf(' ') + 1);
      switch (line.charAt(0)) {
        case '=' -> rules.put(line.substring(1, line.indexOf(' ')), Template.choice(rest));
        case '@' -> {
          section = new Section();
          sections.put(Intent.of(line.substring(1)), section);
        }
        case 's' -> section.subjects.add(Template.choice(rest));
        case 'b' -> section.bodies.add(Template.parse(rest));
        case 'f' -> section.followUps.add(Template.choice(rest));
        case 'k' -> section.articles.add(article(rest));
        default -> throw new IllegalArgumentException(tongue + ": " + line);
      }
    }
    check(tongue);
  }

  private static Article article(String text) {
    String[] parts = text.split(" \\|\\| ", 2);
    return new Article(parts[0], parts[1]);
  }

  private void check(CustomerLocale tongue) {
    for (Intent intent : Intent.values()) {
      Section section = sections.get(intent);
      if (section == null
          || section.subjects.isEmpty()
          || section.bodies.isEmpty()
          || section.followUps.isEmpty()
          || section.articles.isEmpty()) {
        throw new IllegalArgumentException(tongue + " lacks a text for " + intent);
      }
      section.bodies.forEach(body -> checkSlots(tongue, body));
      section.subjects.forEach(subject -> checkSlots(tongue, subject));
      section.followUps.forEach(followUp -> checkSlots(tongue, followUp));
    }
    rules.values().forEach(rule -> checkSlots(tongue, rule));
  }

  private void checkSlots(CustomerLocale tongue, Template template) {
    Set<String> slots = template.slots();
    slots.removeAll(rules.keySet());
    slots.removeAll(TicketFacts.SLOTS);
    if (!slots.isEmpty()) {
      throw new IllegalArgumentException(tongue + " names unknown slots " + slots);
    }
  }

  String subject(Intent intent, TicketFacts facts, RandomGenerator random) {
    return any(sections.get(intent).subjects, facts, random);
  }

  String body(Intent intent, TicketFacts facts, RandomGenerator random) {
    return any(sections.get(intent).bodies, facts, random);
  }

  String followUp(Intent intent, TicketFacts facts, RandomGenerator random) {
    return any(sections.get(intent).followUps, facts, random);
  }

  String rule(String name, TicketFacts facts, RandomGenerator random) {
    return rules.get(name).expand(random, slots(facts, random));
  }

  Article article(Intent intent) {
    return sections.get(intent).articles.get(0);
  }

  /** The number of ways in which a body of an intent can be written, slots not counted. */
  long variants(Intent intent) {
    return sections.get(intent).bodies.stream().mapToLong(Template::variants).sum();
  }

  private String any(List<Template> templates, TicketFacts facts, RandomGenerator random) {
    return templates.get(random.nextInt(templates.size())).expand(random, slots(facts, random));
  }

  private Function<String, String> slots(TicketFacts facts, RandomGenerator random) {
    return name -> {
      Template rule = rules.get(name);
      return rule == null ? facts.slot(name) : rule.expand(random, slots(facts, random));
    };
  }
}
