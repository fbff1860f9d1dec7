/** Lines and tables on a terminal, and in a log where there is none. */
package io.rapport.command.terminal;
