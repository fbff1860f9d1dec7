package io.rapport.schemas;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.avro.CustomerIdentity;
import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.CustomerSegment;
import io.rapport.avro.DeadLetter;
import io.rapport.avro.ErasureReceipt;
import io.rapport.avro.IdentityDecision;
import io.rapport.avro.IdentityLink;
import io.rapport.avro.IdentityReview;
import io.rapport.avro.ItemNeighbours;
import io.rapport.avro.KnowledgeArticle;
import io.rapport.avro.PrivacyRequest;
import io.rapport.avro.Purchase;
import io.rapport.avro.QualityReport;
import io.rapport.avro.Recommendation;
import io.rapport.avro.RecommendationModel;
import io.rapport.avro.SegmentModel;
import io.rapport.avro.SiteRules;
import io.rapport.avro.SupportEvent;
import io.rapport.avro.SupportModel;
import io.rapport.avro.TriagedTicket;
import io.rapport.avro.VisitorErasure;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** The record types that have a topic. */
public final class ContractTypes {

  /** The records that shops, desks and other systems send. */
  public static final List<Class<? extends SpecificRecord>> INPUTS =
      List.of(
          Click.class,
          Purchase.class,
          SupportEvent.class,
          CatalogueItem.class,
          CustomerRecord.class,
          IdentityLink.class,
          IdentityDecision.class,
          KnowledgeArticle.class,
          PrivacyRequest.class,
          SiteRules.class);

  /** The records that the jobs make. */
  public static final List<Class<? extends SpecificRecord>> OUTPUTS =
      List.of(
          Recommendation.class,
          ItemNeighbours.class,
          RecommendationModel.class,
          TriagedTicket.class,
          CustomerProfile.class,
          CustomerIdentity.class,
          IdentityReview.class,
          CustomerSegment.class,
          SegmentModel.class,
          SupportModel.class,
          QualityReport.class,
          DeadLetter.class,
          ErasureReceipt.class,
          VisitorErasure.class);

  /** Inputs and outputs. */
  public static final List<Class<? extends SpecificRecord>> ALL =
      Stream.concat(INPUTS.stream(), OUTPUTS.stream()).toList();

  private ContractTypes() {}
}
