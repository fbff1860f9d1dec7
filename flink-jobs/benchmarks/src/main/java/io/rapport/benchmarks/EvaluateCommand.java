package io.rapport.benchmarks;

import picocli.CommandLine.Command;

/** {@code rapport evaluate}: quality on recorded data. */
@Command(
    name = "evaluate",
    description = "Measure the quality of recommendations and triage on recorded data.",
    mixinStandardHelpOptions = true,
    subcommands = {EvaluateSessions.class, EvaluatePurchases.class, EvaluateTickets.class})
public final class EvaluateCommand {}
