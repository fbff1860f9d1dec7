package io.rapport.core.support.ticket;

import io.rapport.core.intake.KnowledgeEntry;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.intake.TicketEventKind;
import io.rapport.core.quality.Measurement;
import io.rapport.core.support.answer.KnowledgeBase;
import io.rapport.core.support.classifier.Prediction;
import io.rapport.core.support.redaction.RedactedMessage;
import io.rapport.core.support.redaction.RedactedText;
import io.rapport.core.support.redaction.Redactor;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.support.training.ModelShard;
import io.rapport.core.support.training.Priority;
import io.rapport.core.support.training.TrainingExample;
import io.rapport.core.support.training.TriageModel;
import io.rapport.core.text.Features;
import io.rapport.core.text.NgramEncoder;
import io.rapport.core.text.Tokenizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Triages tickets: redacts them, classifies them with their site's model, finds answers, and gives
 * reasons. Holds the models and articles of all sites on the heap. Not thread-safe.
 */
public final class TicketTriage {

  private static final int REASONS = 5;

  private final SupportSettings settings;
  private final Redactor redactor;
  private final NgramEncoder encoder;
  private final Tokenizer tokenizer;
  private final WordList words = WordList.standard();
  private final Map<String, Site> sites = new HashMap<>();

  /** The model and articles of one site. */
  private record Site(TriageModel model, KnowledgeBase knowledge) {}

  public TicketTriage(SupportSettings settings) {
    this.settings = settings;
    this.redactor = new Redactor(settings.phoneRegion(), settings.encoder().maxCharacters());
    this.encoder = new NgramEncoder(settings.encoder());
    this.tokenizer = new Tokenizer(settings.encoder().maxCharacters());
  }

  /**
   * Applies a published part of a model.
   *
   * @return false if it was refused because there are too many sites
   */
  public boolean accept(ModelShard part) {
    Site site = site(part.site());
    if (site != null) {
      site.model().accept(part);
    }
    return site != null;
  }

  /**
   * Applies an article.
   *
   * @return false if it was refused: an older version of a known article, one beyond the bound, or
   *     of a site beyond the bound
   */
  public boolean accept(KnowledgeEntry article) {
    Site site = site(article.site());
    if (site == null || !site.knowledge().accepts(article)) {
      return false;
    }
    site.knowledge().put(article);
    return true;
  }

  private Site site(String name) {
    if (!sites.containsKey(name) && sites.size() < settings.maxSites()) {
      sites.put(
          name,
          new Site(new TriageModel(settings), new KnowledgeBase(settings.knowledge(), encoder)));
    }
    return sites.get(name);
  }

  /** The number of articles held, of all sites. */
  public int articles() {
    return sites.values().stream().mapToInt(site -> site.knowledge().size()).sum();
  }

  /**
   * The result of one event.
   *
   * @param triaged for a customer's message, else null
   * @param example to learn, or null
   * @param measured the quality of the ticket's triage before the event
   */
  public record Result(
      TriagedTicket triaged, TrainingExample example, List<Measurement> measured) {}

  /** Redacts an admitted event, applies it to its ticket and triages it. */
  public Result handle(TicketEvent event, TicketState ticket) {
    RedactedMessage message = redact(event);
    List<Measurement> measured = TicketQuality.measure(event, ticket);
    TrainingExample example = ticket.apply(message);
    boolean asks =
        event.kind() == TicketEventKind.OPENED || event.kind() == TicketEventKind.CUSTOMER_MESSAGE;
    return new Result(asks ? triage(message, ticket) : null, example, measured);
  }

  private RedactedMessage redact(TicketEvent event) {
    RedactedText subject = redactor.redact(event.subject());
    RedactedText body = redactor.redact(event.body());
    return new RedactedMessage(
        event, subject.text(), body.text(), subject.redactions().plus(body.redactions()));
  }

  private TriagedTicket triage(RedactedMessage message, TicketState ticket) {
    TicketEvent event = message.event();
    Site site = sites.get(event.site());
    Features features = encoder.encode(ticket.text());
    Prediction prediction = site == null ? Prediction.NONE : site.model().predict(features);
    ticket.triaged(prediction);
    List<TriageReason> reasons = new ArrayList<>();
    if (prediction.intent() != null) {
      reasons.addAll(reasons(site.model(), ticket.text(), features, prediction.label()));
    }
    List<String> said = tokenizer.words(message.text());
    double sentiment = words.sentiment(said);
    Priority priority =
        PriorityRules.decide(
            site == null ? new double[Priority.COUNT] : site.model().priorities(features),
            words.urgency(said),
            sentiment,
            reasons);
    return new TriagedTicket(
        event.site(),
        event.ticketId(),
        event.eventTime(),
        event.eventId(),
        event.brokerTime(),
        event.customerId(),
        event.language(),
        prediction.intent(),
        prediction.confidence(),
        prediction.abstained(),
        prediction.abstained() || prediction.queue() == null
            ? settings.humanQueue()
            : prediction.queue(),
        priority,
        sentiment,
        message.subject(),
        message.body(),
        message.redactions(),
        prediction.alternatives(),
        ticket.answered() || site == null
            ? List.of()
            : site.knowledge()
                .search(features, event.language(), prediction, site.model()::acceptance),
        List.copyOf(reasons),
        site == null ? 0 : site.model().version());
  }

  private List<TriageReason> reasons(TriageModel model, String text, Features features, int label) {
    return encoder
        .attribute(text, features, model.contributions(features, label))
        .entrySet()
        .stream()
        .map(word -> new TriageReason(word.getKey(), word.getValue()))
        .sorted(
            Comparator.comparingDouble((TriageReason reason) -> -Math.abs(reason.weight()))
                .thenComparing(TriageReason::feature))
        .limit(REASONS)
        .toList();
  }
}
