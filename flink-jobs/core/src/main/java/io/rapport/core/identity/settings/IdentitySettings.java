package io.rapport.core.identity.settings;

import io.rapport.core.settings.Checks;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/**
 * Parameters of the linkage of person records.
 *
 * @param maxRecords records that are kept to be compared; the oldest gives way
 * @param maxCandidates records compared with a new one, the most promising first
 * @param maxBucket records of one blocking key that are looked at, the newest
 * @param maxCustomer records of one customer
 * @param maxMembers members of a customer that a record is compared with
 * @param randomPairs pairs a record that are compared to learn how strangers agree
 * @param peers persons remembered by one value, of whom strangers with it are drawn; a power of two
 * @param reservoir candidate pairs remembered to learn from
 * @param learnEvery records between two updates of the weights
 * @param iterations rounds of expectation maximisation an update
 * @param priorPairs weight of the initial shares among pairs of one person, in pairs
 * @param priorRandomPairs weight of the initial shares among pairs of strangers, in pairs
 * @param maxBits most that one field says for or against, in bits
 * @param moveBits most that an address says against a pair, in bits: people move
 * @param matchesPerRecord records of the same person expected among those kept, before any is found
 * @param maxMatchesPerRecord most that are expected whatever is found
 * @param population least number of persons that a record may be of, and records after which what
 *     is found outweighs what is expected
 * @param meanShare weight of the mean over a customer's members; the rest is the best member's
 * @param linkConfidence confidence from which a record is linked
 * @param reviewConfidence confidence from which a record that is not linked goes to review
 * @param maxComparisons comparisons a record, on average, from which no earlier record is linked
 *     again
 * @param revisits earlier records that are linked again for each new one
 * @param usualCount occurrences from which a name is not taken for a typing error
 * @param minHouseholds pairs that agree in all a household shares, before given names may be wrong
 * @param cautious whether a pair is linked only if something beyond names agrees and nothing
 *     contradicts it, and whether, before so many households are seen, different given names keep a
 *     pair apart even if one may be a typing error
 * @param wrongNames share of those pairs with different given names above which many households
 *     have several people
 * @param namesPerValue names that may share an e-mail address, a telephone number, an id or a
 *     device until it says nothing any more
 * @param maxDecisions pairs of which somebody said whether they are of one person; the oldest gives
 *     way
 * @param seed of the choice of random pairs
 */
@RecordBuilder
public record IdentitySettings(
    int maxRecords,
    int maxCandidates,
    int maxBucket,
    int maxCustomer,
    int maxMembers,
    int randomPairs,
    int peers,
    int reservoir,
    int learnEvery,
    int iterations,
    double priorPairs,
    double priorRandomPairs,
    double maxBits,
    double moveBits,
    double matchesPerRecord,
    double maxMatchesPerRecord,
    int population,
    double meanShare,
    double linkConfidence,
    double reviewConfidence,
    int maxComparisons,
    int revisits,
    int usualCount,
    int minHouseholds,
    boolean cautious,
    double wrongNames,
    int namesPerValue,
    int maxDecisions,
    long seed)
    implements Serializable, IdentitySettingsBuilder.With {

  public static final IdentitySettings DEFAULT =
      IdentitySettingsBuilder.builder()
          .maxRecords(100_000)
          .maxCandidates(16)
          .maxBucket(32)
          .maxCustomer(1_000)
          .maxMembers(8)
          .randomPairs(2)
          .peers(1 << 14)
          .reservoir(4096)
          .learnEvery(500)
          .iterations(10)
          .priorPairs(50)
          .priorRandomPairs(2000)
          .maxBits(18)
          .moveBits(8)
          .matchesPerRecord(1)
          .maxMatchesPerRecord(8)
          .population(1000)
          .meanShare(0.6)
          .linkConfidence(0.5)
          .reviewConfidence(0.1)
          .maxComparisons(48)
          .revisits(1)
          .usualCount(4)
          .minHouseholds(100)
          .cautious(false)
          .wrongNames(0.25)
          .namesPerValue(5)
          .maxDecisions(10_000)
          .seed(1)
          .build();

  /** Checks the bounds. */
  public IdentitySettings {
    Checks.atLeast("maxRecords", maxRecords, 2);
    Checks.atLeast("maxCandidates", maxCandidates, 1);
    Checks.atLeast("maxBucket", maxBucket, 1);
    Checks.atLeast("maxCustomer", maxCustomer, 2);
    Checks.atLeast("maxMembers", maxMembers, 1);
    Checks.atLeast("randomPairs", randomPairs, 0);
    Checks.powerOfTwo("peers", peers);
    Checks.atLeast("reservoir", reservoir, 1);
    Checks.atLeast("learnEvery", learnEvery, 1);
    Checks.atLeast("iterations", iterations, 1);
    Checks.above("priorPairs", priorPairs, 0);
    Checks.above("priorRandomPairs", priorRandomPairs, 0);
    Checks.above("maxBits", maxBits, 0);
    Checks.above("moveBits", moveBits, 0);
    Checks.above("matchesPerRecord", matchesPerRecord, 0);
    Checks.above("maxMatchesPerRecord", maxMatchesPerRecord, 0);
    Checks.atLeast("population", population, 2);
    Checks.within("meanShare", meanShare, 0, 1);
    Checks.within("linkConfidence", linkConfidence, 0.5, 1);
    Checks.within("reviewConfidence", reviewConfidence, 0, linkConfidence);
    Checks.atLeast("maxComparisons", maxComparisons, 0);
    Checks.atLeast("revisits", revisits, 0);
    Checks.atLeast("usualCount", usualCount, 2);
    Checks.atLeast("minHouseholds", minHouseholds, 1);
    Checks.within("wrongNames", wrongNames, 0, 1);
    Checks.atLeast("namesPerValue", namesPerValue, 1);
    Checks.atLeast("maxDecisions", maxDecisions, 1);
  }
}
