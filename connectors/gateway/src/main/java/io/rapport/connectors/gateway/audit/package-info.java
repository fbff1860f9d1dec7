/** The record of who read or erased whom. */
package io.rapport.connectors.gateway.audit;
