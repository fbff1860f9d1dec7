package io.rapport.core.intake;

/**
 * What became of one event. Every event read has exactly one outcome at each consumer, so that
 * {@code in = processed + deadLettered + late + duplicate} holds.
 */
public enum Outcome {
  PROCESSED,
  DEAD_LETTERED,
  LATE,
  DUPLICATE
}
