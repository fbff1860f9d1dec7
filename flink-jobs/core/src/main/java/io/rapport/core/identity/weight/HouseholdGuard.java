package io.rapport.core.identity.weight;

import io.rapport.core.identity.compare.Level;
import io.rapport.core.identity.compare.PairComparer;
import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.settings.IdentitySettings;

/**
 * Keeps the people of one household apart: they share family name, address, e-mail address and
 * telephone, which together outweigh any difference between their given names and birth dates.
 *
 * <p>A pair with different given names and birth dates is of two persons, unless its national id
 * says otherwise. One whose given names contradict each other is of one person only if given names
 * turn out to be wrong at random in this population: of the pairs that agree in all that a
 * household shares, nearly all then have the same given name too. Where households have several
 * people in the records, many of those pairs differ.
 */
public final class HouseholdGuard {

  private final IdentitySettings settings;
  private long households;
  private long contradicting;

  public HouseholdGuard(IdentitySettings settings) {
    this.settings = settings;
  }

  /**
   * Counts a candidate pair.
   *
   * @param bits of its fields
   * @param needed bits from which what the household shares would be enough alone
   */
  public void observe(byte[] levels, double[] bits, double needed) {
    if (levels[Field.GIVEN_NAME.index()] == Level.MISSING) {
      return;
    }
    double household = 0;
    for (int at = 0; at < bits.length; at++) {
      if (Field.at(at).scope() == Field.Scope.HOUSEHOLD) {
        household += bits[at];
      }
    }
    if (household >= needed) {
      households++;
      contradicting += PairComparer.givenNamesContradict(levels) ? 1 : 0;
    }
  }

  /** Whether a pair must not be linked by what a household shares. */
  public boolean forbids(byte[] levels) {
    if (PairComparer.sameNationalId(levels)) {
      return false;
    }
    if (!PairComparer.givenNamesDiffer(levels)) {
      return false;
    }
    if (PairComparer.birthDatesDiffer(levels)) {
      return true;
    }
    boolean contradicting =
        PairComparer.givenNamesContradict(levels) || PairComparer.nationalIdsDiffer(levels);
    return contradicting && !namesAreOftenWrong();
  }

  private boolean namesAreOftenWrong() {
    return households >= settings.minHouseholds()
        && contradicting <= settings.wrongNames() * households;
  }
}
