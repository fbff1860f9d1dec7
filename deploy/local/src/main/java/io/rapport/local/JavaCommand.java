package io.rapport.local;

import java.util.List;

/**
 * A Java program to run, with its class path and options.
 *
 * @param mainAndArguments the main class, then its arguments
 */
public record JavaCommand(
    List<String> jvmOptions, String classPath, List<String> mainAndArguments) {}
