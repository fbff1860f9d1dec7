package io.rapport.core.intake;

/**
 * The outcome of one event. Every event read has exactly one outcome at each consumer, so that
 * {@code in = processed + deadLettered + late + duplicate} holds.
 */
public enum Outcome {
  PROCESSED,
  DEAD_LETTERED,
  LATE,
  DUPLICATE
}
