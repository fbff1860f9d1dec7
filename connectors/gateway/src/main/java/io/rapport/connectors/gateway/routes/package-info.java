/**
 * The routes of the HTTP API, one class a subject. {@link io.rapport.connectors.gateway.routes.Api}
 * lists them.
 */
package io.rapport.connectors.gateway.routes;
