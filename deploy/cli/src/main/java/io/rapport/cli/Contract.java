package io.rapport.cli;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.CustomerSegment;
import io.rapport.avro.DeadLetter;
import io.rapport.avro.ErasureReceipt;
import io.rapport.avro.IdentityLink;
import io.rapport.avro.ItemNeighbours;
import io.rapport.avro.KnowledgeArticle;
import io.rapport.avro.PrivacyRequest;
import io.rapport.avro.Purchase;
import io.rapport.avro.QualityReport;
import io.rapport.avro.Recommendation;
import io.rapport.avro.SegmentModel;
import io.rapport.avro.SupportEvent;
import io.rapport.avro.SupportModel;
import io.rapport.avro.TriagedTicket;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.Topic;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Every record type that has a topic. */
final class Contract {
  private static final List<Class<? extends SpecificRecord>> ALL =
      List.of(
          Click.class,
          Purchase.class,
          SupportEvent.class,
          CatalogueItem.class,
          CustomerRecord.class,
          IdentityLink.class,
          KnowledgeArticle.class,
          PrivacyRequest.class,
          Recommendation.class,
          ItemNeighbours.class,
          TriagedTicket.class,
          CustomerProfile.class,
          CustomerSegment.class,
          SegmentModel.class,
          SupportModel.class,
          QualityReport.class,
          DeadLetter.class,
          ErasureReceipt.class);

  private Contract() {}

  static List<Topic<?>> topics(KafkaSettings kafka) {
    return kafka.topics(ALL);
  }
}
