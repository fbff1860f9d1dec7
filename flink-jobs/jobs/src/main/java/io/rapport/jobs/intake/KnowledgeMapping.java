package io.rapport.jobs.intake;

import io.rapport.avro.KnowledgeArticle;
import io.rapport.core.cleaning.Cleaning;
import io.rapport.core.cleaning.Field;
import io.rapport.core.cleaning.FieldValues;
import io.rapport.core.cleaning.Source;
import io.rapport.core.intake.Cleaner;
import io.rapport.core.intake.KnowledgeEntry;
import io.rapport.core.intake.RejectedEventException;
import io.rapport.core.intake.Rejection;
import java.util.ArrayList;
import java.util.List;

/** Maps and cleans a {@link KnowledgeArticle} to a {@link KnowledgeEntry}. */
public final class KnowledgeMapping {

  private static final Source SOURCE = Source.ARTICLE;
  private static final Field EVENT_ID = SOURCE.field("eventId");
  private static final Field EVENT_TIME = SOURCE.field("eventTime");
  private static final Field ARTICLE_ID = SOURCE.field("articleId");
  private static final Field LANGUAGE = SOURCE.field("language");
  private static final Field TITLE = SOURCE.field("title");
  private static final Field BODY = SOURCE.field("body");

  private KnowledgeMapping() {}

  public static KnowledgeEntry toDomain(
      KnowledgeArticle article, long brokerTime, Cleaning cleaning) throws RejectedEventException {
    Cleaner cleaner = cleaning.cleaner();
    String eventId = cleaner.required("eventId", article.getEventId());
    long eventTime = cleaner.eventTime(article.getEventTime().toEpochMilli(), brokerTime);
    String site = cleaner.site(article.getSite());
    String articleId = cleaner.required("articleId", article.getArticleId());
    FieldValues values =
        cleaning
            .begin(SOURCE)
            .set(SOURCE.site(), site)
            .set(EVENT_ID, eventId)
            .set(EVENT_TIME, eventTime)
            .set(ARTICLE_ID, articleId)
            .set(LANGUAGE, article.getLanguage())
            .set(TITLE, article.getTitle())
            .set(BODY, article.getBody());
    cleaning.clean(values, eventTime);
    return new KnowledgeEntry(
        eventId,
        eventTime,
        site,
        articleId,
        values.text(LANGUAGE),
        present(TITLE, values),
        present(BODY, values),
        intents(article, cleaner),
        article.getActive(),
        cleaning.changes());
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

  private static String present(Field field, FieldValues values) throws RejectedEventException {
    String text = values.text(field);
    if (text == null) {
      throw new RejectedEventException(
          Rejection.MISSING_FIELD, field.name() + " is missing or blank");
    }
    return text;
  }
}
