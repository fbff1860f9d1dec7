package io.rapport.jobs.testing;

import io.rapport.core.state.PublicationPace;
import io.rapport.core.support.settings.ClassifierSettings;
import io.rapport.core.support.settings.KnowledgeSettings;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.support.settings.TicketErasureSettings;
import io.rapport.core.text.EncoderSettings;

/**
 * Settings of a small support desk; its events are those of {@link
 * io.rapport.core.testing.Tickets}.
 */
public final class Desk {

  private Desk() {}

  /** A small model, a threshold that opens after few examples, and short retentions. */
  public static SupportSettings settings(int maxSites) {
    return settings(maxSites, new PublicationPace(2000, 0, 2000));
  }

  public static SupportSettings settings(int maxSites, PublicationPace publication) {
    return new SupportSettings(
        new EncoderSettings(12, 400, 2, 2, 4, true),
        new ClassifierSettings(8, 0.7f, 0.001f, 0.02, 2, 50, 100_000, 16, 50, 0.5, 0, 1),
        new KnowledgeSettings(3, 2, 0.05, 0.3, 200),
        "US",
        "human",
        maxSites,
        16,
        1000,
        100_000,
        10_000,
        publication,
        new TicketErasureSettings(3, 200_000));
  }
}
