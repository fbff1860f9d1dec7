package io.rapport.core.intake;

import java.util.List;

/**
 * A cleaned article of the support knowledge base in its current version.
 *
 * @param language BCP 47 tag or null
 * @param intents intents that editors assigned to the article; may be empty
 * @param active whether it may be suggested
 */
public record KnowledgeEntry(
    String eventId,
    long eventTime,
    String site,
    String articleId,
    String language,
    String title,
    String body,
    List<String> intents,
    boolean active,
    String repairs) {}
