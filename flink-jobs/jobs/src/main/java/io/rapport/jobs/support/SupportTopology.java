package io.rapport.jobs.support;

import static io.rapport.jobs.frame.ServingOptions.answering;

import io.rapport.core.intake.KnowledgeEntry;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.support.ticket.TicketMention;
import io.rapport.core.support.ticket.TriagedTicket;
import io.rapport.core.support.training.ModelShard;
import io.rapport.core.support.training.TicketErased;
import io.rapport.core.support.training.TrainingExample;
import io.rapport.jobs.frame.Receipt;
import io.rapport.jobs.quality.Measurements;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/**
 * Tickets to triaged tickets, agents' labels to a model, and who is to be forgotten to nothing.
 *
 * <pre>
 * articles --+
 *            +--> broadcast --> Triage (by ticket) --> triaged tickets
 * models ----+                   ^      \
 *   ^              tickets ------+       +-- examples --> Trainer (by site) --> model parts
 *   |                   |  ^                                                    |
 *   |                   v  | tickets to forget                                  |
 *   |      erasures --> Persons (by cookie, account, e-mail address)            |
 *   |                                                                           |
 *   +------------------ the compacted topic rapport.support-models -------------+
 * </pre>
 *
 * The loop closes outside of Flink, so that it can be seen, replayed and restored. Whose tickets
 * are whose is remembered by person, so that the triage is told of each when a person is to be
 * forgotten.
 */
public final class SupportTopology {

  private SupportTopology() {}

  /** What the topology makes. */
  public record Products(
      DataStream<TriagedTicket> triaged,
      DataStream<ModelShard> models,
      DataStream<Receipt> receipts,
      List<Measurements> measured) {}

  /**
   * Builds the topology.
   *
   * @param models the published parts of the models, read back; must hold no watermark back
   * @param erased who is to be forgotten; must hold no watermark back
   */
  public static Products build(
      DataStream<TicketEvent> tickets,
      DataStream<KnowledgeEntry> articles,
      DataStream<ModelShard> models,
      DataStream<VisitorErased> erased,
      SupportSettings settings) {
    SingleOutputStreamOperator<TriagedTicket> triaged =
        answering(
            inputs(tickets, toErase(tickets, erased, settings))
                .keyBy(TicketInput::ticketKey)
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
        triaged.getSideOutput(TriageFunction.RECEIPTS),
        List.of(
            new Measurements(
                SupportUids.TRIAGE, triaged.getSideOutput(TriageFunction.MEASUREMENTS))));
  }

  private static DataStream<TicketInput> inputs(
      DataStream<TicketEvent> tickets, DataStream<TicketErased> erased) {
    return tickets
        .map(TicketInput::of)
        .returns(TicketInput.class)
        .setParallelism(tickets.getParallelism()) // what follows each other stays in order
        .name("ticket events")
        .uid(SupportUids.TICKETS)
        .union(
            erased
                .map(TicketInput::of)
                .returns(TicketInput.class)
                .name("tickets to forget")
                .uid(SupportUids.ERASED));
  }

  /** The tickets of those who are to be forgotten. */
  private static DataStream<TicketErased> toErase(
      DataStream<TicketEvent> tickets, DataStream<VisitorErased> erased, SupportSettings settings) {
    DataStream<TicketMention> mentions =
        tickets
            .flatMap(
                (TicketEvent event, Collector<TicketMention> out) ->
                    TicketMention.of(event).forEach(out::collect))
            .returns(TicketMention.class)
            .setParallelism(tickets.getParallelism())
            .name("who had to do with tickets")
            .uid(SupportUids.MENTIONS);
    return mentions
        .keyBy(TicketMention::person)
        .connect(erased.keyBy(VisitorErased::visitorKey))
        .process(
            new PersonTicketsFunction(settings.erasure()), TypeInformation.of(TicketErased.class))
        .name("find tickets of persons")
        .uid(SupportUids.PERSONS);
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
