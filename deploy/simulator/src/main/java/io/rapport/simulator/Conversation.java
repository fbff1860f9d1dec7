package io.rapport.simulator;

import io.rapport.avro.PurchaseKind;
import io.rapport.avro.SupportEvent;
import io.rapport.avro.SupportEventKind;
import io.rapport.simulator.people.Account;
import io.rapport.simulator.people.CustomerLocale;
import io.rapport.simulator.people.Order;
import io.rapport.simulator.shop.Item;
import io.rapport.simulator.shop.WeightedChoice;
import io.rapport.simulator.support.Intent;
import io.rapport.simulator.support.MessageWriter;
import io.rapport.simulator.support.TicketFacts;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A ticket from its opening to its closing: the customer writes, an agent labels it, picks an
 * article of the knowledge base and answers, and sometimes the customer writes again. Then what the
 * customer asked for is done.
 */
final class Conversation implements Actor {

  private static final List<Intent> INTENTS = List.of(Intent.values());
  private static final WeightedChoice ANY_INTENT =
      new WeightedChoice(INTENTS.stream().mapToDouble(Intent::weight).toArray());
  private static final WeightedChoice ORDER_INTENT =
      new WeightedChoice(
          INTENTS.stream().mapToDouble(i -> i.followsOrder() ? i.weight() : 0).toArray());
  private static final List<String> CHANNELS = List.of("email", "chat", "web", "app");
  // Numbers that payment processors publish for tests.
  private static final List<String> CARDS =
      List.of("4111 1111 1111 1111", "5555555555554444", "378282246310005", "4242-4242-4242-4242");
  private static final int AGENTS = 12;
  private static final double IMPATIENT = 0.15;
  private static final double LABELLED = 0.96;
  private static final double WRONG_SUGGESTION = 0.12;
  private static final double ACCEPTS = 0.65;
  private static final double WRITES_AGAIN = 0.3;
  private static final double LANGUAGE_KNOWN = 0.7;
  private static final double GIVEN_WAY = 0.8;

  private final TicketFacts facts;
  private final Order order;
  private final String customerId;
  private final String visitorId;
  private final String ticketId;
  private final String channel;
  private final String agentId;
  private final String language;
  private final Deque<SupportEventKind> steps;
  private boolean answered;

  private Conversation(
      TicketFacts facts,
      Order order,
      String customerId,
      String visitorId,
      SimulationContext stage) {
    this.facts = facts;
    this.order = order;
    this.customerId = customerId;
    this.visitorId = visitorId;
    this.ticketId = stage.ticketId();
    this.channel = CHANNELS.get(stage.random.nextInt(CHANNELS.size()));
    this.agentId = "agent-" + (1 + stage.random.nextInt(AGENTS));
    this.language = stage.chance(LANGUAGE_KNOWN) ? facts.tongue().code() : null;
    this.steps = plan(stage);
  }

  /** A ticket about an order. */
  static Conversation about(Order order, SimulationContext stage) {
    Intent intent = INTENTS.get(ORDER_INTENT.draw(stage.random));
    return about(order, intent, stage);
  }

  /** A ticket from somebody who has not just ordered: about an earlier order, or about none. */
  static Conversation outOfTheBlue(SimulationContext stage) {
    Intent intent = INTENTS.get(ANY_INTENT.draw(stage.random));
    Order earlier = intent.followsOrder() ? stage.orders.takeAny() : null;
    if (earlier != null) {
      return about(earlier, intent, stage);
    }
    Account account = stage.population.anyAccount();
    return new Conversation(
        facts(
            intent.followsOrder() ? Intent.PRODUCT_QUESTION : intent,
            account.tongue(),
            stage.orderId(),
            stage.assortment.popular(),
            account.givenName(),
            account.email(),
            account.phone(),
            "0.00",
            stage),
        null,
        account.customerId(),
        null,
        stage);
  }

  private static Conversation about(Order order, Intent intent, SimulationContext stage) {
    Item item = order.lines().get(stage.random.nextInt(order.lines().size())).item();
    return new Conversation(
        facts(
            fitting(intent, item),
            order.tongue(),
            order.orderId(),
            item,
            order.givenName(),
            order.email(),
            order.phone(),
            order.total().setScale(2, RoundingMode.HALF_UP).toPlainString(),
            stage),
        order,
        order.customerId(),
        order.visitorId(),
        stage);
  }

  /** Only clothes and shoes have sizes. */
  private static Intent fitting(Intent intent, Item item) {
    boolean sized = item.category().startsWith("Fashion/") || item.category().startsWith("Shoes/");
    return intent == Intent.WRONG_SIZE && !sized ? Intent.RETURN_REQUEST : intent;
  }

