package io.rapport.simulator;

/** Somebody or something whose next step is due at a time. */
@FunctionalInterface
interface Actor {

  /**
   * Takes the next step: emits records and plans what follows.
   *
   * @param now milliseconds since the epoch
   */
  void act(long now, Stage stage);
}
