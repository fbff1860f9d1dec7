package io.rapport.benchmarks;

import io.rapport.benchmarks.cleaning.EvaluateCleaning;
import io.rapport.benchmarks.identity.EvaluateIdentity;
import io.rapport.benchmarks.policy.EvaluatePolicy;
import io.rapport.benchmarks.purchases.EvaluatePurchases;
import io.rapport.benchmarks.sessions.EvaluateSessions;
import io.rapport.benchmarks.tickets.EvaluateTickets;
import picocli.CommandLine.Command;

/** Measures quality: {@code rapport evaluate}. */
@Command(
    name = "evaluate",
    description =
        "Measure the quality of recommendations, triage, cleaning and identity resolution, on "
            + "recorded data or on the running system's log.",
    mixinStandardHelpOptions = true,
    subcommands = {
      EvaluateSessions.class,
      EvaluatePurchases.class,
      EvaluateTickets.class,
      EvaluateCleaning.class,
      EvaluateIdentity.class,
      EvaluatePolicy.class
    })
public final class EvaluateCommand {}
