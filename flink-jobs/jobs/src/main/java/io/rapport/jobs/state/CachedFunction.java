package io.rapport.jobs.state;

/** A keyed function whose {@link PackedState}s may hold writes back until the next snapshot. */
public interface CachedFunction {

  /**
   * To be told before the function is opened; without it, every write goes to the state at once.
   */
  void keyedStates(KeyedStates states);
}
