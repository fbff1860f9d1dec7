package io.rapport.benchmarks.tickets;

/**
 * The quality of a classification of tickets.
 *
 * @param learned tickets learned, one pass
 * @param tested tickets of the test part
 * @param labels labels that occurred
 * @param accuracy share of right labels on the test part
 * @param macroF1 mean over the labels of precision's and recall's harmonic mean, on the test part
 * @param prequentialAccuracy share of right labels on the train part, each ticket scored before it
 *     was learned
 * @param ece expected calibration error on the test part, 15 bins
 * @param coverage share of the test part on which the classifier did not abstain
 * @param accuracyAnswered share of right labels there; null when it always abstained
 * @param ticketsPerSecond redacted, scored and, in the train part, learned, on one core
 */
record TicketQuality(
    int learned,
    int tested,
    int labels,
    double accuracy,
    double macroF1,
    double prequentialAccuracy,
    double ece,
    double coverage,
    Double accuracyAnswered,
    double ticketsPerSecond) {}
