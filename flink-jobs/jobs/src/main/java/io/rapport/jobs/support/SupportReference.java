package io.rapport.jobs.support;

import io.rapport.core.intake.KnowledgeEntry;
import io.rapport.core.support.training.ModelShard;

/**
 * A broadcast reference for every triage subtask: an article or a part of a model; the other is
 * null.
 */
public record SupportReference(KnowledgeEntry article, ModelShard model) {

  static SupportReference of(KnowledgeEntry article) {
    return new SupportReference(article, null);
  }

  static SupportReference of(ModelShard model) {
    return new SupportReference(null, model);
  }
}
