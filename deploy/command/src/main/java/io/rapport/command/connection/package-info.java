/** The addresses of the running system, and the options that set them. */
package io.rapport.command.connection;