  private static TicketFacts facts(
      Intent intent,
      CustomerLocale tongue,
      String orderId,
      Item item,
      String givenName,
      String email,
      String phone,
      String amount,
      SimulationContext stage) {
    // People write what a thing is, not the colour after the comma.
    String name = item.title().substring(0, item.title().indexOf(','));
    String card = CARDS.get(stage.random.nextInt(CARDS.size()));
    int days = 3 + stage.random.nextInt(12);
    return new TicketFacts(
        tongue, intent, orderId, name, givenName, email, phone, card, amount, days);
  }

  private static Deque<SupportEventKind> plan(SimulationContext stage) {
    Deque<SupportEventKind> steps = new ArrayDeque<>();
    steps.add(SupportEventKind.OPENED);
    if (stage.chance(IMPATIENT)) {
      steps.add(SupportEventKind.CUSTOMER_MESSAGE);
    }
    if (stage.chance(LABELLED)) {
      steps.add(SupportEventKind.LABELLED);
    }
    if (stage.chance(WRONG_SUGGESTION)) {
      steps.add(SupportEventKind.ANSWER_REJECTED);
    }
    if (stage.chance(ACCEPTS)) {
      steps.add(SupportEventKind.ANSWER_ACCEPTED);
    }
    steps.add(SupportEventKind.AGENT_MESSAGE);
    if (stage.chance(WRITES_AGAIN)) {
      steps.add(SupportEventKind.CUSTOMER_MESSAGE);
      steps.add(SupportEventKind.AGENT_MESSAGE);
    }
    steps.add(SupportEventKind.CLOSED);
    return steps;
  }

  @Override
  public void act(long now, SimulationContext stage) {
    SupportEventKind step = steps.remove();
    SupportEvent event = event(step, now, stage);
    write(event, step, stage);
    if (step == SupportEventKind.OPENED) {
      stage.truth.opened(event.getEventId(), facts.intent().code());
    }
    stage.emit(event, now);
    if (steps.isEmpty()) {
      conclude(now, stage);
    } else {
      stage.agenda.plan(now + stage.wait(stage.settings.meanAgentDelay()), this);
    }
  }

  private SupportEvent event(SupportEventKind step, long now, SimulationContext stage) {
    SupportEvent event = new SupportEvent();
    event.setEventId(stage.eventId());
    event.setEventTime(Instant.ofEpochMilli(now));
    event.setSite(stage.settings.site());
    event.setTicketId(ticketId);
    event.setKind(step);
    event.setCustomerId(customerId);
    event.setVisitorId(visitorId);
    event.setRequesterEmail(facts.email());
    event.setChannel(channel);
    event.setLanguage(language);
    return event;
  }

  private void write(SupportEvent event, SupportEventKind step, SimulationContext stage) {
    switch (step) {
      case OPENED -> {
        event.setSubject(stage.desk.subject(facts));
        event.setBody(stage.desk.opening(facts));
      }
      case CUSTOMER_MESSAGE ->
          event.setBody(answered ? stage.desk.solved(facts) : stage.desk.followUp(facts));
      case AGENT_MESSAGE -> {
        event.setBody(stage.desk.answer(facts));
        event.setAgentId(agentId);
        answered = true;
      }
      case LABELLED -> label(event, stage);
      case ANSWER_ACCEPTED -> suggestion(event, facts.intent());
      case ANSWER_REJECTED -> suggestion(event, otherIntent(stage));
      default -> event.setAgentId(agentId);
    }
  }

  private void label(SupportEvent event, SimulationContext stage) {
    boolean wrong = stage.chance(stage.settings.labelNoise());
    Intent label = wrong ? otherIntent(stage) : facts.intent();
    event.setIntent(label.code());
    event.setQueue(label.queue());
    event.setPriority(label.priority());
    event.setAgentId(agentId);
  }

  private void suggestion(SupportEvent event, Intent intent) {
    event.setAnswerId(MessageWriter.articleId(intent, facts.tongue()));
    event.setAgentId(agentId);
  }

  private Intent otherIntent(SimulationContext stage) {
    List<Intent> others = INTENTS.stream().filter(intent -> intent != facts.intent()).toList();
    return others.get(stage.random.nextInt(others.size()));
  }

  private void conclude(long now, SimulationContext stage) {
    if (order == null || !stage.chance(GIVEN_WAY)) {
      return;
    }
    switch (facts.intent()) {
      case CANCEL_ORDER -> Checkout.undo(order, PurchaseKind.CANCEL, now, stage);
      case RETURN_REQUEST, WRONG_SIZE, DAMAGED_ITEM ->
          Checkout.undo(order, PurchaseKind.RETURN, now, stage);
      default -> {}
    }
  }
}
