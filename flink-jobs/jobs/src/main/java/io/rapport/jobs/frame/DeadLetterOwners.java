package io.rapport.jobs.frame;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.CustomerSegment;
import io.rapport.avro.IdentityDecision;
import io.rapport.avro.IdentityLink;
import io.rapport.avro.KnowledgeArticle;
import io.rapport.avro.PrivacyRequest;
import io.rapport.avro.Purchase;
import io.rapport.avro.RecommendationModel;
import io.rapport.avro.SegmentModel;
import io.rapport.avro.SiteRules;
import io.rapport.avro.SupportEvent;
import io.rapport.avro.SupportModel;
import io.rapport.avro.VisitorErasure;
import io.rapport.jobs.intake.DeadLetterScope;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * The assignment of each topic's dead letters to one of the jobs that read the topic. A bad record
 * has one letter, however many jobs meet and count it, so that it is replayed once.
 */
final class DeadLetterOwners {

  private static final Map<Class<? extends SpecificRecord>, JobKind> OWNERS =
      Map.ofEntries(
          Map.entry(Click.class, JobKind.RECOMMENDATION),
          Map.entry(CatalogueItem.class, JobKind.RECOMMENDATION),
          Map.entry(RecommendationModel.class, JobKind.RECOMMENDATION),
          Map.entry(SiteRules.class, JobKind.RECOMMENDATION),
          Map.entry(CustomerSegment.class, JobKind.RECOMMENDATION),
          Map.entry(VisitorErasure.class, JobKind.RECOMMENDATION),
          Map.entry(Purchase.class, JobKind.CUSTOMER),
          Map.entry(CustomerRecord.class, JobKind.CUSTOMER),
          Map.entry(IdentityLink.class, JobKind.CUSTOMER),
          Map.entry(IdentityDecision.class, JobKind.CUSTOMER),
          Map.entry(PrivacyRequest.class, JobKind.CUSTOMER),
          Map.entry(CustomerProfile.class, JobKind.SEGMENT),
          Map.entry(SegmentModel.class, JobKind.SEGMENT),
          Map.entry(SupportEvent.class, JobKind.SUPPORT),
          Map.entry(KnowledgeArticle.class, JobKind.SUPPORT),
          Map.entry(SupportModel.class, JobKind.SUPPORT));

  private DeadLetterOwners() {}

  /**
   * The job that writes the dead letters of a topic.
   *
   * @throws IllegalArgumentException for a type that no job reads
   */
  static JobKind of(Class<? extends SpecificRecord> type) {
    JobKind owner = OWNERS.get(type);
    if (owner == null) {
      throw new IllegalArgumentException(
          type.getSimpleName() + " needs an owner of its dead letters: add it to the table");
    }
    return owner;
  }

  /** Whether a job writes the dead letters of a topic that it reads. */
  static boolean writes(JobKind job, DeadLetterScope scope, Class<? extends SpecificRecord> type) {
    return scope == DeadLetterScope.ALL || job.includes(of(type));
  }
}
