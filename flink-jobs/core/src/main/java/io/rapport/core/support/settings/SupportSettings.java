package io.rapport.core.support.settings;

import io.rapport.core.state.PublicationPace;
import io.rapport.core.text.EncoderSettings;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/** All parameters of the support domain. */
@RecordBuilder
public record SupportSettings(
    EncoderSettings encoder,
    ClassifierSettings classifier,
    KnowledgeSettings knowledge,
    String phoneRegion,
    String humanQueue,
    int maxSites,
    int duplicates,
    long allowedLatenessMillis,
    long ticketRetentionMillis,
    long closedRetentionMillis,
    PublicationPace publication,
    TicketErasureSettings erasure)
    implements Serializable, SupportSettingsBuilder.With {

  private static final long DAY = 24L * 60 * 60 * 1000;

  public static final SupportSettings DEFAULT =
      SupportSettingsBuilder.builder()
          .encoder(EncoderSettings.DEFAULT)
          .classifier(ClassifierSettings.DEFAULT)
          .knowledge(KnowledgeSettings.DEFAULT)
          .phoneRegion("US")
          .humanQueue("human")
          .maxSites(16)
          .duplicates(64)
          .allowedLatenessMillis(60L * 60 * 1000)
          .ticketRetentionMillis(30 * DAY)
          .closedRetentionMillis(2 * DAY)
          .publication(PublicationPace.DEFAULT)
          .erasure(TicketErasureSettings.DEFAULT)
          .build();
}
