package io.rapport.core.support.settings;

import io.rapport.core.state.PublicationPace;
import io.rapport.core.text.EncoderSettings;
import java.io.Serializable;

/**
 * Settings of the support domain.
 *
 * @param phoneRegion ISO 3166-1 alpha-2 region of telephone numbers without a country prefix
 * @param humanQueue where a ticket goes when the classifier abstains or knows no queue
 * @param maxSites sites whose model is held; those of further ones are refused and counted
 * @param duplicates event ids remembered a ticket
 * @param allowedLatenessMillis how much older than its ticket's newest event a message may be and
 *     still be triaged
 * @param ticketRetentionMillis how long a ticket is kept after its last event
 * @param closedRetentionMillis the same for a closed ticket
 * @param publication how often a site's model is published
 * @param erasure how a person's tickets are found again
 */
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
    implements Serializable {

  private static final long DAY = 24L * 60 * 60 * 1000;

  /** The defaults of every option. */
  public static SupportSettings standard() {
    return new SupportSettings(
        EncoderSettings.standard(),
        ClassifierSettings.standard(),
        KnowledgeSettings.standard(),
        "US",
        "human",
        16,
        64,
        60L * 60 * 1000,
        30 * DAY,
        2 * DAY,
        PublicationPace.standard(),
        TicketErasureSettings.standard());
  }
}
