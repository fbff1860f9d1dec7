/** The local stack with the jobs on it: {@code rapport up}. */
package io.rapport.cli.stack;
