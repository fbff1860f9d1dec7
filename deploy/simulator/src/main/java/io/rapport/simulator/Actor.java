package io.rapport.simulator;

/** A visitor, bot or other party whose next step is due at a time. */
@FunctionalInterface
interface Actor {

  /**
   * Takes the next step: emits records and plans what follows.
   *
   * @param now milliseconds since the epoch
   */
  void act(long now, SimulationContext stage);
}
