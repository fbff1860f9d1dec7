package io.rapport.jobs.intake;

import io.rapport.avro.KnowledgeArticle;
import io.rapport.core.intake.Cleaner;
import io.rapport.core.intake.KnowledgeEntry;
import io.rapport.core.intake.RejectedEventException;
import io.rapport.core.intake.Rejection;
import io.rapport.core.intake.Repairs;
import java.util.ArrayList;
import java.util.List;

/** Maps and cleans a {@link KnowledgeArticle} to a {@link KnowledgeEntry}. */
public final class KnowledgeMapping {

  private KnowledgeMapping() {}

  public static KnowledgeEntry toDomain(KnowledgeArticle article, long brokerTime, Cleaner cleaner)
      throws RejectedEventException {
    Repairs repairs = new Repairs();
    return new KnowledgeEntry(
        cleaner.required("eventId", article.getEventId()),
        cleaner.eventTime(article.getEventTime().toEpochMilli(), brokerTime),
        cleaner.site(article.getSite()),
        cleaner.required("articleId", article.getArticleId()),
        cleaner.standard().language(article.getLanguage(), repairs),
        text("title", article.getTitle(), cleaner, repairs),
        text("body", article.getBody(), cleaner, repairs),
        intents(article, cleaner),
        article.getActive(),
        repairs.codes());
  }

  /** The entry of a withdrawn article, which is no longer suggested. */
  public static KnowledgeEntry removed(
      String eventId, long brokerTime, String site, String articleId) {
    return new KnowledgeEntry(
        eventId, brokerTime, site, articleId, null, "", "", List.of(), false, "");
  }

  private static List<String> intents(KnowledgeArticle article, Cleaner cleaner)
      throws RejectedEventException {
    List<String> intents = new ArrayList<>(article.getIntents().size());
    for (String raw : article.getIntents()) {
      String intent = cleaner.optional("intents", raw);
      if (intent != null) {
        intents.add(intent);
      }
    }
    return intents;
  }

  private static String text(String field, String value, Cleaner cleaner, Repairs repairs)
      throws RejectedEventException {
    String text = cleaner.text(value, repairs);
    if (text == null) {
      throw new RejectedEventException(Rejection.MISSING_FIELD, field + " is missing or blank");
    }
    return text;
  }
}
