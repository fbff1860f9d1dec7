package io.rapport.jobs.frame;

import io.rapport.jobs.intake.DeadLetterScope;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The option of the dead letters that a job writes. */
public final class DeadLetterOptions {

  public static final ConfigOption<DeadLetterScope> DEAD_LETTERS =
      ConfigOptions.key("rapport.intake.dead-letters")
          .enumType(DeadLetterScope.class)
          .defaultValue(DeadLetterScope.OWNED)
          .withDescription(
              "OWNED: of the jobs that read a topic, one writes its dead letters: customer those of"
                  + " purchases, customer records, identity links, identity decisions and privacy requests; segment of"
                  + " profiles and segment models; support of support events, articles and support"
                  + " models; recommendation all others. ALL: the job writes those of every topic"
                  + " that it reads; for one job of a topic whose owner does not run.");

  private DeadLetterOptions() {}
}
