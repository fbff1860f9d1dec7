package io.rapport.simulator;

import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.simulator.people.Persona;
import io.rapport.simulator.people.Visitor;
import io.rapport.simulator.shop.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A visit: looks at items that go together, searches, fills a cart, buys what is in it or leaves.
 */
final class Session implements Actor {

  private static final double RELATED = 0.62;
  private static final double SAME_SHELF = 0.80;
  private static final double BY_TASTE = 0.95;
  private static final double NEW_ARRIVAL = 0.02;
  private static final double LOGS_IN = 0.25;
  private static final double CHANGES_MIND = 0.04;
  private static final double SUBSCRIBES = 0.01;
  private static final int LARGEST_CART = 12;
  private static final int UNRESOLVED_CLICKS = 8;
  private static final Duration QUICK = Duration.ofMillis(1_500);

  private final Visitor visitor;
  private final String sessionId;
  private final List<Item> cart = new ArrayList<>();
  private final List<String> clicksSinceView = new ArrayList<>();
  private int viewsLeft;
  private int searchedShelf = -1;
  private Item current;
  private ClickAction intended;

  Session(Visitor visitor, SimulationContext stage) {
    this.visitor = visitor;
    this.sessionId = visitor.startSession(stage.random);
    this.viewsLeft = 1 + views(visitor.persona(), stage);
  }

  /** Geometric with the persona's mean. */
  private static int views(Persona persona, SimulationContext stage) {
    double stop = 1 / persona.meanViews();
    double uniform = 1 - stage.random.nextDouble();
    return (int) (StrictMath.log(uniform) / StrictMath.log(1 - stop));
  }

  @Override
  public void act(long now, SimulationContext stage) {
    if (intended != null) {
      actOnCurrent(now, stage);
      again(now, QUICK, stage);
    } else if (current == null && visitor.knownCustomerId() == null && logsIn(stage)) {
      visitor.logIn();
      current = stage.assortment.popular();
      stage.emit(
          Records.link(
              visitor,
              visitor.account().customerId(),
              visitor.account().email(),
              "login",
              now,
              stage),
          now);
      again(now, QUICK, stage);
    } else if (viewsLeft == 0) {
      leave(now, stage);
    } else if (searchedShelf < 0 && stage.chance(visitor.persona().search())) {
      search(now, stage);
      again(now, QUICK, stage);
    } else {
      view(now, stage);
      again(now, stage.settings.meanDwell(), stage);
    }
  }

  private boolean logsIn(SimulationContext stage) {
    return visitor.account() != null && stage.chance(LOGS_IN);
  }

  private void again(long now, Duration mean, SimulationContext stage) {
    stage.agenda.plan(now + stage.wait(mean), this);
  }

  private void search(long now, SimulationContext stage) {
    searchedShelf = stage.assortment.shelfIn(visitor.department(stage.random));
    String path = stage.assortment.popularOn(searchedShelf).category();
    String words = path.substring(path.indexOf('/') + 1).toLowerCase(java.util.Locale.ROOT);
    Click click = Records.click(visitor, sessionId, ClickAction.SEARCH, null, now, stage);
    click.setQuery(words);
    emit(click, now, stage);
  }

  private void view(long now, SimulationContext stage) {
    current = choose(stage);
    searchedShelf = -1;
    viewsLeft--;
    Click click = Records.click(visitor, sessionId, ClickAction.VIEW, current, now, stage);
    clicksSinceView.forEach(earlier -> stage.truth.next(earlier, current.id()));
    clicksSinceView.clear();
    emit(click, now, stage);
    intended = intention(stage);
  }

  private Item choose(SimulationContext stage) {
    if (searchedShelf >= 0) {
      return stage.assortment.popularOn(searchedShelf);
    }
    Item arrival = stage.chance(NEW_ARRIVAL) ? stage.assortment.newArrival() : null;
    if (arrival != null) {
      return arrival;
    }
    double at = current == null ? 1 - stage.random.nextDouble() * 0.2 : stage.random.nextDouble();
    if (at < RELATED) {
      return stage.assortment.relatedTo(current);
    }
    if (current != null && at < SAME_SHELF) {
      return stage.assortment.popularOn(current.shelf());
    }
    if (at < BY_TASTE) {
      int department = visitor.department(stage.random);
      return stage.assortment.popularOn(stage.assortment.shelfIn(department));
    }
    return stage.assortment.popular();
  }

  private ClickAction intention(SimulationContext stage) {
    Persona persona = visitor.persona();
    boolean canAdd = cart.size() < LARGEST_CART && stage.stock.left(current) > 0;
    if (canAdd && stage.chance(persona.cart())) {
      return ClickAction.ADD_TO_CART;
    }
    if (stage.chance(persona.wish())) {
      return ClickAction.WISH;
    }
    return !cart.isEmpty() && stage.chance(CHANGES_MIND) ? ClickAction.REMOVE_FROM_CART : null;
  }

  private void actOnCurrent(long now, SimulationContext stage) {
    Item item = current;
    if (intended == ClickAction.ADD_TO_CART) {
      cart.add(item);
    } else if (intended == ClickAction.REMOVE_FROM_CART) {
      item = cart.remove(stage.random.nextInt(cart.size()));
    }
    emit(Records.click(visitor, sessionId, intended, item, now, stage), now, stage);
    intended = null;
  }

  private void leave(long now, SimulationContext stage) {
    if (!cart.isEmpty() && stage.chance(visitor.persona().buy())) {
      Checkout.buy(visitor, cart, now, stage);
    } else if (stage.chance(SUBSCRIBES)) {
      String email =
          visitor.account() == null
              ? stage.population.guest(visitor.tongue()).email()
              : visitor.account().email();
      stage.emit(Records.link(visitor, null, email, "newsletter", now, stage), now);
    }
  }

  private void emit(Click click, long now, SimulationContext stage) {
    if (clicksSinceView.size() < UNRESOLVED_CLICKS) {
      clicksSinceView.add(click.getEventId());
    }
    stage.emit(click, now);
  }
}
