package io.rapport.local;

import java.util.List;

/** How to run a Java program. */
record Launch(List<String> jvmOptions, String classPath, List<String> mainAndArguments) {}
