package io.rapport.core.identity.weight;

import io.rapport.core.identity.compare.Level;
import io.rapport.core.identity.compare.PairComparer;
import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.settings.IdentitySettings;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * Keeps the people of one household apart: they share family name, address, e-mail address and
 * telephone, which together outweigh any difference between their given names and birth dates.
 *
 * <p>A pair with different given names is of two persons if birth date, e-mail address or gender
 * differ too, unless its national id says otherwise. Of those with different given names alone, the
 * population tells: where given names are wrong at random, pairs that agree in all that a household
 * shares have the same birth date or id in spite of different names; where households have several
 * people, they have not. Without birth dates and ids the share of different names decides. Until
 * enough is seen, names that contradict each other keep a pair apart, and so do all different names
 * where caution is asked for. Where many households have several people, a pair without given names
 * in which nothing else of a person's own agrees is kept apart too.
 */
public final class HouseholdGuard {

  /** Pairs with birth dates or ids from which these are more telling than the share of names. */
  private static final int LEAST_DATED = 30;

  private final IdentitySettings settings;
  private long households;
  private long differing;
  private long dated; // of those that differ
  private long agreeing; // of those

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
      if (PairComparer.givenNamesDiffer(levels)) {
        differing++;
        dated += PairComparer.hasBirthDateOrId(levels) ? 1 : 0;
        agreeing += PairComparer.birthDateOrIdAgrees(levels) ? 1 : 0;
      }
    }
  }

  /** The share of different given names among pairs that agree in all a household shares. */
  public double differingShare() {
    return households == 0 ? 0 : (double) differing / households;
  }

  /** Whether a pair must not be linked by what a household shares. */
  public boolean forbids(byte[] levels) {
    if (PairComparer.sameNationalId(levels)) {
      return false;
    }
    boolean seenEnough = households >= settings.minHouseholds();
    if (seenEnough && mostlyOfSeveralPeople() && PairComparer.nothingPersonalAgrees(levels)) {
      return true;
    }
    if (!PairComparer.givenNamesDiffer(levels)) {
      return false;
    }
    if (PairComparer.personsDiffer(levels)) {
      return true;
    }
    if (seenEnough) {
      return ofSeveralPeople();
    }
    return settings.cautious()
        || PairComparer.givenNamesContradict(levels)
        || PairComparer.nationalIdsDiffer(levels);
  }

  private boolean ofSeveralPeople() {
    return dated >= LEAST_DATED ? 2 * agreeing < dated : mostlyOfSeveralPeople();
  }

  private boolean mostlyOfSeveralPeople() {
    return differing > settings.wrongNames() * households;
  }

  /** Appends the counts. */
  public void write(PackedWriter out) {
    out.writeVarlong(households);
    out.writeVarlong(differing);
    out.writeVarlong(dated);
    out.writeVarlong(agreeing);
  }

  /** Reads the counts. */
  public void read(PackedReader in) {
    households = in.readVarlong();
    differing = in.readVarlong();
    dated = in.readVarlong();
    agreeing = in.readVarlong();
  }
}
