package io.rapport.benchmarks.identity;

import io.rapport.core.identity.link.LinkDecision;
import io.rapport.core.identity.link.Linker;
import io.rapport.core.identity.settings.IdentitySettings;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Links records one at a time in their order, without labels, then links those that are kept once
 * more with the weights learned, and judges the customers of all.
 */
final class IdentityEvaluation {

  private final IdentitySettings settings;
  private final Runnable progress;

  /**
   * @param progress called after every record
   */
  IdentityEvaluation(IdentitySettings settings, Runnable progress) {
    this.settings = settings;
    this.progress = progress;
  }

  IdentityQuality run(List<LabelledPerson> persons) {
    Map<String, Long> customers = new HashMap<>();
    Linker linker = new Linker(settings, customers::put);
    int reviews = 0;
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = System.nanoTime();
    long startOnCore = threads.getCurrentThreadCpuTime();
    for (LabelledPerson person : persons) {
      LinkDecision decision = linker.add(person.record());
      reviews += decision.kind() == LinkDecision.Kind.REVIEW ? 1 : 0;
      progress.run();
    }
    linker.settle();
    double secondsOnCore = (threads.getCurrentThreadCpuTime() - startOnCore) / 1e9;
    double seconds = (System.nanoTime() - start) / 1e9;
    List<Long> found = persons.stream().map(one -> customers.get(one.record().id())).toList();
    PairQuality pairs =
        PairQuality.of(
            found,
            Arrays.asList(persons.stream().map(LabelledPerson::truth).toArray(String[]::new)));
    return new IdentityQuality(
        persons.size(),
        new HashSet<>(found).size(),
        pairs.truth(),
        pairs.precision(),
        pairs.recall(),
        pairs.f1(),
        reviews,
        (double) linker.comparisons() / persons.size(),
        persons.size() / secondsOnCore,
        seconds);
  }
}
