/** The parts that the commands of the CLI, the benches and the evaluations share. */
package io.rapport.command;
