/** Commands for whoever operates a running system. */
package io.rapport.cli.operations;
