package io.rapport.jobs.support;

import static io.rapport.jobs.intake.ServingOptions.answering;

import io.rapport.core.intake.KnowledgeEntry;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.support.ModelShard;
import io.rapport.core.support.SupportSettings;
import io.rapport.core.support.TrainingExample;
import io.rapport.core.support.TriagedTicket;
import io.rapport.jobs.quality.Measurements;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Tickets to triaged tickets, and agents' labels to a model.
 *
 * <pre>
 * articles --+
 *            +--> broadcast --> Triage (by ticket) --> triaged tickets
 * models ----+                   ^      \
 *   ^              tickets ------+       +-- examples --> Trainer (by site) --> model parts
 *   |                                                                             |
 *   +------------------ the compacted topic rapport.support-models --------------+
 * </pre>
 *
 * The loop closes outside of Flink, so that it can be seen, replayed and restored.
 */
public final class SupportTopology {

  private SupportTopology() {}

  /** What the topology makes. */
  public record Products(
      DataStream<TriagedTicket> triaged,
      DataStream<ModelShard> models,
      List<Measurements> measured) {}

  /**
   * Builds the topology.
   *
   * @param models the published parts of the models, read back; must hold no watermark back
   */
  public static Products build(
      DataStream<TicketEvent> tickets,
      DataStream<KnowledgeEntry> articles,
      DataStream<ModelShard> models,
      SupportSettings settings) {
    SingleOutputStreamOperator<TriagedTicket> triaged =
        answering(
            tickets
                .keyBy(TicketEvent::ticketKey)
                .connect(references(articles, models))
                .process(new TriageFunction(settings))
                .name("triage tickets")
                .uid(SupportUids.TRIAGE));
    DataStream<ModelShard> learned =
        triaged
            .getSideOutput(TriageFunction.EXAMPLES)
            .keyBy(TrainingExample::site)
            .transform(
                "train ticket model",
                TypeInformation.of(ModelShard.class),
                new TrainerOperator(settings))
            .uid(SupportUids.TRAINER);
    return new Products(
        triaged,
        learned,
        List.of(
            new Measurements(
                SupportUids.TRIAGE, triaged.getSideOutput(TriageFunction.MEASUREMENTS))));
  }

  private static BroadcastStream<SupportReference> references(
      DataStream<KnowledgeEntry> articles, DataStream<ModelShard> models) {
    DataStream<SupportReference> article =
        articles
            .map(SupportReference::of)
            .returns(SupportReference.class)
            .setParallelism(articles.getParallelism()) // what follows each other stays in order
            .name("articles to all")
            .uid(SupportUids.ARTICLES);
    DataStream<SupportReference> model =
        models
            .map(SupportReference::of)
            .returns(SupportReference.class)
            .setParallelism(models.getParallelism())
            .name("models to all")
            .uid(SupportUids.MODELS);
    return article.union(model).broadcast(TriageFunction.ARTICLES, TriageFunction.MODELS);
  }
}
