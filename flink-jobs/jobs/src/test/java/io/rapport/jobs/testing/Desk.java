package io.rapport.jobs.testing;

import io.rapport.core.state.PublicationPace;
import io.rapport.core.support.settings.ClassifierSettings;
import io.rapport.core.support.settings.KnowledgeSettings;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.support.settings.TicketErasureSettings;
import io.rapport.core.text.EncoderSettings;

/**
 * The settings of a small support desk; its events are those of {@link
 * io.rapport.core.testing.Tickets}.
 */
public final class Desk {

  private Desk() {}

  /** A small model, a threshold that opens after few examples, and short retentions. */
  public static SupportSettings settings(int maxSites) {
    return settings(maxSites, PublicationPace.DEFAULT.with(p -> p.share(0).patienceMillis(2000)));
  }

  public static SupportSettings settings(int maxSites, PublicationPace publication) {
    return SupportSettings.DEFAULT.with(
        s ->
            s.encoder(
                    EncoderSettings.DEFAULT.with(
                        e -> e.bits(12).maxCharacters(400).longestCharGram(4)))
                .classifier(
                    ClassifierSettings.DEFAULT.with(
                        c ->
                            c.maxLabels(8)
                                .replays(2)
                                .reservoir(50)
                                .maxWeights(100_000)
                                .shards(16)
                                .window(50)
                                .riskTarget(0.5)
                                .minimumConfidence(0)))
                .knowledge(
                    KnowledgeSettings.DEFAULT.with(
                        k ->
                            k.maxArticles(3)
                                .suggestions(2)
                                .minimumScore(0.05)
                                .maxAnswerLength(200)))
                .maxSites(maxSites)
                .duplicates(16)
                .allowedLatenessMillis(1000)
                .ticketRetentionMillis(100_000)
                .closedRetentionMillis(10_000)
                .publication(publication)
                .erasure(
                    TicketErasureSettings.DEFAULT.with(
                        t -> t.maxTickets(3).retentionMillis(200_000))));
  }
}
