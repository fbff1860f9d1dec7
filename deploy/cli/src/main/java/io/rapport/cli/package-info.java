/** The {@code rapport} command. */
package io.rapport.cli;
