package io.rapport.simulator.support;

import io.rapport.avro.KnowledgeArticle;
import io.rapport.simulator.people.CustomerLocale;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Writes the messages of customers and agents, in their languages. */
public final class MessageWriter {

  private static final double SIGNED = 0.35;
  private static final double WITH_LEAD = 0.4;
  private static final double WITH_CONTACT = 0.3;

  private final Map<CustomerLocale, Phrasebook> books = new EnumMap<>(CustomerLocale.class);
  private final RandomGenerator random;
  private final Typist typist;

  public MessageWriter(RandomGenerator random) {
    this.random = random;
    this.typist = new Typist(random);
    for (CustomerLocale tongue : CustomerLocale.values()) {
      books.put(tongue, new Phrasebook(tongue));
    }
  }

  /** A subject line. */
  public String subject(TicketFacts facts) {
    return typist.type(book(facts).subject(facts.intent(), facts, random));
  }

  /** A first message: greeting, introduction, the matter, sometimes contact data, closing. */
  public String opening(TicketFacts facts) {
    Phrasebook book = book(facts);
    StringBuilder text = new StringBuilder();
    text.append(book.rule("hello", facts, random)).append(",\n\n");
    if (random.nextDouble() < WITH_LEAD) {
      text.append(book.rule("lead", facts, random)).append(' ');
    }
    text.append(typist.type(capital(book.body(facts.intent(), facts, random))));
    if (random.nextDouble() < WITH_CONTACT) {
      text.append(' ').append(book.rule("contact", facts, random));
    }
    text.append("\n\n").append(book.rule("thanks", facts, random));
    if (random.nextDouble() < SIGNED) {
      text.append(",\n").append(facts.givenName());
    }
    return text.toString();
  }

  /** A message that asks again. */
  public String followUp(TicketFacts facts) {
    Phrasebook book = book(facts);
    return typist.type(
        random.nextBoolean()
            ? book.followUp(facts.intent(), facts, random)
            : book.rule("again", facts, random));
  }

  /** A message that says the matter is settled. */
  public String solved(TicketFacts facts) {
    return typist.type(book(facts).rule("solved", facts, random));
  }

  /** An agent's answer: the article in the customer's language, addressed to the customer. */
  public String answer(TicketFacts facts) {
    Phrasebook book = book(facts);
    return "%s %s,\n\n%s. %s"
        .formatted(
            book.rule("greet", facts, random),
            facts.givenName(),
            book.rule("sorry", facts, random),
            book.article(facts.intent()).body());
  }

  /** The article that answers an intent in a language. */
  public static String articleId(Intent intent, CustomerLocale tongue) {
    return "kb-" + intent.code() + '-' + tongue.code();
  }

  /** One article for each intent and language, without event ids, times and site. */
  public List<KnowledgeArticle> articles() {
    List<KnowledgeArticle> articles = new ArrayList<>();
    for (CustomerLocale tongue : CustomerLocale.values()) {
      for (Intent intent : Intent.values()) {
        Phrasebook.Article text = books.get(tongue).article(intent);
        KnowledgeArticle article = new KnowledgeArticle();
        article.setArticleId(articleId(intent, tongue));
        article.setLanguage(tongue.code());
        article.setTitle(text.title());
        article.setBody(text.body());
        article.setIntents(List.of(intent.code()));
        article.setActive(true);
        articles.add(article);
      }
    }
    return articles;
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private Phrasebook book(TicketFacts facts) {
    return books.get(facts.tongue());
  }
}
