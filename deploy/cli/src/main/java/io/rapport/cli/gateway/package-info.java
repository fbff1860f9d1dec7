/** The gateway as a command, beside a cluster or with the local stack. */
package io.rapport.cli.gateway;
