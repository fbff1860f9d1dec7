package io.rapport.local;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;

/**
 * Runs another class's {@code main} in a child process that cannot outlive its parent: the parent
 * holds the other end of standard input, and when it is gone, however it went, reading ends and the
 * process halts. Uses nothing but the JDK, for it runs on the class paths of other programs.
 */
public final class ChildMain {
  private static final int PARENT_GONE = 75;

  private static final List<String> PARENTS_SIGNALS = List.of("INT", "HUP");

  private ChildMain() {}

  /** Arguments: the class to run, then its own arguments. */
  public static void main(String[] args) throws Throwable {
    leaveSignalsToParent();
    haltWithParent(System.in);
    call(args[0], "main", Arrays.copyOfRange(args, 1, args.length));
  }

  /**
   * Has the process live on after Ctrl-C and after the end of the terminal, which send a signal to
   * all processes that were started there: the parent decides when and in which order they end.
   */
  private static void leaveSignalsToParent() throws ReflectiveOperationException {
    // By reflection: javac warns of each use of these classes, and the JDK has no others.
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    // Not SIG_IGN: handlers that a program puts over this one call it.
    Object nothing =
        Proxy.newProxyInstance(
            ChildMain.class.getClassLoader(),
            new Class<?>[] {handler},
            (proxy, method, args) -> null);
    for (String name : PARENTS_SIGNALS) {
      try {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), nothing);
      } catch (InvocationTargetException e) {
        // This system has no such signal.
      }
    }
  }

  private static void haltWithParent(InputStream parent) {
    Thread watch = new Thread(() -> haltAtEnd(parent), "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  static void call(String className, String method, String[] args) throws Throwable {
    try {
      Class.forName(className).getMethod(method, String[].class).invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void haltAtEnd(InputStream parent) {
    try {
      while (parent.read() >= 0) {
        // Nothing is ever sent: only the end counts.
      }
    } catch (IOException e) {
      // A broken pipe says the same as its end.
    }
    Runtime.getRuntime().halt(PARENT_GONE);
  }
}
