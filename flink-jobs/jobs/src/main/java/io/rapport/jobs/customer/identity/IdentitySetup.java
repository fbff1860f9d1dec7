package io.rapport.jobs.customer.identity;

import io.rapport.core.identity.resolve.ResolverSettings;
import io.rapport.core.settings.Checks;
import java.io.Serializable;

/**
 * The settings of the resolution of persons.
 *
 * @param enabled whether persons are resolved at all
 * @param maxLiveSites sites of a task whose records are on the heap
 */
public record IdentitySetup(boolean enabled, int maxLiveSites, ResolverSettings resolver)
    implements Serializable {

  public static final IdentitySetup DEFAULT = new IdentitySetup(true, 16, ResolverSettings.DEFAULT);

  /** Checks the bounds. */
  public IdentitySetup {
    Checks.atLeast("maxLiveSites", maxLiveSites, 1);
  }
}
