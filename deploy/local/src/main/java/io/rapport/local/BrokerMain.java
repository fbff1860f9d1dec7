package io.rapport.local;

import java.io.PrintStream;
import java.lang.reflect.Method;

/**
 * Formats the broker's storage, unless it is already, and runs the broker: in one process, because
 * a second start of the JVM costs as much as the formatting.
 */
public final class BrokerMain {
  private BrokerMain() {}

  /** Arguments: the cluster's id and the broker's properties file. */
  public static void main(String[] args) throws Throwable {
    String[] format = {
      "format", "--standalone", "--ignore-formatted", "-t", args[0], "-c", args[1]
    };
    Method execute =
        Class.forName("kafka.tools.StorageTool")
            .getMethod("execute", String[].class, PrintStream.class);
    int status = (int) execute.invoke(null, format, System.out);
    if (status != 0) {
      throw new IllegalStateException("Formatting the broker's storage failed: status " + status);
    }
    ChildMain.call("kafka.Kafka", "main", new String[] {args[1]});
  }
}
