package io.rapport.benchmarks.identity;

/**
 * The quality of a linkage. A pair is two records of one customer.
 *
 * @param records records linked
 * @param customers customers found
 * @param truePairs pairs in the truth
 * @param precision share of the pairs found that are in the truth; 1 when none was found
 * @param recall share of the true pairs that were found; 1 when there is none
 * @param f1 their harmonic mean
 * @param reviews records that went to review on arrival
 * @param comparisonsPerRecord pairs compared a record, for whatever reason
 * @param recordsPerSecond per second of one core's time, without reading the file; a busy machine
 *     does not change it
 * @param seconds that passed meanwhile
 */
record IdentityQuality(
    int records,
    int customers,
    long truePairs,
    double precision,
    double recall,
    double f1,
    int reviews,
    double comparisonsPerRecord,
    double recordsPerSecond,
    double seconds) {}
