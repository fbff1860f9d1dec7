package io.rapport.local;

import java.util.List;

/**
 * The ports of the stack's programs, all on the loopback interface.
 *
 * @param controller of the broker's metadata
 * @param flinkRpc at which the TaskManager finds the JobManager
 */
record StackPorts(int broker, int registry, int flink, int controller, int flinkRpc) {

  /** Any free ports. */
  static StackPorts free() {
    List<Integer> free = Ports.free(5);
    return new StackPorts(free.get(0), free.get(1), free.get(2), free.get(3), free.get(4));
  }

  int of(Component component) {
    return switch (component) {
      case BROKER -> broker;
      case REGISTRY -> registry;
      case JOB_MANAGER -> flink;
      case TASK_MANAGER, GATEWAY ->
          throw new IllegalArgumentException("The " + component.label() + " has no fixed port");
    };
  }
}
