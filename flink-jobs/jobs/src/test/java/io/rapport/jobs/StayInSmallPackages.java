package io.rapport.jobs;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.TreeMap;

/** Refuses packages with too many files. */
final class StayInSmallPackages extends ArchCondition<JavaClass> {

  private static final String BUILDER = "Builder";

  private final int most;
  private final Map<String, Integer> files = new TreeMap<>();

  StayInSmallPackages(int most) {
    super("stay in packages of at most %d files", most);
    this.most = most;
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    if (!generated(type)) {
      files.merge(type.getPackageName(), 1, Integer::sum);
    }
  }

  /** Generated builders do not count, because nobody reads them. */
  private static boolean generated(JavaClass type) {
    String name = type.getSimpleName();
    return name.endsWith(BUILDER)
        && type.getPackage().getClasses().stream()
            .anyMatch(other -> other.isRecord() && name.equals(other.getSimpleName() + BUILDER));
  }

  @Override
  public void finish(ConditionEvents events) {
    files.forEach(
        (name, count) ->
            events.add(
                new SimpleConditionEvent(name, count <= most, name + " has " + count + " files")));
  }
}
