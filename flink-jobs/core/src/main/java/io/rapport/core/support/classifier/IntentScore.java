package io.rapport.core.support.classifier;

/** An intent and its calibrated probability, 0 to 1. */
public record IntentScore(String intent, double probability) {}
